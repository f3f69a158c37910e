/** `genesys-access diff`: what access a change of the specs gives and takes, offline and without credentials. */
import { Command, Option } from "commander";
import { printable } from "../access/report/untrusted.ts";
import { printProblem } from "../access/spec/problem.ts";
import { catalogueDoubt } from "./diff/catalogueDoubt.ts";
import { compareStack } from "./diff/compareStack.ts";
import { type Gate, judge } from "./diff/gate.ts";
import { gateOptions } from "./diff/gateOptions.ts";
import { readApprovals } from "./diff/readApprovals.ts";
import { renderComparison } from "./diff/render.ts";
import { openSource, workingTree } from "./diff/source.ts";
import { stackPairs } from "./diff/stackPairs.ts";
import { EXIT } from "./exitCodes.ts";
import { Failure } from "./failure.ts";

interface DiffOptions {
  readonly base: string;
  readonly head?: string;
  readonly format: "text" | "json";
  readonly failOn: readonly Gate[];
  readonly approved: readonly string[];
  readonly approvalFile: readonly string[];
}

const HELP = `
Who gains and loses which permission in which division, through which role and why. Selectors and existing roles
stay what they are without an org: what they stand for is told as unknown, never as unchanged.

--fail-on refuses (exit code 1); give it several times to combine:
  widened   something is gained that no --approved digest and no --approval-file covers
  changed   the same, or anything is lost
  unknown   something changes of which nobody can say here how much it is

An approval holds for exactly the atoms that were gained: one more, and it does not. An approval file is the
"approval" of a stack in --format json. Keep it where the change itself cannot write it: on the target branch,
or in a variable of the pipeline.

Examples:
  genesys-access diff --base origin/main                       every stack, against the target branch
  genesys-access diff prod --base origin/main --fail-on widened
  genesys-access diff --base ./before --head ./after           two folders, nothing of git
  genesys-access diff --base before.yaml --head after.yaml     two files`;

export function diffCommand(): Command {
  const command = new Command("diff")
    .description("Show what access a change of the specs gives and takes: offline, without credentials.")
    .argument("[stacks...]", "names of stacks (stacks/<name>.yaml) or files; without any, every stack of both sides")
    .requiredOption("--base <ref|folder|file>", "what to compare with; refs are read from git without a checkout")
    .option("--head <folder|file>", "what to compare; the working tree unless given")
    .addOption(new Option("--format <format>", "what to print").choices(["text", "json"]).default("text"))
    .addHelpText("after", HELP)
    .action(run);
  for (const option of gateOptions()) command.addOption(option);
  return command;
}

function run(stacks: readonly string[], options: DiffOptions): void {
  const cwd = process.cwd();
  const base = openSource(options.base, cwd, "--base");
  const head = options.head === undefined ? workingTree(cwd) : openSource(options.head, cwd, "--head");
  const approved = { digests: options.approved, approvals: readApprovals(options.approvalFile) };
  const doubt = catalogueDoubt([base, head]);
  const compared = stackPairs(stacks, base, head, cwd).map((pair) => compareStack(pair, base, head, doubt));
  const problems = compared.flatMap((stack) => ("problems" in stack ? stack.problems : []));
  if (problems.length > 0) {
    for (const problem of problems) console.error(printable(printProblem(problem)));
    throw new Failure("the head is not valid; nothing was compared.", EXIT.invalidSpec);
  }
  const results = compared.flatMap((stack) =>
    "diff" in stack ? [{ ...stack, ...judge(stack.diff, options.failOn, approved) }] : [],
  );
  const comparison = { base: base.label, head: head.label, failOn: options.failOn, results };
  process.stdout.write(renderComparison(comparison, options.format));
  process.exitCode = results.some(({ refusals }) => refusals.length > 0) ? EXIT.refused : EXIT.ok;
}
