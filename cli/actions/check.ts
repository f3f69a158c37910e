/** Checks, prints or writes the report, and sets the exit code: what `genesys-access check` does with its options. */

import { resolve } from "node:path";
import { specReader } from "../../access/language/specReader.ts";
import type { ReportFormat } from "../../access/report/formats.ts";
import { type Report, summarise } from "../../access/report/model.ts";
import { renderReport } from "../../access/report/render.ts";
import { type CheckInput, checkSpecs } from "../../toolkit/check/checkSpecs.ts";
import { rulePages } from "../../toolkit/judge/rulePages.ts";
import { asBaseRef } from "../../toolkit/open/base.ts";
import { type BaseOptions, openBaseOption } from "../../toolkit/open/baseOption.ts";
import { openSource, workingTree } from "../../toolkit/open/source.ts";
import { specFiles } from "../../toolkit/open/specFiles.ts";
import { writeSummary } from "../../toolkit/summary.ts";
import { writeReport } from "../../toolkit/writeReport.ts";

export interface CheckOptions extends BaseOptions {
  readonly format: ReportFormat;
  readonly output?: string;
  readonly summary?: string | true;
  readonly head?: string;
  readonly color: "auto" | "always" | "never";
  readonly strict: boolean;
  readonly today: string;
}

export async function run(stacks: readonly string[], options: CheckOptions): Promise<void> {
  const cwd = process.cwd();
  const { report, exitCode } = checkSpecs({
    ...headOf(stacks, options, cwd),
    base: baseOf(options, cwd),
    strict: options.strict,
    today: options.today,
    rulePages: rulePages(process.env),
  });
  write(report, options);
  await summariseJob(report, options);
  process.exitCode = exitCode;
}

function baseOf(options: CheckOptions, cwd: string): CheckInput["base"] {
  const { base, baseRef } = options;
  return base === undefined && baseRef === undefined ? undefined : asBaseRef(openBaseOption(options, cwd));
}

function headOf(
  stacks: readonly string[],
  { head }: CheckOptions,
  cwd: string,
): Pick<CheckInput, "files" | "readText" | "source" | "project"> {
  if (head === undefined) {
    const source = workingTree(cwd);
    return { files: specFiles(stacks, cwd), readText: specReader(cwd), source, project: source };
  }
  const source = openSource(head, cwd, "--head");
  return { files: specFiles(stacks, resolve(cwd, head)), readText: source.readText, source, project: source };
}

function write(report: Report, { format, output, color }: CheckOptions): void {
  const text = renderReport(report, format, { color: color === "always" || (color === "auto" && wantsColor(output)) });
  writeReport(text, output);
  if (output === undefined) return;
  const { refused, advised, waived } = summarise(report);
  console.error(`${refused} refused, ${advised} advised, ${waived} waived: see ${output}`);
}

/** The renderer of Markdown is loaded only where it is asked for. */
async function summariseJob({ stacks }: Report, { summary }: CheckOptions): Promise<void> {
  if (summary === undefined) return;
  const { renderFindings } = await import("../../access/report/comment/index.ts");
  writeSummary(stacks.map(renderFindings), summary);
}

/** A terminal, unless the person asked every program for plain text (no-color.org). */
function wantsColor(output: string | undefined): boolean {
  return output === undefined && process.stdout.isTTY === true && !process.env["NO_COLOR"];
}
