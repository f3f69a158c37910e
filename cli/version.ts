/** `genesys-access version`: what runs here, for a report of a fault and for an inventory. */
import { Command, Option } from "commander";
import type { VersionOptions } from "./actions/version.ts";
import { outputOption } from "./options/outputOption.ts";

const HELP = `
\`genesys-access --version\` prints the version of the package alone.

Examples:
  genesys-access version
  genesys-access version --format json`;

export function versionCommand(): Command {
  return new Command("version")
    .description("Print the versions of the package, of its catalogue, of Node and of Pulumi.")
    .addOption(new Option("--format <format>", "what to print").choices(["text", "json"]).default("text"))
    .addOption(outputOption("the versions"))
    .addHelpText("after", HELP)
    .action(async (options: VersionOptions) => {
      const { run } = await import("./actions/version.ts");
      await run(options);
    });
}
