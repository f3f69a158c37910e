/** The summary of a job: Markdown on the page of its run. */
import { appendFileSync, existsSync, statSync } from "node:fs";
import { Failure } from "./failure.ts";
import { remark } from "./terminal.ts";

/** GitHub refuses the summary of a step that is longer (documentation, "Adding a job summary": 1 MiB). */
const MOST_BYTES = 1024 * 1024;
/** Room for the line that counts what is left out. */
const LAST_LINE = 200;

/** Appends whole reports, as many as fit. Says so on stderr where there is nowhere to write. */
export function writeSummary(reports: readonly string[], option: string | true | undefined): void {
  if (option === undefined) return;
  const file = option === true ? process.env["GITHUB_STEP_SUMMARY"] : option;
  if (!file) {
    remark("No summary was written: --summary names no file, and GITHUB_STEP_SUMMARY is not set.");
    return;
  }
  try {
    appendFileSync(file, fitting(reports, MOST_BYTES - LAST_LINE - (existsSync(file) ? statSync(file).size : 0)));
  } catch (error) {
    throw new Failure(`The summary cannot be written: ${(error as Error).message}.`);
  }
}

function fitting(reports: readonly string[], most: number): string {
  let text = "";
  for (const [index, report] of reports.entries()) {
    const longer = `${text}${report.trimEnd()}\n\n`;
    if (Buffer.byteLength(longer) > most) {
      return `${text}… and ${reports.length - index} more: the summary of a job has no room for them.\n`;
    }
    text = longer;
  }
  return text;
}
