/**
 * Questions about permissions (`domain:entity:action`), answered from `catalogue/permissions.tsv`, which has those of the documented operations, and
 * `catalogue/permissions-seen.tsv`, which has those that roles of real orgs and guides of the vendor name besides.
 */
import { lazy } from "../values/lazy.ts";
import { plainLetters } from "../values/letters.ts";
import { expandCompact, isWildcard, type Permission, parsePermission } from "../values/permission.ts";
import { compareText } from "../values/text.ts";
import { type AccessKind, accessKind, actionClass } from "./actions.ts";
import { readTable } from "./table.ts";

export interface CataloguePermission {
  readonly permission: string;
  readonly kind: AccessKind;
  /** `yes` where a division limits the permission. `unknown` for most: the vendor publishes this only in the live org's own permission catalogue. */
  readonly divisionAware: "yes" | "no" | "unknown";
  /** True where `divisionAware` is a conclusion from a page that does not name the permission. */
  readonly divisionInferred: boolean;
  /** Text for people, made from the permission itself. */
  readonly label: string;
}

const COLUMNS = ["permission", "kind", "divisionAware", "evidence", "label", "operations"];
const SEEN_COLUMNS = ["permission", "kind", "divisionAware", "label", "source", "date", "confidence"];

/** A permission that no documented operation names, with the place where it was seen. */
export interface SeenPermission extends CataloguePermission {
  readonly source: string;
  /** The day on which it was written down. */
  readonly date: string;
  readonly confidence: string;
}

/** Two rows of the first file (`admin`, `content_management_user`) are flags from before domains; no role policy can hold them, so they are left out. */
const rows = lazy(() => {
  const documented = readTable("permissions", COLUMNS).map(
    ([permission = "", kind, aware, evidence = "", label = ""]) =>
      rowOf(permission, kind, aware, label, evidence.endsWith(";inferred")),
  );
  const all = [...documented, ...seenPermissions()].flatMap((row) => {
    const parsed = parsePermission(row.permission);
    return parsed ? [{ ...row, parsed }] : [];
  });
  all.sort((a, b) => compareText(a.permission, b.permission));
  return new Map<string, CataloguePermission & { readonly parsed: Permission }>(
    all.map((row) => [row.permission, row]),
  );
});

function rowOf(
  permission: string,
  kind: string | undefined,
  aware: string | undefined,
  label: string,
  divisionInferred = false,
): CataloguePermission {
  const divisionAware = aware === "yes" || aware === "no" ? aware : "unknown";
  return { permission, kind: accessKind(kind), divisionAware, divisionInferred, label };
}

/** Every row of `permissions-seen.tsv`, in its order. */
export function seenPermissions(): SeenPermission[] {
  return readTable("permissions-seen", SEEN_COLUMNS).map(
    ([permission = "", kind, aware, label = "", source = "", date = "", confidence = ""]) => ({
      ...rowOf(permission, kind, aware, label),
      source,
      date,
      confidence,
    }),
  );
}

const byLowerCase = lazy(() => new Map([...rows().keys()].map((text) => [text.toLowerCase(), text])));

/** Actions by domain and entity, sorted. */
export const actionsByEntity = lazy(() => {
  const entities = new Map<string, Map<string, string[]>>();
  for (const { parsed } of rows().values()) {
    const domain = entities.get(parsed.domain) ?? new Map<string, string[]>();
    entities.set(parsed.domain, domain);
    domain.set(parsed.entity, [...(domain.get(parsed.entity) ?? []), parsed.action]);
  }
  return entities;
});

/** True for a single permission that the catalogue knows; wildcards and compact lines are not single permissions. */
export function permissionExists(permission: string): boolean {
  return rows().has(permission);
}

/** The permission of the catalogue that a text is but for look-alike letters and capitals; itself where it is one. */
export function meantPermission(text: string): string | undefined {
  return permissionExists(text) ? text : byLowerCase().get(plainLetters(text).toLowerCase());
}

/** The catalogue's entry of a permission; undefined when it does not list it. */
export function permission(text: string): CataloguePermission | undefined {
  return rows().get(text);
}

/** Every permission of the catalogue, sorted. */
export function allPermissions(): Iterable<string> {
  return rows().keys();
}

/** Every permission that a pattern such as `analytics:*:view` stands for, sorted as in the catalogue; one without `*` stands for itself if it exists. */
export function expandPermissionPattern(pattern: string): string[] {
  const parsed = parsePermission(pattern);
  if (!parsed) return [];
  if (!isWildcard(parsed)) return permissionExists(pattern) ? [pattern] : [];
  return pick(actionsByEntity(), parsed.domain).flatMap(([domain, entities]) =>
    pick(entities, parsed.entity).flatMap(([entity, actions]) =>
      actions
        .filter((action) => parsed.action === "*" || action === parsed.action)
        .map((action) => `${domain}:${entity}:${action}`),
    ),
  );
}

function pick<T>(values: ReadonlyMap<string, T>, key: string): [string, T][] {
  if (key === "*") return [...values];
  const value = values.get(key);
  return value === undefined ? [] : [[key, value]];
}

/**
 * True when the permission, or any permission of a compact line or pattern, can change something. Admin counts as write.
 * One that the catalogue does not know is judged by its action; a `*` as action is always write.
 */
export function isWritePermission(text: string): boolean {
  return expandCompact(text).some(
    (single) =>
      single.endsWith(":*") ||
      isWriteKind(single) ||
      expandPermissionPattern(single).some((known) => isWriteKind(known)),
  );
}

function isWriteKind(single: string): boolean {
  // A misspelled one is told as such (unknown-permission), and judged as the one that is meant.
  const kind = permission(meantPermission(single) ?? single)?.kind ?? actionClass(single.split(":")[2] ?? "");
  return kind !== "read";
}

/**
 * True for one permission that exists by the word of an org alone: nobody has looked at what it opens, so that its action says nothing. Those of installed
 * apps are not among them: no catalogue will ever list them, and they are told for a review.
 */
export function isOfUnknownClass(single: string): boolean {
  return !single.includes("*") && !permissionExists(single) && !isOfInstalledApp(single);
}

/** The domain in which installed apps have their permissions (`integration:cxCloudSN:view`). */
const DOMAIN_OF_APPS = "integration";

/**
 * True for one permission in the form of those that come with an app that somebody installs, and that the catalogue does not list: their entities are named
 * for the app. Whether there is such an app, only the org knows.
 */
export function isOfInstalledApp(text: string): boolean {
  const parsed = parsePermission(text);
  return parsed?.domain === DOMAIN_OF_APPS && !isWildcard(parsed) && !permissionExists(text);
}
