/** `genesys-access suggest`: the smallest role for what an integration calls. */
import { Command, Option } from "commander";
import type { SuggestOptions } from "./actions/suggest.ts";
import { outputOption } from "./options/outputOption.ts";

const EXAMPLES = `
Examples:
  genesys-access suggest --list                                 names of the profiles
  genesys-access suggest --profile real-time-wallboard          a role for a common kind of integration
  genesys-access suggest GET /api/v2/routing/queues POST /api/v2/analytics/queues/observations/query
  genesys-access suggest --endpoints calls.txt > stacks/wallboard.yaml   one \`METHOD path\` a line, - for standard input
  genesys-access suggest --from guide.txt calls.har             what a vendor's guide and recorded calls ask for

A spec takes such a file with \`include: [wallboard.yaml]\`.`;

export function suggestCommand(): Command {
  return new Command("suggest")
    .description("Print the smallest role for certain API calls, and a client that holds it, as YAML for a spec.")
    .argument("[endpoints...]", "METHOD path, as often as needed; the path documented or as called")
    .option("--endpoints <file>", "a file with one `METHOD path` a line; - for standard input")
    .option(
      "--from <file...>",
      "what a vendor asks for: a pasted list, a Postman collection, an OpenAPI or HAR file, a log; - for standard input",
    )
    .option("--profile <name>", "calls of a common kind of integration")
    .option("--key <key>", "key of role and client in the spec")
    .addOption(
      new Option("--grant-type <type>", "of the client")
        .choices(["client-credentials", "code"])
        .default("client-credentials"),
    )
    .option("--list", "print the profiles instead")
    .addOption(outputOption("the YAML or the list"))
    .addHelpText("after", EXAMPLES)
    .action(async (words: readonly string[], options: SuggestOptions) => {
      const { run } = await import("./actions/suggest.ts");
      run(words, options);
    });
}
