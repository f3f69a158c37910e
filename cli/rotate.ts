/** `genesys-access rotate`: the next step of giving a client a new secret without downtime. */
import { Command } from "commander";
import type { RotateOptions } from "./actions/rotate.ts";

const HELP = `
Edits the stack's YAML, one step at a time, and says what to do next; nothing else of the file changes, and no org is asked.
  first   a new generation of the client, with the same grants, beside the old one, which keeps working
  then    the old generation is no longer kept: the next update deactivates and deletes it

Examples:
  genesys-access rotate powerbi-emea --stack prod --dry-run
  genesys-access rotate powerbi-emea --stack prod`;

export function rotateCommand(): Command {
  return new Command("rotate")
    .description(
      "Give a client a new secret without downtime: edit its generations in the YAML, and say what to do next.",
    )
    .argument("<client>", "key of a client-credentials client that the stack makes")
    .option("--stack <stack>", "name of a stack or a file; not needed where there is only one")
    .option("--dry-run", "print the change instead of making it", false)
    .addHelpText("after", HELP)
    .action(async (client: string, options: RotateOptions) => {
      const { run } = await import("./actions/rotate.ts");
      run(client, options);
    });
}
