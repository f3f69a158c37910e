/** The atoms that a difference gains: what an approval is about. */
import { subjectId } from "../effective/subject.ts";
import { compareText } from "../permission.ts";
import type { SubjectDiff } from "./model.ts";

/**
 * Each as a JSON list of subject, item, division and condition, in code-unit order; those of unknown extent included. One subject at a time:
 * written out, they can be millions.
 */
export function* gainedAtoms(subjects: readonly SubjectDiff[]): Generator<string> {
  const json = jsonTexts();
  // Up to its comma no text is the beginning of another, so sorting subjects first is the same as sorting all atoms.
  const sorted = subjects
    .map((diff) => ({ start: `[${JSON.stringify(subjectId(diff.subject))},`, diff }))
    .sort((a, b) => compareText(a.start, b.start));
  for (const { start, diff } of sorted) {
    const changes = [...diff.gained, ...diff.unknown.filter(({ direction }) => direction === "gained")];
    const atoms = changes.flatMap(({ item, divisions, condition }) => {
      const what = `${start}${json(item)},`;
      return divisions.map((division) => `${what}${json(division)},${json(condition)}]`);
    });
    yield* atoms.sort(compareText);
  }
}

/** The same items and divisions come again and again. */
function jsonTexts(): (value: string) => string {
  const known = new Map<string, string>();
  return (value) => {
    const text = known.get(value) ?? JSON.stringify(value);
    known.set(value, text);
    return text;
  };
}
