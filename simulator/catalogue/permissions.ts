/** The permissions that the org knows, from catalogue/permissions.tsv and catalogue/permissions-seen.tsv. */
import { type Row, readTsv } from "./tsv.ts";

const FILES = ["permissions.tsv", "permissions-seen.tsv"] as const;
const COLUMNS = ["permission", "divisionAware", "label"] as const;

/** One permission of the org's catalogue (GET /api/v2/authorization/permissions). */
export interface CataloguePermission {
  readonly domain: string;
  readonly entity: string;
  readonly action: string;
  readonly label: string;
  /** `unknown` where no public source says whether divisions limit it. */
  readonly divisionAware: "yes" | "no" | "unknown";
}

let all: readonly CataloguePermission[] | undefined;
let byText: ReadonlyMap<string, CataloguePermission> | undefined;

/** Every `domain:entity:action` permission, sorted. The legacy one-word permissions are left out. */
export function cataloguePermissions(): readonly CataloguePermission[] {
  all ??= FILES.flatMap((file) => readTsv(file, COLUMNS))
    .sort((a, b) => (a.permission < b.permission ? -1 : 1))
    .flatMap(toPermission);
  return all;
}

export function findPermission(text: string): CataloguePermission | undefined {
  byText ??= new Map(cataloguePermissions().map((it) => [`${it.domain}:${it.entity}:${it.action}`, it]));
  return byText.get(text);
}

function toPermission({ permission, divisionAware, label }: Row<(typeof COLUMNS)[number]>): CataloguePermission[] {
  const [domain = "", entity, action] = permission.split(":");
  if (entity === undefined || action === undefined) return [];
  const aware = divisionAware === "yes" || divisionAware === "no" ? divisionAware : "unknown";
  return [{ domain, entity, action, label, divisionAware: aware }];
}
