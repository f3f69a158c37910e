/** Managed divisions that only change their name: Pulumi renames them in place, so grants in them stay what they are. */

import type { EffectiveAccess } from "../effective/model.ts";
import { type DivisionId, namedDivision } from "../values/division.ts";
import { compareText } from "../values/text.ts";
import type { Rename } from "./model.ts";

export type DivisionRename = Extract<Rename, { kind: "division" }>;

/** A name that the base knows already is no new name: to call two divisions one would hide a change. */
export function divisionRenames(base: EffectiveAccess, head: EffectiveAccess): DivisionRename[] {
  const taken = new Set(base.divisions.map(({ name }) => name));
  const before = new Map(base.divisions.flatMap(({ key, name, managed }) => (managed ? [[key, name]] : [])));
  return head.divisions.flatMap(({ key, name, managed }) => {
    const from = before.get(key);
    return managed && from !== undefined && !taken.has(name) ? [{ kind: "division" as const, from, to: name }] : [];
  });
}

/** The access with the new names. */
export function renameDivisions(access: EffectiveAccess, renames: readonly DivisionRename[]): EffectiveAccess {
  if (renames.length === 0) return access;
  const names = new Map(renames.map(({ from, to }) => [from, to]));
  const ids = new Map<DivisionId, DivisionId>(renames.map(({ from, to }) => [namedDivision(from), namedDivision(to)]));
  return {
    ...access,
    divisions: access.divisions.map((division) => ({ ...division, name: names.get(division.name) ?? division.name })),
    subjects: access.subjects.map((subject) => ({
      ...subject,
      products: subject.products.map((product) => ({
        ...product,
        divisions: product.divisions.map((id) => ids.get(id) ?? id).sort(compareText),
      })),
    })),
  };
}
