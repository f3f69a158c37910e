/** What a person at the terminal reads of a probe; the file has it all. */
import type { Behaviour } from "../../access/observed/model.ts";
import { printable } from "../../access/values/untrusted.ts";
import type { Cleaned } from "./clean.ts";

/** @param file where it was written to; undefined where an earlier result stays */
export function renderBehaviour({ questions, left, notAsked, run }: Behaviour, file: string | undefined): string {
  const open = questions.filter(({ answer }) => answer === undefined);
  const seen = questions.length - open.length;
  return [
    ...questions.flatMap(({ id, answer, words }) =>
      answer === undefined ? [] : [`${id}: ${words ?? JSON.stringify(answer)}`],
    ),
    ...section(
      "Not observed",
      open.map(({ id, notObserved = "" }) => `${id}: ${notObserved}`),
    ),
    ...section(
      "Not asked",
      notAsked.map(({ about, reason }) => `${about}: ${reason}`),
    ),
    ...leftLines(left, run),
    "",
    `${seen} of ${questions.length} questions have an answer; ${left.length === 0 ? "nothing of the probe is left in the org" : `${left.length} objects are left`}. ${file === undefined ? "The earlier result stays." : `Written to ${file}.`}`,
    "",
  ]
    .map(printable)
    .join("\n");
}

export function renderCleaned({ removed, left }: Cleaned, run: string): string {
  const gone = `${removed} ${removed === 1 ? "object" : "objects"} of the run ${run} removed`;
  const rest = left.length === 0 ? "; nothing of it is left in the org." : ".";
  return [...leftLines(left, run), `${gone}${rest}`, ""].map(printable).join("\n");
}

function leftLines(left: readonly string[], run: string): string[] {
  if (left.length === 0) return [];
  const head = `Left in the org: run \`genesys-access probe --clean --run ${run}\`, or remove it in the console`;
  return section(head, left);
}

function section(head: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", `${head}:`, ...lines.map((line) => `  - ${line}`)];
}
