/** One thing that is wrong with a value, before its place in a file is known. */
export interface Flaw {
  /** Stable, kebab-case: `unknown-permission`, `duplicate-key`, `dangling-division`, … */
  readonly code: string;
  /** Says what is wrong, quoting the offending value. */
  readonly message: string;
  /** One imperative sentence: what to write or do instead. */
  readonly fix: string;
  /** Nearest valid values, best first. */
  readonly nearest?: readonly string[];
}

const LONGEST_QUOTE = 80;

/** A value as a message quotes it: JSON, cut where it is long. */
export function quote(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
}
