/** What has changed between two accounts of the vendor's API. */
import { actionClass } from "../../access/catalogue/actions.ts";
import { compareText } from "../../access/values/text.ts";
import type { CatalogueChange, VendorFacts, VendorOperation, VendorRole } from "./model.ts";

export interface Comparison {
  /** Sorted by kind, then by name. */
  readonly changes: readonly CatalogueChange[];
  /** Operations that both name, and how many of them ask for the same permissions and scopes. */
  readonly common: number;
  readonly equal: number;
  readonly remarks: readonly string[];
}

/** Only what both sources speak of is compared. Operations in preview are missing from the published document: they count as not spoken of. */
export function compareFacts(before: VendorFacts, after: VendorFacts): Comparison {
  const operations = operationChanges(before, after);
  const [named, namedAfter] = [permissionsOf(before), permissionsOf(after)];
  const changes = [
    ...operations.changes,
    ...(named && namedAfter ? permissionChanges(before, after, named, namedAfter) : []),
    ...awarenessChanges(before, after),
    ...scopeChanges(before, after),
    ...roleChanges(before, after),
    ...(named && namedAfter ? backFills(before, after, named, namedAfter) : []),
  ];
  return {
    changes: changes.sort((a, b) => compareText(a.kind, b.kind) || compareText(a.what, b.what)),
    common: operations.common,
    equal: operations.equal,
    remarks: [...new Set([...before.remarks, ...after.remarks])],
  };
}

function operationChanges(before: VendorFacts, after: VendorFacts) {
  if (!before.operations || !after.operations) return { changes: [], common: 0, equal: 0 };
  const changes: CatalogueChange[] = [];
  let [common, equal] = [0, 0];
  for (const [key, old] of before.operations) {
    const now = after.operations.get(key);
    if (now === undefined) {
      if (old.status !== "preview") changes.push(change("operation-removed", key, requirement(old), undefined));
      continue;
    }
    const different = changesOf(key, old, now);
    common++;
    if (!different.some(({ kind }) => kind !== "status-changed")) equal++;
    changes.push(...different);
  }
  for (const [key, now] of after.operations) {
    if (!before.operations.has(key)) changes.push(change("operation-added", key, undefined, requirement(now)));
  }
  return { changes, common, equal };
}

function changesOf(key: string, old: VendorOperation, now: VendorOperation): CatalogueChange[] {
  const kind = requirementChange(old, now);
  const scopesDiffer = old.scopes && now.scopes && sortedText(old.scopes) !== sortedText(now.scopes);
  return [
    ...(kind ? [change(kind, key, requirement(old), requirement(now))] : []),
    ...(scopesDiffer
      ? [change("scopes-changed", key, sortedText(old.scopes ?? []), sortedText(now.scopes ?? []))]
      : []),
    ...(old.status !== now.status ? [change("status-changed", key, old.status, now.status)] : []),
  ];
}

/** Widened: whoever could call it still can, and somebody else too. */
function requirementChange(old: VendorOperation, now: VendorOperation): CatalogueChange["kind"] | undefined {
  if (now.match === "UNKNOWN") return old.permissions.length > 0 ? "requirement-lost" : undefined;
  if (old.match === "UNKNOWN") return "requirement-changed";
  const [before, after] = [ways(old), ways(now)];
  const stillOpen = implies(before, after);
  const wasOpen = implies(after, before);
  if (stillOpen && wasOpen) return undefined;
  if (now.match === "NONE") return "requirement-lost";
  return stillOpen ? "requirement-widened" : wasOpen ? "requirement-narrowed" : "requirement-changed";
}

/** The sets of permissions, each of which opens the operation. */
function ways({ match, permissions }: VendorOperation): (readonly string[])[] {
  return match === "ANY" ? permissions.map((one) => [one]) : [match === "ALL" ? permissions : []];
}

/** True where every set of the first holds all of some set of the second. */
function implies(first: readonly (readonly string[])[], second: readonly (readonly string[])[]): boolean {
  return first.every((held) => second.some((needed) => needed.every((one) => held.includes(one))));
}

/** Every permission that a source knows of: its own list, and what its operations name. */
function permissionsOf({ operations, permissions }: VendorFacts): ReadonlyMap<string, readonly string[]> | undefined {
  if (!operations && !permissions) return undefined;
  const users = new Map([...(permissions?.keys() ?? [])].map((one) => [one, [] as string[]]));
  for (const [key, operation] of operations ?? []) {
    for (const one of operation.permissions) users.set(one, [...(users.get(one) ?? []), key]);
  }
  return users;
}

type Users = ReadonlyMap<string, readonly string[]>;

/** One that vanishes from a source without a list of permissions, and is on no operation before, was never spoken of. */
function permissionChanges(before: VendorFacts, after: VendorFacts, old: Users, now: Users): CatalogueChange[] {
  // An org shows what it bought: what it does not show is gone only where no operation asks for it any more.
  const byList = after.permissions !== undefined && !after.oneOrg;
  const byOperations = !after.oneOrg || after.operations !== undefined;
  const isSpokenOf = (one: string) => byList || (byOperations && isOnAnyOperation(before, old, one));
  const removed = [...old.keys()].filter((one) => !now.has(one) && isSpokenOf(one));
  const added = [...now.keys()].filter((one) => !old.has(one));
  const renamed = removed.flatMap((one) => {
    const fits = added.filter((other) => isRename(old.get(one) ?? [], now.get(other) ?? []));
    return fits.length === 1 ? [[one, fits[0] ?? ""] as const] : [];
  });
  const split = removed.flatMap((one) => {
    const parts = added.filter((other) => isPart(old.get(one) ?? [], now.get(other) ?? []));
    const isWhole = (old.get(one) ?? []).every((key) => parts.some((part) => now.get(part)?.includes(key)));
    return parts.length > 1 && isWhole ? [[one, parts] as const] : [];
  });
  const settled = new Set([...renamed.flat(), ...split.map(([one]) => one)]);
  return [
    ...renamed.map(([one, other]) => change("permission-renamed", one, one, other, guess(other))),
    ...split.map(([one, parts]) => change("permission-split", one, one, [...parts].sort(compareText).join(" or "))),
    ...removed.filter((one) => !settled.has(one)).map((one) => change("permission-removed", one, one, undefined)),
    ...added
      .filter((one) => !settled.has(one))
      .map((one) => change("permission-added", one, undefined, one, guess(one))),
  ];
}

