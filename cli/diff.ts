/** `genesys-access diff`: what access a change of the specs gives and takes: against other specs offline, or against what is deployed. */
import { Command, Option } from "commander";
import { DIFF_FORMATS, type DiffOptions } from "../toolkit/diff/options.ts";
import { baseRefOption } from "./baseRefOption.ts";
import { collect } from "./collect.ts";
import { gateOptions } from "./gateOptions.ts";
import { summaryOption } from "./summaryOption.ts";

const HELP = `
Who gains and loses which permission in which division, through which role and why. Between two versions of the
specs this needs no credentials: selectors and existing roles stay what they are without an org, and what they stand
for is told as unknown, never as unchanged.

--base deployed --stack NAME compares with the state of the stack, --base live --stack NAME with what the org holds of it
now. Both need Pulumi's backend; live needs the org's credentials as well. Nothing is written, and no preview runs.
With credentials the head is planned against the org; without them, deployed divisions are all that a selector can take.

--base org --stack NAME compares with what the org holds now as well, and needs no state, backend or passphrase: a client of
Genesys Cloud that can read is enough. What the stack made is found by the markers in the descriptions; --base-spec says to whom
it gave roles before.

--fail-on refuses (exit code 1); give it several times to combine:
  widened   something is gained that no --approved digest and no --approval-file covers
  changed   the same, or anything is lost
  unknown   something changes of which nobody can say here how much it is

A pipeline asks \`genesys-access verdict\` what --verdict wrote: an exit code of 1 may come from Node, npm or the shell as well.

An approval holds for exactly the atoms that were gained: one more, and it does not. An approval file is the
"approval" of a stack in --format json. It is bound to its stack, its org and the commit of the base, and ends after
the day in "expires": two weeks from when it is printed, 90 days from now at most. One file has to cover all that a
stack gains: several do not add up. Keep it where the change itself cannot write it, and not on the target branch,
whose next commit is another base: in a variable of the pipeline, for instance.

--format markdown is for the comment on a pull request (\`genesys-access comment\`): what the rules of \`check\` say of the
head is in it, with the waivers and settings of the base. Only --fail-on decides the exit code.

--format html is one page that needs nothing else: before, after, gained and lost, to filter, print and save as CSV. --page FILE writes it
besides another format. Of a head that is not valid there is none.

Examples:
  genesys-access diff --base origin/main                       every stack, against the target branch
  genesys-access diff prod --base origin/main --fail-on widened
  genesys-access diff prod --base origin/main --format markdown --output report.md --summary
  genesys-access diff --base deployed --stack prod
  genesys-access diff --base live --stack prod                 what somebody changed in the org as well
  genesys-access diff --base org --base-spec origin/main --stack prod
  genesys-access diff --base ./before --head ./after           two folders, nothing of git
  genesys-access diff --base before.yaml --head after.yaml     two files`;

export function diffCommand(): Command {
  const command = new Command("diff")
    .description("Show what access a change of the specs gives and takes, against other specs or what is deployed.")
    .argument("[stacks...]", "names of stacks (stacks/<name>.yaml) or files; without any, every stack of both sides")
    .option(
      "--base <ref|folder|file>",
      "what to compare with; refs are read from git without a checkout. deployed, live and org: see below",
    )
    .addOption(baseRefOption())
    .option("--base-spec <ref|folder>", "with --base org: the specs that the org was deployed from")
    .option("--head <folder|file>", "what to compare; the working tree unless given")
    .option("--stack <name>", "name of a stack (repeatable)", collect, [])
    .addOption(new Option("--format <format>", "what to print").choices(DIFF_FORMATS).default("text"))
    .option("--output <file>", "write the report to a file")
    .addOption(summaryOption())
    .option("--page <file>", "write the HTML page to a file, besides what is printed")
    .option("--verdict <file>", "write what the gate decides to a file, for `genesys-access verdict`")
    .addHelpText("after", HELP)
    .action(async (stacks: readonly string[], options: DiffOptions) => {
      if (options.base === undefined && options.baseRef === undefined)
        command.error("error: there is nothing to compare with. Give --base <ref|folder|file>, or --base-ref <ref>.");
      const { run } = await import("./actions/diff.ts");
      await run(stacks, options);
    });
  for (const option of gateOptions()) command.addOption(option);
  return command;
}
