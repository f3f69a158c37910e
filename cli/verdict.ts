/** `genesys-access verdict`: what a gate decided, for the job that acts on it. */
import { Command, InvalidArgumentError } from "commander";
import type { VerdictOptions } from "./actions/verdict.ts";
import { outputOption } from "./options/outputOption.ts";

const HELP = `
Ends as the gate decided: 0 where it passed, 1 where it refused, 3 where a spec of the head is not valid. Where the file is
missing, empty, of another run, or does not say what the exit code says, the comparison did not finish: 5, and nothing is decided.

--github-output is for jobs that wait for an approval: it appends widened=true or widened=false to $GITHUB_OUTPUT, and ends
with 0 for both.

Examples:
  status=0
  genesys-access diff --base . --head ../change --fail-on widened --verdict verdict.json || status=$?
  genesys-access verdict verdict.json --exit-code "$status" --head-commit "$HEAD_SHA"`;

export function verdictCommand(): Command {
  return new Command("verdict")
    .description("Read what a gate decided from the file that `diff --verdict` wrote.")
    .argument("<file>", "the file")
    .requiredOption("--exit-code <number>", "the exit code that `diff` ended with", exitCode)
    .option("--base-commit <sha>", "the commit that the base must be", commit)
    .option("--head-commit <sha>", "the commit that the head must be", commit)
    .addOption(outputOption("what is printed"))
    .option("--github-output", "append widened=true or widened=false to $GITHUB_OUTPUT, and end with 0 for both")
    .addHelpText("after", HELP)
    .action(async (file: string, options: VerdictOptions) => {
      const { run } = await import("./actions/verdict.ts");
      run(file, options);
    });
}

function exitCode(text: string): number {
  if (!/^\d{1,3}$/.test(text)) throw new InvalidArgumentError("Write the number that the shell has in $?.");
  return Number(text);
}

function commit(text: string): string {
  if (!/^[0-9a-f]{40,64}$/.test(text)) throw new InvalidArgumentError("Write the full name of a commit.");
  return text;
}
