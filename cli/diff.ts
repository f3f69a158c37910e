/** `genesys-access diff`: what access a change of the specs gives and takes: against other specs offline, or against what is deployed. */
import { Command, Option } from "commander";
import { printProblem } from "../access/language/problem.ts";
import { printable } from "../access/values/untrusted.ts";
import type { InvalidHead } from "../toolkit/compare/compareStack.ts";
import { type ComparedAll, compareAll } from "../toolkit/diff/compareAll.ts";
import { DIFF_FORMATS, type DiffOptions } from "../toolkit/diff/options.ts";
import { type Result, renderJson, renderText } from "../toolkit/diff/render.ts";
import { EXIT } from "../toolkit/exitCodes.ts";
import { Failure } from "../toolkit/failure.ts";
import { judge } from "../toolkit/judge/gate.ts";
import { readApprovals } from "../toolkit/judge/readApprovals.ts";
import { discardVerdict, gateVerdictOf, type StackVerdict, writeVerdict } from "../toolkit/judge/verdict.ts";
import { isDeployedBase } from "../toolkit/open/deployedBase.ts";
import { reportLine } from "../toolkit/posting/reportLine.ts";
import { writeSummary } from "../toolkit/summary.ts";
import { writeReport } from "../toolkit/writeReport.ts";
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
"approval" of a stack in --format json. Keep it where the change itself cannot write it: on the target branch,
or in a variable of the pipeline.

--format markdown is for the comment on a pull request (\`genesys-access comment\`): what the rules of \`check\` say of the
head is in it, with the waivers and settings of the base. Only --fail-on decides the exit code.

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
    .requiredOption(
      "--base <ref|folder|file>",
      "what to compare with; refs are read from git without a checkout. deployed, live and org: see below",
    )
    .option("--base-spec <ref|folder>", "with --base org: the specs that the org was deployed from")
    .option("--head <folder|file>", "what to compare; the working tree unless given")
    .option("--stack <name>", "name of a stack (repeatable)", collect, [])
    .addOption(new Option("--format <format>", "what to print").choices(DIFF_FORMATS).default("text"))
    .option("--output <file>", "write the report to a file")
    .addOption(summaryOption())
    .option("--verdict <file>", "write what the gate decides to a file, for `genesys-access verdict`")
    .addHelpText("after", HELP)
    .action(run);
  for (const option of gateOptions()) command.addOption(option);
  return command;
}

async function run(named: readonly string[], options: DiffOptions): Promise<void> {
  const { failOn } = options;
  if (options.verdict !== undefined) discardVerdict(options.verdict);
  const approved = { digests: options.approved, approvals: readApprovals(options.approvalFile) };
  const { stacks, ...sides } = await compareAll(named, options, process.cwd());
  const judged = stacks.map((stack) =>
    "problems" in stack ? stack : { ...stack, ...judge(stack.diff, failOn, approved) },
  );
  const invalid = judged.filter((stack) => "problems" in stack);
  for (const problem of invalid.flatMap(({ problems }) => problems)) console.error(printable(printProblem(problem)));
  await report(judged, sides, options);
  if (options.verdict !== undefined) writeVerdict(options.verdict, verdictOfAll(judged, sides, options));
  if (invalid.length > 0) throw new Failure("the head is not valid: it was not compared.", EXIT.invalidSpec);
  const refused = judged.some((stack) => "diff" in stack && stack.refusals.length > 0);
  process.exitCode = refused ? EXIT.refused : EXIT.ok;
}

type Sides = Omit<ComparedAll, "stacks">;

function verdictOfAll(judged: readonly (Result | InvalidHead)[], { base, head, commits }: Sides, options: DiffOptions) {
  const stacks = judged.map((one): StackVerdict => {
    if ("problems" in one) return { stack: one.stack, verdict: "invalid", digest: null, refusals: [] };
    const { verdict, digest } = one.diff;
    return { stack: one.stack, verdict, digest: digest?.full ?? null, refusals: [...one.refusals] };
  });
  return gateVerdictOf(
    { label: base, commit: commits.base ?? null },
    { label: head, commit: commits.head ?? null },
    options.failOn,
    stacks,
  );
}

/** A comment is written in any case; other readers get what was compared in full, or nothing. */
async function report(judged: readonly (Result | InvalidHead)[], sides: Sides, options: DiffOptions): Promise<void> {
  const { format, output, summary, failOn } = options;
  const reports = format === "markdown" || summary !== undefined ? await markdownOf(judged, sides, options) : [];
  writeSummary(reports, summary);
  if (format === "markdown") {
    return writeReport(reports.map((text, index) => withLine(judged[index]?.stack ?? "", text)).join("\n"), output);
  }
  const results = judged.filter((stack) => "diff" in stack);
  const comparison = { base: sides.base, head: sides.head, failOn, results };
  if (results.length < judged.length) return;
  writeReport(format === "json" ? renderJson(comparison) : renderText(comparison), output);
}

function withLine(stack: string, text: string): string {
  return `${reportLine(stack)}\n${text}`;
}

/** The renderer of comments is loaded only where one is written. */
async function markdownOf(judged: readonly (Result | InvalidHead)[], sides: Sides, { base }: DiffOptions) {
  const { diffMarkdown, invalidMarkdown } = await import("../toolkit/diff/markdown.ts");
  const onlySpecs = !isDeployedBase(base);
  return judged.map((stack) =>
    "problems" in stack ? invalidMarkdown(stack, sides) : diffMarkdown(stack, sides, sides.findings(stack), onlySpecs),
  );
}