/** A preview operation is in no published document, and neither is what only it names. */
function isOnAnyOperation({ operations }: VendorFacts, users: Users, permission: string): boolean {
  return (users.get(permission) ?? []).some((key) => operations?.get(key)?.status !== "preview");
}

/** The same operations name it that named the other. */
function isRename(before: readonly string[], after: readonly string[]): boolean {
  return before.length > 0 && before.length === after.length && before.every((key) => after.includes(key));
}

/** It is asked for by operations that asked for the other, and by no others. */
function isPart(before: readonly string[], after: readonly string[]): boolean {
  return after.length > 0 && after.every((key) => before.includes(key));
}

function guess(permission: string): string {
  return `class ${actionClass(permission.split(":")[2] ?? "")}, guessed from its action`;
}

function awarenessChanges(before: VendorFacts, after: VendorFacts): CatalogueChange[] {
  return [...(after.permissions ?? [])].flatMap(([text, { divisionAware }]) => {
    const old = before.permissions?.get(text);
    if (old === undefined || divisionAware === undefined || old.divisionAware === divisionAware) return [];
    return [change("division-awareness", text, yesNo(old.divisionAware), yesNo(divisionAware))];
  });
}

function scopeChanges(before: VendorFacts, after: VendorFacts): CatalogueChange[] {
  const [old, now] = [scopesOf(before), scopesOf(after)];
  if (!old || !now) return [];
  // Operations do not name every scope: only a list of them tells that one has gone.
  const removed = after.scopes === undefined ? [] : [...old].filter((one) => !now.has(one));
  return [
    ...removed.map((one) => change("scope-removed", one, one, undefined)),
    ...[...now].filter((one) => !old.has(one)).map((one) => change("scope-added", one, undefined, one)),
  ];
}

function scopesOf({ scopes, operations }: VendorFacts): ReadonlySet<string> | undefined {
  if (!scopes && !operations) return undefined;
  return new Set([...(scopes ?? []), ...[...(operations?.values() ?? [])].flatMap((one) => one.scopes ?? [])]);
}

/** Roles that a source knows and the other does not; an org need not have every role that the vendor ships. */
function roleChanges({ defaultRoles: old }: VendorFacts, after: VendorFacts): CatalogueChange[] {
  if (!old) return [];
  return [...(after.defaultRoles ?? [])].flatMap(([key, { names, administers }]) => {
    const known = old.get(key);
    const isKnown = (name: string) => known?.names.some((one) => one.toLowerCase() === name.toLowerCase());
    const news = names.filter((name) => !isKnown(name)).join(", ");
    if (news === "") return [];
    if (known) return [change("default-role-name", key, known.names.join(", "), news)];
    if (keyless(old, names)) return [change("default-role-key", key, undefined, news)];
    const does = administers ? "it administers" : "it does not administer";
    return [change("default-role-added", key, undefined, news, `${does}, by its permissions`)];
  });
}

/** The role of one of these names, of which nobody knew the key. */
function keyless(roles: NonNullable<VendorFacts["defaultRoles"]>, names: readonly string[]): VendorRole | undefined {
  const wanted = new Set(names.map((name) => `?${name.toLowerCase()}`));
  return [...roles].find(([key]) => wanted.has(key.toLowerCase()))?.[1];
}

/**
 * New permissions that roles of the vendor hold already which do not administer: the vendor gave them to roles that were there, and may have given
 * them to others.
 */
function backFills(
  { defaultRoles: old }: VendorFacts,
  after: VendorFacts,
  before: Users,
  now: Users,
): CatalogueChange[] {
  const roles = [...(after.defaultRoles ?? [])].filter(([key, role]) => {
    const known = old?.get(key) ?? (old && keyless(old, role.names));
    return !(known ?? role).administers;
  });
  return [...now.keys()]
    .filter((one) => !before.has(one))
    .flatMap((one) => {
      const holders = roles.filter(([, { permissions }]) => permissions?.has(one)).map(([key]) => key);
      return holders.length > 0 ? [change("back-fill", one, undefined, holders.sort(compareText).join(" "))] : [];
    });
}

function change(
  kind: CatalogueChange["kind"],
  what: string,
  before: string | undefined,
  after: string | undefined,
  note?: string,
): CatalogueChange {
  return { kind, what, before, after, note };
}

/** Stands where a source does not say what an operation asks for. */
export const NOBODY_KNOWS = "nobody knows";

/** `ALL a:b:view and c:d:edit`. */
export function requirement({ match, permissions }: VendorOperation): string {
  if (match === "UNKNOWN") return NOBODY_KNOWS;
  return match === "NONE" ? "no permission" : permissions.join(match === "ALL" ? " and " : " or ");
}

function sortedText(texts: readonly string[]): string {
  return [...texts].sort(compareText).join(" or ");
}

function yesNo(value: boolean | undefined): string {
  return value === undefined ? "unknown" : value ? "yes" : "no";
}
