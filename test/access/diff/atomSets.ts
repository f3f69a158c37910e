/** Atoms one by one: slow and plain, to check the quick way against. */
import type { AccessDiff, Change } from "../../../access/diff/model.ts";
import { type Atom, atomsOf } from "../../../access/effective/atoms.ts";
import { itemCovers } from "../../../access/effective/item.ts";
import type { EffectiveAccess } from "../../../access/effective/model.ts";
import { conditionCovers } from "../../../access/values/condition.ts";
import { divisionOrder } from "../../../access/values/division.ts";
import { subjectId } from "../../../access/values/subject.ts";

const order = divisionOrder(new Set(["EMEA_Managed"]));

export function covers(wide: Atom, narrow: Atom): boolean {
  return (
    wide.subject === narrow.subject &&
    itemCovers(wide.item, narrow.item) &&
    order(wide.division, narrow.division) &&
    conditionCovers(wide.condition, narrow.condition)
  );
}

export function atoms(access: EffectiveAccess): Atom[] {
  return [...atomsOf(access)].map(({ product: _, ...atom }) => atom);
}

export function text({ subject, item, division, condition }: Atom): string {
  return JSON.stringify([subject, item, division, condition]);
}

/** The widest atoms, as sorted texts: equal for equal access. */
export function widest(all: readonly Atom[]): string[] {
  const once = [...new Map(all.map((atom) => [text(atom), atom])).values()];
  return once
    .filter((atom) => !once.some((other) => other !== atom && covers(other, atom)))
    .map(text)
    .sort();
}

export function changedAtoms(diff: AccessDiff, direction: Change["direction"]): Atom[] {
  return diff.subjects.flatMap(({ subject, gained, lost, unknown }) =>
    [...gained, ...lost, ...unknown]
      .filter((change) => change.direction === direction)
      .flatMap(({ item, divisions, condition }) =>
        divisions.map((division) => ({ subject: subjectId(subject), item, division, condition })),
      ),
  );
}

/** The atoms of the base after the difference is applied. */
export function apply(base: EffectiveAccess, diff: AccessDiff): Atom[] {
  const lost = new Set(changedAtoms(diff, "lost").map(text));
  const kept = diff.subjects.flatMap(({ subject, kept: held }) =>
    held.map((place): Atom => ({ subject: subjectId(subject), ...place })),
  );
  return [
    ...atoms(base).filter((atom) => !lost.has(text(atom)) && !isUnder(atom, lost, atoms(base))),
    ...changedAtoms(diff, "gained"),
    ...kept,
  ];
}

/** Covered by something lost: only the widest atoms are told as lost. */
function isUnder(atom: Atom, lost: ReadonlySet<string>, all: readonly Atom[]): boolean {
  return all.some((other) => other.item === atom.item && lost.has(text(other)) && covers(other, atom));
}
