/** Permissions that rules refuse for what their holder can do with them, answered from `catalogue/dangers.tsv`. */
import { lazy } from "../values/lazy.ts";
import { listCell, readTable } from "./table.ts";

export const DANGER_KINDS = [
  "bulk-export",
  "credentials",
  "disruption",
  "escalation",
  "live-listening",
  "omnibus",
  "takeover",
  "unredacted",
] as const;

export type DangerKind = (typeof DANGER_KINDS)[number];

export interface Danger {
  /** All of them together are the danger; sorted. One permission for every kind but `escalation`. */
  readonly permissions: readonly string[];
  /** The end of the sentence `"a:b:view" …`; for `escalation` that of "… lets its holder". */
  readonly does: string;
}

const COLUMNS = ["kind", "permissions", "does", "inCatalogue", "source", "date", "confidence"];

const byKind = lazy(() =>
  Map.groupBy(
    readTable("dangers", COLUMNS).map(([kind, permissions = "", does = ""]) => ({
      kind,
      permissions: listCell(permissions),
      does,
    })),
    ({ kind }) => kind,
  ),
);

const byPermission = new Map<DangerKind, ReadonlyMap<string, string>>();

/** The dangers of a kind, in the file's order. */
export function dangersOf(kind: DangerKind): readonly Danger[] {
  return byKind().get(kind) ?? [];
}

/** By single permission: what it does. */
export function dangerousPermissions(kind: DangerKind): ReadonlyMap<string, string> {
  const known = byPermission.get(kind);
  if (known) return known;
  const made = new Map(dangersOf(kind).flatMap(({ permissions, does }) => permissions.map((one) => [one, does])));
  byPermission.set(kind, made);
  return made;
}

const inAnyRow = lazy(() => new Set(DANGER_KINDS.flatMap(dangersOf).flatMap(({ permissions }) => permissions)));

/** True for a permission that is a danger of any kind, alone or together with others. */
export function isDangerous(permission: string): boolean {
  return inAnyRow().has(permission);
}
