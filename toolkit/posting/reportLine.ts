/** The first line of a report, which names its stack: invisible on a page. A file may hold the reports of several stacks. */
import { encodeStack } from "./hiddenLine.ts";

const LINE = /^<!-- genesys-access-report:(\S+) -->$/;

export interface StackReport {
  readonly stack: string;
  /** Markdown, without the hidden line. */
  readonly text: string;
}

/** `<!-- genesys-access-report:STACK -->` */
export function reportLine(stack: string): string {
  return `<!-- genesys-access-report:${encodeStack(stack)} -->`;
}

/** The reports of a file, in its order; none where no line of it names a stack. What stands before the first such line belongs to none. */
export function splitReports(body: string): StackReport[] {
  const reports: { stack: string; lines: string[] }[] = [];
  for (const line of body.replaceAll("\r\n", "\n").split("\n")) {
    const stack = stackIn(line);
    if (stack === undefined) reports.at(-1)?.lines.push(line);
    else reports.push({ stack, lines: [] });
  }
  return reports.map(({ stack, lines }) => ({ stack, text: lines.join("\n") }));
}

/** A line that this project did not write may look like one of these. */
function stackIn(line: string): string | undefined {
  try {
    const [, encoded] = LINE.exec(line) ?? [];
    return encoded === undefined ? undefined : decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
}
