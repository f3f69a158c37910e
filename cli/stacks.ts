/** `genesys-access stacks`: the names of the stacks, for the matrix of a pipeline. */
import { Command, Option } from "commander";
import type { StacksOptions } from "./actions/stacks.ts";
import { outputOption } from "./options/outputOption.ts";

const FORMATS: readonly StacksOptions["format"][] = ["matrix", "json", "text", "gitlab"];

const HELP = `
A stack is stacks/<stack>.yaml, or a stacks/Pulumi.<stack>.yaml that names another spec. It has changed where its spec, a file that
the spec includes or its Pulumi.<stack>.yaml differs; all have where package.json, a lock file, .npmrc, Pulumi.yaml, index.ts or
policies/ does. Where nobody can say what was before, all have, too.

Examples:
  genesys-access stacks                                        ["dev","prod"], as a matrix takes it
  genesys-access stacks --format json                          the same for a program: { "formatVersion": 1, …, "stacks": [ … ] }
  genesys-access stacks --changed-since origin/main
  genesys-access stacks --changed-since . --head ../change     a pull request's folder as data
  genesys-access stacks --since-deployed --github-output       GitHub Actions: since the last run of this workflow that succeeded
  genesys-access stacks --format gitlab --job .access-deploy --output child.yml`;

export function stacksCommand(): Command {
  return new Command("stacks")
    .description("List the stacks, or those that have changed, for the matrix of a pipeline.")
    .option("--changed-since <ref|folder>", "only those that have changed since then")
    .addOption(
      new Option(
        "--since-deployed",
        "GitHub Actions: only those that have changed since the last run of this workflow on this branch that succeeded",
      ).conflicts("changedSince"),
    )
    .option("--head <folder>", "list the stacks of this folder as data, instead of the working tree")
    .option("--known", "only those that the working tree has as well")
    .addOption(new Option("--format <format>", "what to print").choices(FORMATS).default("matrix"))
    .addOption(outputOption("the list"))
    .option("--github-output", "append stacks=<JSON> to $GITHUB_OUTPUT as well")
    .option("--job <name>", "gitlab: the hidden job that each stack's job extends")
    .option("--include <file>", "gitlab: the file that defines that job", ".gitlab/access.gitlab-ci.yml")
    .addHelpText("after", HELP)
    .action(async (options: StacksOptions) => {
      const { run } = await import("./actions/stacks.ts");
      await run(options);
    });
}
