/** Compares, judges by the gates, prints or writes the report, and sets the exit code: what `genesys-access diff` does with its options. */
import { rmSync } from "node:fs";
import type { Occasion } from "../../access/diff/approval.ts";
import { printProblem } from "../../access/language/problem.ts";
import { printDay } from "../../access/values/day.ts";
import { printable } from "../../access/values/untrusted.ts";
import type { InvalidHead } from "../../toolkit/compare/compareStack.ts";
import { type ComparedAll, compareAll } from "../../toolkit/diff/compareAll.ts";
import type { DiffOptions } from "../../toolkit/diff/options.ts";
import { type Result, renderJson, renderText } from "../../toolkit/diff/render.ts";
import { EXIT } from "../../toolkit/exitCodes.ts";
import { Failure } from "../../toolkit/failure.ts";
import { judge } from "../../toolkit/judge/gate.ts";
import { readApprovals } from "../../toolkit/judge/readApprovals.ts";
import { discardVerdict, gateVerdictOf, type StackVerdict, writeVerdict } from "../../toolkit/judge/verdict.ts";
import { deployedBaseOf } from "../../toolkit/open/baseOption.ts";
import { reportLine } from "../../toolkit/posting/reportLine.ts";
import { writeSummary } from "../../toolkit/summary.ts";
import { writeReport } from "../../toolkit/writeReport.ts";

export async function run(named: readonly string[], options: DiffOptions): Promise<void> {
  const { failOn } = options;
  if (options.verdict !== undefined) discardVerdict(options.verdict);
  if (options.page !== undefined) discardPage(options.page);
  const today = printDay(new Date());
  const approvals = readApprovals(options.approvalFile, today);
  const { stacks, ...sides } = await compareAll(named, options, process.cwd());
  const occasion = { baseCommit: sides.commits.base ?? null, today };
  const approved = { digests: options.approved, files: { approvals, ...occasion } };
  const judged = stacks.map((stack) =>
    "problems" in stack ? stack : { ...stack, ...judge(stack.diff, failOn, approved) },
  );
  const invalid = judged.filter((stack) => "problems" in stack);
  for (const problem of invalid.flatMap(({ problems }) => problems)) console.error(printable(printProblem(problem)));
  await report(judged, sides, occasion, options);
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

/** The page of an earlier run must not be taken for this one's. */
function discardPage(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch (error) {
    throw new Failure(`--page: ${file} cannot be removed: ${(error as Error).message}. Name another file.`);
  }
}

/** The renderer of pages is loaded only where one is written. */
async function pageOf(comparison: Parameters<typeof renderJson>[0]): Promise<string> {
  const { renderDiffHtml } = await import("../../toolkit/diff/page.ts");
  return renderDiffHtml(comparison);
}

/** A comment is written in any case; other readers get what was compared in full, or nothing. */
async function report(
  judged: readonly (Result | InvalidHead)[],
  sides: Sides,
  occasion: Occasion,
  options: DiffOptions,
): Promise<void> {
  const { format, output, summary, failOn } = options;
  const reports = format === "markdown" || summary !== undefined ? await markdownOf(judged, sides, options) : [];
  writeSummary(reports, summary);
  const results = judged.filter((stack) => "diff" in stack);
  const comparison = { base: sides.base, head: sides.head, failOn, occasion, results };
  const complete = results.length === judged.length;
  if (options.page !== undefined && complete) writeReport(await pageOf(comparison), options.page);
  if (format === "markdown") {
    return writeReport(reports.map((text, index) => withLine(judged[index]?.stack ?? "", text)).join("\n"), output);
  }
  if (!complete) return;
  if (format === "html") return writeReport(await pageOf(comparison), output, format);
  writeReport(format === "json" ? renderJson(comparison) : renderText(comparison), output, format);
}

function withLine(stack: string, text: string): string {
  return `${reportLine(stack)}\n${text}`;
}

/** The renderer of comments is loaded only where one is written. */
async function markdownOf(judged: readonly (Result | InvalidHead)[], sides: Sides, options: DiffOptions) {
  const { diffMarkdown, invalidMarkdown } = await import("../../toolkit/diff/markdown.ts");
  const onlySpecs = deployedBaseOf(options) === undefined;
  return judged.map((stack) =>
    "problems" in stack ? invalidMarkdown(stack, sides) : diffMarkdown(stack, sides, sides.findings(stack), onlySpecs),
  );
}
