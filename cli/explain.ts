/** `genesys-access explain`: may this client do that, and what does that error mean. */
import { Command, Option } from "commander";
import type { ExplainOptions } from "./actions/explain.ts";
import { outputOption } from "./options/outputOption.ts";

const HELP = `
The answer is a path (client, role, permission, division) or the layer that denies, with the line of the spec that would
open it. Everything comes from the spec and the catalogue: no org is asked.
Exit code 0: allowed, or an error was read. 1: denied, or the spec alone does not show that it is allowed.

Examples:
  genesys-access explain powerbi --can "POST /api/v2/analytics/conversations/details/query" --division EMEA_Operations
  genesys-access explain "groups.Quality Team" --can recording:recording:view --stack prod
  genesys-access explain --error answer.json
  pbpaste | genesys-access explain --error - --client powerbi --stack prod`;

export function explainCommand(): Command {
  return new Command("explain")
    .description("Say whether a client may do something, on which path, or which layer denies; or what an error means.")
    .argument("[client]", "key of a client; or users.<e-mail>, groups.<name>")
    .option("--can <what>", "an operation (METHOD /api/v2/…) or a permission (domain:entity:action)")
    .option("--division <division>", "key or name of a division; without it, any that the client has")
    .option("--stack <stack>", "name of a stack or a file; not needed where there is only one")
    .addOption(
      new Option("--error <file>", "a pasted 401, 403 or empty answer; - for standard input").conflicts([
        "can",
        "division",
      ]),
    )
    .option("--client <client>", "who made the call that failed")
    .addOption(new Option("--format <format>", "what to print").choices(["text", "json"]).default("text"))
    .addOption(outputOption("the answer"))
    .addHelpText("after", HELP)
    .action(async (client: string | undefined, options: ExplainOptions) => {
      const { run } = await import("./actions/explain.ts");
      run(client, options);
    });
}
