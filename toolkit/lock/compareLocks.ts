/** The divisions that a new lock admits, and those that it no longer does. */
import type { DivisionLock, LockedDivision } from "../../access/language/divisionLock.ts";

export interface LockChanges {
  readonly joining: readonly LockedDivision[];
  readonly leaving: readonly LockedDivision[];
  readonly renamed: readonly (LockedDivision & { readonly before: string })[];
}

/** @param before absent where nothing was locked */
export function compareLocks(before: DivisionLock | undefined, after: DivisionLock): LockChanges {
  // Ids of another org say nothing about this one.
  const old = before?.organization === after.organization ? before.divisions : [];
  const names = new Map(old.map(({ id, name }) => [id, name]));
  const kept = new Set(after.divisions.map(({ id }) => id));
  return {
    joining: after.divisions.filter(({ id }) => !names.has(id)),
    leaving: old.filter(({ id }) => !kept.has(id)),
    renamed: after.divisions.flatMap((one) => {
      const name = names.get(one.id);
      return name === undefined || name === one.name ? [] : [{ ...one, before: name }];
    }),
  };
}
