/** `genesys-access check`: every rule over specs, offline and without credentials. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import { type Report, summarise } from "../access/report/model.ts";
import { REPORT_FORMATS, type ReportFormat, renderReport } from "../access/report/render.ts";
import { parseDay, printDay } from "../access/values/day.ts";
import { type CheckInput, checkSpecs } from "../toolkit/check/checkSpecs.ts";
import { rulePages } from "../toolkit/judge/rulePages.ts";
import { asBaseRef } from "../toolkit/open/base.ts";
import { openSource } from "../toolkit/open/source.ts";
import { specFiles } from "../toolkit/open/specFiles.ts";
import { writeSummary } from "../toolkit/summary.ts";
import { writeReport } from "../toolkit/writeReport.ts";
import { summaryOption } from "./summaryOption.ts";

interface CheckOptions {
  readonly format: ReportFormat;
  readonly output?: string;
  readonly summary?: string | true;
  readonly base?: string;
  readonly head?: string;
  readonly color: "auto" | "always" | "never";
  readonly strict: boolean;
  readonly today: string;
}

const EXAMPLES = `
Examples:
  genesys-access check                                  every spec in stacks/
  genesys-access check prod                             stacks/prod.yaml
  genesys-access check prod --base origin/main          as a merge gate: waivers, policies and promises of the target branch
  genesys-access check --base . --head ../change        a pull request's files as data, judged by the program and waivers here
  genesys-access check --format sarif --output access.sarif`;

export function checkCommand(): Command {
  return new Command("check")
    .description("Check specs against the language, the catalogue and every rule: offline, without credentials.")
    .argument("[stacks...]", "names of stacks (stacks/<name>.yaml) or files; without any, every spec in stacks/")
    .addOption(new Option("--format <format>", "what to print").choices(REPORT_FORMATS).default("text"))
    .option("--output <file>", "write the report to a file; a summary goes to stderr")
    .addOption(summaryOption())
    .option(
      "--base <ref|folder>",
      "take waivers and policies from the specs at this git ref or in this folder, so that a change cannot exempt itself; its promises (cannot, only) hold as well",
    )
    .option(
      "--head <folder>",
      "check the specs of this folder as data, instead of the working tree: no file outside of it is read",
    )
    .addOption(new Option("--color <when>", "colours in text").choices(["auto", "always", "never"]).default("auto"))
    .option("--strict", "advisory findings refuse too", false)
    .addOption(
      new Option("--today <date>", "the day that waivers are held against, YYYY-MM-DD")
        .argParser(parseToday)
        .default(printDay(new Date()), "today in UTC"),
    )
    .addHelpText("after", EXAMPLES)
    .action(run);
}

async function run(stacks: readonly string[], options: CheckOptions): Promise<void> {
  const cwd = process.cwd();
  const { report, exitCode } = checkSpecs({
    ...headOf(stacks, options, cwd),
    base: options.base === undefined ? undefined : asBaseRef(openSource(options.base, cwd, "--base")),
    strict: options.strict,
    today: options.today,
    rulePages: rulePages(process.env),
  });
  write(report, options);
  await summariseJob(report, options);
  process.exitCode = exitCode;
}

function headOf(
  stacks: readonly string[],
  { head }: CheckOptions,
  cwd: string,
): Pick<CheckInput, "files" | "readText"> {
  if (head === undefined) return { files: specFiles(stacks, cwd), readText: (file) => readFileSync(file, "utf8") };
  return { files: specFiles(stacks, resolve(cwd, head)), readText: openSource(head, cwd, "--head").readText };
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
  const { renderFindings } = await import("../access/report/comment/index.ts");
  writeSummary(stacks.map(renderFindings), summary);
}

/** A terminal, unless the person asked every program for plain text (no-color.org). */
function wantsColor(output: string | undefined): boolean {
  return output === undefined && process.stdout.isTTY === true && !process.env["NO_COLOR"];
}

function parseToday(text: string): string {
  if (parseDay(text) === undefined) throw new InvalidArgumentError("Write a real day as YYYY-MM-DD.");
  return text;
}
