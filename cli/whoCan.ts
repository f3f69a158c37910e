/** `genesys-access who-can`: everybody in a stack who can do something. */
import { Command, Option } from "commander";
import type { WhoCanOptions } from "./actions/whoCan.ts";
import { outputOption } from "./options/outputOption.ts";

const HELP = `
Who can, and who may be able to: a role of the org may hold anything, and divisions may not limit a permission.

Examples:
  genesys-access who-can recording:recording:view --stack prod
  genesys-access who-can "DELETE /api/v2/routing/queues/{queueId}" --division EMEA_Operations`;

export function whoCanCommand(): Command {
  return new Command("who-can")
    .description("List the clients, users and groups of a stack that can do something, with the role that lets them.")
    .argument("<what>", "an operation (METHOD /api/v2/…) or a permission (domain:entity:action)")
    .option("--division <division>", "key or name of a division; without it, any")
    .option("--stack <stack>", "name of a stack or a file; not needed where there is only one")
    .addOption(new Option("--format <format>", "what to print").choices(["text", "json"]).default("text"))
    .addOption(outputOption("the answer"))
    .addHelpText("after", HELP)
    .action(async (what: string, options: WhoCanOptions) => {
      const { run } = await import("./actions/whoCan.ts");
      run(what, options);
    });
}
