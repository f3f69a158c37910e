/** The atoms that a difference gains: an approval is about these. */
import { termItem } from "../terms/compareTerms.ts";
import type { TermChange } from "../terms/model.ts";
import { subjectId } from "../values/subject.ts";
import { compareText } from "../values/text.ts";
import type { SubjectDiff } from "./model.ts";

/** The part of a difference that an approval is about. */
export interface Gains {
  readonly subjects: readonly SubjectDiff[];
  readonly terms: readonly TermChange[];
}

/**
 * Gained terms have an atom of the same form, with `term/clients.crm` for a subject and no division.
 *
 * Each as a JSON list of subject, item, division and condition, in code-unit order; those of unknown extent included. One subject at a time:
 * written out, they can be millions.
 */
export function* gainedAtoms({ subjects, terms }: Gains): Generator<string> {
  const others = terms
    .filter(({ direction }) => direction === "gained")
    .map(termAtom)
    .sort(compareText);
  yield* merged(subjectAtoms(subjects), others);
}

function* subjectAtoms(subjects: readonly SubjectDiff[]): Generator<string> {
  const json = jsonTexts();
  // Up to its comma no text is the beginning of another, so sorting subjects first is the same as sorting all atoms.
  const sorted = subjects
    .map((diff) => ({ start: `[${JSON.stringify(subjectId(diff.subject))},`, diff }))
    .sort((a, b) => compareText(a.start, b.start));
  for (const { start, diff } of sorted) {
    const changes = [...diff.gained, ...diff.unknown.filter(({ direction }) => direction === "gained")];
    // Items are texts in quotes: no one is the beginning of another, so each can be sorted by itself.
    const byItem = Map.groupBy(changes, ({ item }) => json(item));
    for (const item of [...byItem.keys()].sort(compareText)) {
      const places = (byItem.get(item) ?? []).flatMap(({ divisions, condition }) =>
        divisions.map((division) => `${json(division)},${json(condition)}]`),
      );
      for (const place of places.sort(compareText)) yield `${start}${item},${place}`;
    }
  }
}

/** Both are sorted. */
function* merged(atoms: Iterable<string>, others: readonly string[]): Generator<string> {
  let next = 0;
  for (const atom of atoms) {
    for (let other = others[next]; other !== undefined && compareText(other, atom) < 0; other = others[++next])
      yield other;
    yield atom;
  }
  yield* others.slice(next);
}

function termAtom(term: TermChange): string {
  return JSON.stringify([`term/${term.owner}`, termItem(term), "", ""]);
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
