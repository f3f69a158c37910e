/** The first line of our comments: invisible on the page, it says which stack and which run the comment is about. */
import type { Run } from "./target.ts";

const LINE = /^<!-- genesys-access:(\S+) run=(?:none|(\d{1,15})(?:\.(\d{1,15}))?) started=(\S+) -->$/;

/** `<!-- genesys-access:STACK run=ID.ATTEMPT started=TIME -->` */
export function hiddenLine(stack: string, { id, attempt, started }: Run): string {
  const number = id === undefined ? "none" : attempt === undefined ? `${id}` : `${id}.${attempt}`;
  return `<!-- genesys-access:${encodeStack(stack)} run=${number} started=${new Date(started).toISOString()} -->`;
}

export interface Marked {
  readonly run: Run;
  /** The comment without its hidden line. */
  readonly text: string;
}

/** The content of a comment whose first line is the hidden line of this stack; undefined for any other. A hidden line further down was written by somebody else. */
export function readMarked(body: string, stack: string): Marked | undefined {
  const [first = "", ...rest] = body.replaceAll("\r\n", "\n").split("\n");
  const match = LINE.exec(first.trimEnd());
  const [, name, id, attempt, started = ""] = match ?? [];
  if (name !== encodeStack(stack) || Number.isNaN(Date.parse(started))) return undefined;
  return { run: { ...number("id", id), ...number("attempt", attempt), started }, text: rest.join("\n") };
}

/**
 * Letters, digits and `_ . ~`; the rest percent-encoded. An HTML comment ends at `-->`, and in older Markdown may not hold `--`:
 * no `>` and no two hyphens in a row can come out of any name. Lone surrogates, which have no encoding, become U+FFFD.
 */
export function encodeStack(stack: string): string {
  return encodeURIComponent(stack.toWellFormed()).replaceAll("--", "%2D%2D");
}

function number<K extends string>(key: K, digits: string | undefined): { [P in K]?: number } {
  return (digits === undefined ? {} : { [key]: Number(digits) }) as { [P in K]?: number };
}
