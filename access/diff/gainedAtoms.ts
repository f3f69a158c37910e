/** The atoms that a difference gains: what an approval is about. */
import type { ConditionText } from "../effective/conditionText.ts";
import type { DivisionId } from "../effective/division.ts";
import type { Item } from "../effective/item.ts";
import { type SubjectId, subjectId } from "../effective/subject.ts";
import { compareText } from "../permission.ts";
import type { Change, SubjectDiff } from "./model.ts";

/** Subject, item, division, condition. */
export type AtomParts = readonly [subject: SubjectId, item: Item, division: DivisionId, condition: ConditionText];

/** In the canonical order, those of unknown extent included. One subject at a time: written out, they can be millions. */
export function* gainedAtoms(subjects: readonly SubjectDiff[]): Generator<string> {
  const sorted = subjects
    .map((diff) => ({ id: subjectId(diff.subject), diff }))
    .sort((a, b) => compareText(a.id, b.id));
  for (const { id, diff } of sorted) {
    const changes = [...diff.gained, ...diff.unknown.filter(({ direction }) => direction === "gained")];
    for (const parts of changes.flatMap((change) => partsOf(id, change)).sort(compareAtoms))
      yield JSON.stringify(parts);
  }
}

function partsOf(id: SubjectId, { item, divisions, condition }: Change): AtomParts[] {
  return divisions.map((division) => [id, item, division, condition]);
}

/** Part by part, in code-unit order. */
export function compareAtoms(a: readonly string[], b: readonly string[]): number {
  for (const [index, part] of a.entries()) {
    const order = compareText(part, b[index] ?? "");
    if (order !== 0) return order;
  }
  return 0;
}
