/** Checks, prints or writes the report, and sets the exit code: what `genesys-access check` does with its options. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { MAX_FILE_BYTES } from "../../access/language/regularFile.ts";
import { specReader } from "../../access/language/specReader.ts";
import type { ReportFormat } from "../../access/report/formats.ts";
import { type Report, summarise } from "../../access/report/model.ts";
import { renderReport } from "../../access/report/render.ts";
import { type CheckInput, checkSpecs } from "../../toolkit/check/checkSpecs.ts";
import type { ExitCode } from "../../toolkit/exitCodes.ts";
import { Failure } from "../../toolkit/failure.ts";
import { rulePages } from "../../toolkit/judge/rulePages.ts";
import { asBaseRef } from "../../toolkit/open/base.ts";
import { type BaseOptions, openBaseOption } from "../../toolkit/open/baseOption.ts";
import { openSource, workingTree } from "../../toolkit/open/source.ts";
import { specFiles } from "../../toolkit/open/specFiles.ts";
import { writeSummary } from "../../toolkit/summary.ts";
import { colorsReport, remark } from "../../toolkit/terminal.ts";
import { writeReport } from "../../toolkit/writeReport.ts";

/** As a name on the command line, and in reports. */
const STANDARD_INPUT = "-";
const STDIN = "stdin.yaml";

export interface CheckOptions extends BaseOptions {
  readonly format: ReportFormat;
  readonly output?: string;
  readonly summary?: string | true;
  readonly head?: string;
  readonly watch?: true;
  readonly strict: boolean;
  readonly today: string;
}

export async function run(stacks: readonly string[], options: CheckOptions): Promise<void> {
  if (!options.watch) {
    process.exitCode = await checkOnce(headOf(stacks, options, process.cwd()), options);
    return;
  }
  if (stacks.includes(STANDARD_INPUT))
    throw new Failure("--watch: standard input does not change. Name a stack or a file.");
  const { watchSpecs } = await import("../../toolkit/check/watchSpecs.ts");
  process.exitCode = await watchSpecs((read) => {
    const { readText, ...head } = headOf(stacks, options, process.cwd());
    const reading: Head["readText"] = (file, first) => {
      read(file);
      return readText(file, first);
    };
    return checkOnce({ ...head, readText: reading }, options);
  });
}

/** Checks and reports; the exit code that this says. */
async function checkOnce(head: Head, options: CheckOptions): Promise<ExitCode> {
  const cwd = process.cwd();
  const { report, exitCode } = checkSpecs({
    ...head,
    base: baseOf(options, cwd),
    strict: options.strict,
    today: options.today,
    rulePages: rulePages(process.env),
  });
  write(report, options);
  await summariseJob(report, options);
  return exitCode;
}

function baseOf(options: CheckOptions, cwd: string): CheckInput["base"] {
  const { base, baseRef } = options;
  return base === undefined && baseRef === undefined ? undefined : asBaseRef(openBaseOption(options, cwd));
}

type Head = Pick<CheckInput, "files" | "readText" | "source" | "project">;

function headOf(stacks: readonly string[], { head }: CheckOptions, cwd: string): Head {
  if (stacks.includes(STANDARD_INPUT)) return standardInput(stacks, head, cwd);
  if (head === undefined) {
    const source = workingTree(cwd);
    return { files: specFiles(stacks, cwd), readText: specReader(cwd), source, project: source };
  }
  const source = openSource(head, cwd, "--head");
  return { files: specFiles(stacks, resolve(cwd, head)), readText: source.readText, source, project: source };
}

/** One spec, under a name that its report gives; what it includes is relative to the folder of the run. */
function standardInput(stacks: readonly string[], head: string | undefined, cwd: string): Head {
  if (stacks.length > 1 || head !== undefined)
    throw new Failure("- reads one spec from standard input, and nothing else. Leave the other names and --head out.");
  const text = readStandardInput();
  const fromDisk = specReader(cwd);
  return {
    files: [{ name: "stdin", file: STDIN }],
    readText: (file, first) => (file === STDIN ? text : fromDisk(file, first)),
    source: workingTree(cwd),
    project: workingTree(cwd),
  };
}

function readStandardInput(): string {
  const text = readAll();
  if (Buffer.byteLength(text) <= MAX_FILE_BYTES) return text;
  throw new Failure(
    `Standard input is longer than the ${MAX_FILE_BYTES} bytes that a spec may have. Pipe one spec into the command.`,
  );
}

function readAll(): string {
  try {
    return readFileSync(0, "utf8");
  } catch (error) {
    throw new Failure(`Standard input cannot be read: ${(error as Error).message}. Pipe a spec into the command.`);
  }
}

function write(report: Report, { format, output }: CheckOptions): void {
  writeReport(renderReport(report, format, { color: colorsReport(output) }), output);
  if (output === undefined) return;
  const { refused, advised, waived } = summarise(report);
  remark(`${refused} refused, ${advised} advised, ${waived} waived: see ${output}`);
}

/** The renderer of Markdown is loaded only where it is asked for. */
async function summariseJob({ stacks }: Report, { summary }: CheckOptions): Promise<void> {
  if (summary === undefined) return;
  const { renderFindings } = await import("../../access/report/comment/index.ts");
  writeSummary(stacks.map(renderFindings), summary);
}
