/** A difference for a terminal: verdict, gains and losses by subject, unknown changes, and the parts that nobody looked at. */
import type { TermChange } from "../terms/model.ts";
import { printable, quoted } from "../values/untrusted.ts";
import { justificationsOf } from "./justifications.ts";
import type { AccessDiff, Change, SubjectDiff } from "./model.ts";
import {
  causeWords,
  count,
  itemWords,
  nameWord,
  narrowerWords,
  placeWords,
  renameWords,
  subjectWords,
  termPlace,
  termWords,
  viaWords,
} from "./words.ts";

/**
 * Lines that end with a line feed. Names cannot break out of their line.
 *
 * @param limit of the comparison, so important that it stands beside the verdict
 */
export function printDiff(diff: AccessDiff, limit?: string): string {
  const sections = [
    [[verdictLine(diff), ...(limit === undefined ? [] : [limit])].join("; ")],
    section("Gained", diff.subjects, ({ gained }) => gained),
    section("Lost", diff.subjects, ({ lost }) => lost),
    section("Unknown", diff.subjects, ({ unknown }) => unknown),
    termSection("Other gains", diff.terms, "gained"),
    termSection("Other losses", diff.terms, "lost"),
    list("Renamed", diff.renames.map(renameWords)),
    list("Not covered", diff.notCovered),
    diff.digest ? [`Digest of exactly what is gained: ${diff.digest.full}`] : [],
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => `${printable(line)}\n`).join(""))
    .join("\n");
}

/** `Verdict: widened: 3 gained, 1 lost (2 subjects)`. */
export function verdictLine({ verdict, counts, subjects }: AccessDiff): string {
  const { gained, lost, unknown } = counts;
  const parts = [`${gained} gained`, `${lost} lost`, ...(unknown > 0 ? [`${unknown} of unknown extent`] : [])];
  const detail = verdict === "unchanged" ? "" : `: ${parts.join(", ")} (${count(subjects.length, "subject")})`;
  return `Verdict: ${verdict}${detail}`;
}

function section(
  title: string,
  subjects: readonly SubjectDiff[],
  of: (diff: SubjectDiff) => readonly Change[],
): string[] {
  const found = subjects.filter((diff) => of(diff).length > 0);
  return found.length === 0 ? [] : [title, ...found.flatMap((diff) => subjectLines(diff, of(diff)))];
}

/** What gives or limits access and is no permission. */
function termSection(title: string, terms: readonly TermChange[], wanted: TermChange["direction"]): string[] {
  const found = terms.filter(({ direction }) => direction === wanted);
  const lines = found.flatMap((term) => [
    `  ${SIGNS[wanted]} ${termWords(term)}`,
    ...(termPlace(term) === "" ? [] : [`      at ${termPlace(term)}`]),
  ]);
  return lines.length === 0 ? [] : [title, ...lines];
}

function subjectLines({ subject, standing }: SubjectDiff, changes: readonly Change[]): string[] {
  const state = { added: " (new)", removed: " (removed)", changed: "" }[standing];
  // Changes that came by one way and for one reason share their explanation.
  const groups = Map.groupBy(changes, explanation);
  const lines = [...groups].flatMap(([why, group]) => [
    ...group.map(changeLine),
    ...(why === "" ? [] : [`      ${why}`]),
  ]);
  const reasons = justificationsOf(changes).map(
    ({ role, text }) => `      justification of role ${nameWord(role)}: ${shortened(text)}`,
  );
  return [`  ${subjectWords(subject)}${state}`, ...lines, ...reasons];
}

/** Characters of a justification that a line shows. */
const LONGEST_REASON = 300;

function shortened(text: string): string {
  return quoted(text.length > LONGEST_REASON ? `${text.slice(0, LONGEST_REASON)}…` : text);
}

const SIGNS = { gained: "+", lost: "-" } as const;

function changeLine(change: Change): string {
  const { direction, item, divisions, condition, risk } = change;
  const place = placeWords(divisions, condition);
  const narrower = narrowerWords(change);
  const words = [itemWords(item), ...(place === "" ? [] : [place]), ...(narrower === "" ? [] : [`(${narrower})`])];
  const weight =
    direction === "gained" ? `  [${[risk.level, risk.reasons.join(", ")].filter(Boolean).join(": ")}]` : "";
  return `    ${SIGNS[direction]} ${words.join(" ")}${weight}`;
}

function explanation({ via, cause }: Change): string {
  return [viaWords(via), causeWords(cause)].filter((words) => words !== "").join("; ");
}

function list(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((line) => `  - ${line}`)];
}
