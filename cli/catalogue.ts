/** `genesys-access catalogue`: the map of operations, permissions and scopes, and how it keeps up with the vendor. */
import { Argument, Command, Option } from "commander";
import type { RefreshOptions } from "./actions/catalogueRefresh.ts";

const HELP = `
Compares what the vendor's OpenAPI document says with the catalogue: operations, permissions and scopes that come, go or are
renamed, operations that open to more or fewer callers, and for each the stacks, profiles and rules that it touches. The document
is a file that the vendor publishes; or with --stack, what the org of that stack says: its permissions (and whether divisions
limit them), the OAuth scopes, the roles that the vendor ships, and the document at /api/v2/docs/swagger. Nothing of the org is
changed. What it does not show is named, and then nothing is written (exit code 4).

Guards refuse a source that looks damaged, and then nothing is written:
  vanished     more than 1 % of the operations or permissions are gone
  in-use       a permission is gone or renamed that a stack, a profile or a rule names
  unguarded    an operation asks for no permission any more
  domain-jump  a domain grows or shrinks by more than a tenth, or a new one has more than 50 permissions
  contradicted whether divisions limit a permission was known, and is said otherwise
  nothing      the two sources have nothing in common

Examples:
  genesys-access catalogue refresh --to swagger.json                     report only
  genesys-access catalogue refresh --to swagger.json --write catalogue   in a clone of this project
  genesys-access catalogue refresh --stack prod                          what an org says, report only
  genesys-access catalogue refresh --stack prod --org-permissions stacks/prod.permissions.json
  genesys-access catalogue refresh --from old.json --to new.json         between two stored documents`;

export function catalogueCommand(): Command {
  return new Command("catalogue")
    .description(
      "Compare the map of operations, permissions and scopes with the vendor's OpenAPI document or an org, and write it.",
    )
    .addArgument(new Argument("<action>", "what to do with it").choices(["refresh"]))
    .option("--from <file>", "the document before; the catalogue of this program when absent")
    .option("--to <file>", "the document after (JSON, also .gz); the catalogue of this program when absent")
    .option(
      "--org-permissions <file>",
      "write the permissions that the org of a stack lists, for `catalogue:` of its spec",
    )
    .option("--stack <name>", "the stack whose org is read, with the credentials of a deployment")
    .option("--write <folder>", "write the tables of this folder")
    .addOption(
      new Option("--accept <guards...>", "write although these guards refuse").choices([
        "vanished",
        "in-use",
        "unguarded",
        "domain-jump",
        "contradicted",
      ]),
    )
    .addOption(new Option("--format <format>", "of the report").choices(["text", "markdown", "json"]).default("text"))
    .option("--output <file>", "write the report into a file")
    .addHelpText("after", HELP)
    .action(async (_action: string, options: RefreshOptions) => {
      const { run } = await import("./actions/catalogueRefresh.ts");
      process.exitCode = await run(options);
    });
}
