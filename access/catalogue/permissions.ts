/** Questions about permissions (`domain:entity:action`), answered from `catalogue/permissions.tsv`. */
import { lazy } from "../values/lazy.ts";
import { plainLetters } from "../values/letters.ts";
import { expandCompact, isWildcard, type Permission, parsePermission } from "../values/permission.ts";
import { type AccessKind, accessKind, actionClass } from "./actions.ts";
import { readTable } from "./table.ts";

export interface CataloguePermission {
  readonly permission: string;
  readonly kind: AccessKind;
  /** `yes` where a division limits the permission. `unknown` for most: the vendor publishes this only in the live org's own permission catalogue. */
  readonly divisionAware: "yes" | "no" | "unknown";
  /** Text for people, made from the permission itself. */
  readonly label: string;
}

const COLUMNS = ["permission", "kind", "divisionAware", "evidence", "label", "operations"];

/** Two rows of the file (`admin`, `content_management_user`) are flags from before domains; no role policy can hold them, so they are left out. */
const rows = lazy(
  () =>
    new Map(
      readTable("permissions", COLUMNS).flatMap(([permission = "", kind, aware, , label = ""]) => {
        const parsed = parsePermission(permission);
        const divisionAware = aware === "yes" || aware === "no" ? aware : "unknown";
        return parsed ? [[permission, { permission, kind: accessKind(kind), divisionAware, label, parsed }]] : [];
      }) satisfies [string, CataloguePermission & { parsed: Permission }][],
    ),
);

const byLowerCase = lazy(() => new Map([...rows().keys()].map((text) => [text.toLowerCase(), text])));

const actionsByEntity = lazy(() => {
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

/** Every permission of the catalogue, in the file's order. */
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
