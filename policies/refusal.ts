/** The words by which the program refuses, and by which a command that runs it tells a refusal from a failure. */

const REFUSAL = "Refused by policy (";

/** @param findings one line for each */
export function refusalText(findings: readonly string[]): string {
  const { length } = findings;
  const head = `${REFUSAL}${length} finding${length === 1 ? "" : "s"}); nothing was changed.`;
  return [head, ...findings].join("\n");
}

/** True for an error of the engine that repeats a refusal of the program. */
export function isRefusal(text: string): boolean {
  return text.startsWith(REFUSAL);
}
