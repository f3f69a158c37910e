/** One report of the access of each stack, as Markdown in a file of its own. A report is there whatever happens: judging is the gate's business. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "../failure.ts";
import { reportLine } from "../posting/reportLine.ts";

/** A pull request with more stacks than that gets no comment for the rest. */
export const MOST_REPORTS = 50;

export interface ReportJob {
  readonly folder: string;
  readonly stacks: readonly string[];
  /** The report of one stack, without its hidden line. */
  readonly render: (stack: string) => Promise<string>;
}

/**
 * Writes every report as unknown first, so that a process that is killed leaves that. A report that cannot be made keeps it, with the reason on
 * stderr. Returns the texts without their hidden lines.
 */
export async function writeReports({ folder, stacks, render }: ReportJob): Promise<string[]> {
  const shown = stacks.slice(0, MOST_REPORTS);
  prepare(folder);
  for (const stack of shown) write(folder, stack, unknown(stack));
  const texts: string[] = [];
  for (const stack of shown) {
    const text = await render(stack).catch((error: Error) => {
      console.error(`${stack}: there is no report: ${error.message}`);
      return unknown(stack);
    });
    write(folder, stack, text);
    texts.push(text);
  }
  if (stacks.length > shown.length)
    console.error(`${stacks.length - shown.length} stacks have no report: ${MOST_REPORTS} are written at most.`);
  return texts;
}

function unknown(stack: string): string {
  return `### Access of stack \`${stack}\`: unknown\n\nThere is no report: see the log of the run.\n`;
}

function prepare(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new Failure(`--output: ${folder} cannot be written: ${(error as Error).message}. Name another folder.`);
  }
}

function write(folder: string, stack: string, text: string): void {
  writeFileSync(join(folder, `${stack}.md`), `${reportLine(stack)}\n${text}`);
}
