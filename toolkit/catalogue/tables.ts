/** The tables of `catalogue/` with what a source says: rows that it does not speak of stay as they are. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { actionClass } from "../../access/catalogue/actions.ts";
import { isWriteScope } from "../../access/catalogue/scopes.ts";
import { compareText } from "../../access/values/text.ts";
import type { Comparison } from "./compare.ts";
import type { CatalogueChange, VendorFacts, VendorOperation } from "./model.ts";
import { readmeCounts } from "./readmeCounts.ts";
import { type Cells, printTable, readTableFile, type Table } from "./tableFile.ts";

/** By name of the file. */
export type Tables = ReadonlyMap<string, string>;

/**
 * @param folder with the tables as they are
 * @param today `YYYY-MM-DD`, the date of new rows
 * @returns the files that change, whole: sorted by what names a row, the same for the same input
 */
export function refreshedTables(folder: string, after: VendorFacts, comparison: Comparison, today: string): Tables {
  const table = (name: string) => readTableFile(folder, name);
  const [operations, permissions, scopes] = [table("operations"), table("permissions"), table("scopes")];
  const [seen, roles, backFills] = [table("permissions-seen"), table("default-roles"), table("back-fills")];
  refreshOperations(operations, after, comparison);
  refreshPermissions(permissions, seen, operations, after, comparison);
  refreshScopes(scopes, operations, comparison);
  refreshRoles(roles, after, comparison, today);
  refreshBackFills(backFills, comparison, today);
  const all = new Map([
    ["operations", operations],
    ["permissions", permissions],
    ["scopes", scopes],
    ["permissions-seen", seen],
    ["default-roles", roles],
    ["back-fills", backFills],
  ]);
  const readme = join(folder, "README.md");
  const files = [...all].map(([name, table]): [string, string] => [`${name}.tsv`, printTable(table)]);
  if (existsSync(readme)) files.push(["README.md", readmeCounts(readFileSync(readme, "utf8"), all)]);
  return new Map(files.filter(([name, text]) => text !== readFileSync(join(folder, name), "utf8")));
}

function refreshOperations(table: Table, { operations }: VendorFacts, { changes }: Comparison): void {
  if (!operations) return;
  const gone = new Set(changes.flatMap(({ kind, what }) => (kind === "operation-removed" ? [what] : [])));
  const key = (row: Cells) => `${row.get("method")} ${row.get("path")}`;
  replace(
    table,
    table.rows.filter((row) => !gone.has(key(row))),
  );
  const known = new Map(table.rows.map((row) => [key(row), row]));
  for (const [name, operation] of operations) {
    const row = known.get(name);
    if (row === undefined) table.rows.push(operationRow(operation));
    else updateOperation(row, operation);
  }
  table.rows.sort((a, b) => compareText(`${a.get("path")}`, `${b.get("path")}`) || methodOrder(a) - methodOrder(b));
}

const METHOD_ORDER = ["DELETE", "GET", "HEAD", "PATCH", "POST", "PUT"];

function methodOrder(row: Cells): number {
  return METHOD_ORDER.indexOf(row.get("method") ?? "");
}

/** Only what differs is written: the order of alternatives says which one the vendor lists first. */
function updateOperation(row: Cells, operation: VendorOperation): void {
  const { match, permissions, scopes, status } = operation;
  // Words in place of a permission undo nothing but a permission.
  const isSaid = match !== "UNKNOWN" || row.get("permissions")?.includes(":");
  if (isSaid && (row.get("match") !== matchCell(match) || !sameCell(row.get("permissions"), permissions))) {
    row.set("match", matchCell(match)).set("permissions", match === "UNKNOWN" ? "?" : cell(permissions));
    row.set("effect", effectOf(operation));
  }
  if (scopes !== undefined && (row.get("scopeConfidence") !== "verified" || !sameCell(row.get("scopes"), scopes))) {
    row.set("scopes", cell(scopes)).set("leastScope", leastScope(scopes)).set("scopeConfidence", "verified");
  }
  row.set("status", status);
}

function matchCell(match: VendorOperation["match"]): string {
  return match === "UNKNOWN" ? "?" : match;
}

function operationRow(operation: VendorOperation): Cells {
  const { method, path, match, permissions, scopes, status } = operation;
  return new Map([
    ["method", method],
    ["path", path],
    ["match", matchCell(match)],
    ["permissions", match === "UNKNOWN" ? "?" : cell(permissions)],
    ["scopes", scopes === undefined ? "?" : cell(scopes)],
    ["leastScope", scopes === undefined ? "?" : leastScope(scopes)],
    ["scopeConfidence", scopes === undefined ? "unknown" : "verified"],
    ["auth", "oauth"],
    ["status", status],
    ["effect", effectOf(operation)],
  ]);
}

/** Reads: GET and HEAD, and a POST that asks a question by its path and wants no permission to write. */
function effectOf({ method, path, permissions }: VendorOperation): "read" | "write" {
  if (method === "GET" || method === "HEAD") return "read";
  const asks = method === "POST" && /\/(query|search)(\/jobs)?$/.test(path);
  const reads = permissions.every((one) => actionClass(one.split(":")[2] ?? "") === "read");
  return asks && reads ? "read" : "write";
}

function leastScope(scopes: readonly string[]): string {
  return scopes.find((one) => !isWriteScope(one)) ?? scopes[0] ?? "-";
}

const GOING: readonly CatalogueChange["kind"][] = ["permission-removed", "permission-renamed", "permission-split"];

function refreshPermissions(
  table: Table,
  seen: Table,
  operations: Table,
  after: VendorFacts,
  { changes }: Comparison,
): void {
  const gone = new Set(changes.flatMap(({ kind, what }) => (GOING.includes(kind) ? [what] : [])));
  const come = changes.flatMap(({ kind, after: name }) =>
    (kind === "permission-added" || kind === "permission-renamed") && name !== undefined ? [name] : [],
  );
  replace(
    table,
    table.rows.filter((row) => !gone.has(row.get("permission") ?? "")),
  );
  table.rows.push(...come.map(permissionRow));
  const uses = countUses(operations, "permissions");
  // What an operation asks for now was only seen before.
  const asked = seen.rows.flatMap((row) =>
    uses.has(row.get("permission") ?? "") ? [row.get("permission") ?? ""] : [],
  );
  table.rows.push(...asked.map(permissionRow));
  replace(
    seen,
    seen.rows.filter((row) => !asked.includes(row.get("permission") ?? "")),
  );
  for (const row of seen.rows) {
    const aware = after.permissions?.get(row.get("permission") ?? "")?.divisionAware;
    if (after.oneOrg && aware !== undefined) row.set("divisionAware", aware ? "yes" : "no");
  }
  for (const row of table.rows) {
    const name = row.get("permission") ?? "";
    const aware = after.permissions?.get(name)?.divisionAware;
    const text = aware === undefined ? undefined : aware ? "yes" : "no";
    if (text !== undefined && row.get("divisionAware") !== text) {
      row.set("divisionAware", text).set("evidence", "the org's own list");
    }
    row.set("operations", `${uses.get(name)?.all ?? 0}`);
  }
  sortBy(table, "permission");
}

function permissionRow(name: string): Cells {
  const [domain = "", entity = "", action = ""] = name.split(":");
  return new Map([
    ["permission", name],
    ["kind", actionClass(action)],
    ["divisionAware", "unknown"],
    ["evidence", "no-signal(not inspected)"],
    ["label", `${words(action)} ${words(entity).toLowerCase()} (${words(domain).toLowerCase()})`],
  ]);
}

/** `conversationDetail` as "Conversation detail". */
function words(name: string): string {
  const spaced = name.replace(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

function refreshScopes(table: Table, operations: Table, { changes }: Comparison): void {
  const gone = new Set(changes.flatMap(({ kind, what }) => (kind === "scope-removed" ? [what] : [])));
  const come = changes.flatMap(({ kind, what }) => (kind === "scope-added" ? [what] : []));
  replace(
    table,
    table.rows.filter((row) => !gone.has(row.get("scope") ?? "")),
  );
  table.rows.push(...come.map(scopeRow));
  const uses = countUses(operations, "scopes");
  for (const row of table.rows) {
    const { all = 0, writes = 0 } = uses.get(row.get("scope") ?? "") ?? {};
    row.set("operations", `${all}`).set("writeOperations", `${writes}`);
  }
  sortBy(table, "scope");
}

function scopeRow(name: string): Cells {
  const readonly = name.endsWith(":readonly");
  return new Map([
    ["scope", name],
    ["readonly", readonly ? "yes" : "no"],
    ["confidence", "verified"],
    ["description", `${readonly ? "Read" : "Read and change"} ${name.replace(":readonly", "").replaceAll("-", " ")}`],
  ]);
}

/** Nothing is taken away: an org need not have every role, and may have given it another name. */
function refreshRoles(table: Table, { defaultRoles }: VendorFacts, { changes }: Comparison, today: string): void {
  for (const { kind, what: key, after: names = "" } of changes) {
    if (!ROLE_CHANGES.includes(kind)) continue;
    const known = table.rows.find((row) => row.get("key") === key)?.get("administers");
    const administers = known ?? (defaultRoles?.get(key)?.administers ? "yes" : "no");
    for (const name of names.split(", ").filter((one) => /^[\w -]{1,100}$/.test(one))) {
      const row = table.rows.find((one) => one.get("name")?.toLowerCase() === name.toLowerCase());
      if (row?.get("key") === "?") row.set("key", key);
      // A table of names that people see: an org in another language shows some that no cell takes.
      if (row || !/^[A-Z]/.test(name)) continue;
      const cells = { name, key, administers };
      table.rows.push(reported(cells, "GET /api/v2/authorization/roles of an org", today));
    }
  }
  sortBy(table, "name");
}

const ROLE_CHANGES: readonly CatalogueChange["kind"][] = [
  "default-role-added",
  "default-role-key",
  "default-role-name",
];

function refreshBackFills(table: Table, { changes }: Comparison, today: string): void {
  const known = new Set(table.rows.map((row) => row.get("permission")));
  for (const { kind, what, after: roles = "" } of changes) {
    if (kind !== "back-fill" || known.has(what)) continue;
    const cells = { permission: what, roles };
    table.rows.push(reported(cells, "roles of the vendor in an org, GET /api/v2/authorization/roles", today));
  }
  sortBy(table, "permission");
}

function reported(cells: Readonly<Record<string, string>>, source: string, date: string): Cells {
  return new Map(Object.entries({ ...cells, source, date, confidence: "reported" }));
}

function countUses({ rows }: Table, column: string): ReadonlyMap<string, { all: number; writes: number }> {
  const uses = new Map<string, { all: number; writes: number }>();
  for (const row of rows) {
    for (const name of (row.get(column) ?? "").split(" ")) {
      const { all = 0, writes = 0 } = uses.get(name) ?? {};
      uses.set(name, { all: all + 1, writes: writes + (row.get("effect") === "write" ? 1 : 0) });
    }
  }
  return uses;
}

function sortBy({ rows }: Table, column: string): void {
  rows.sort((a, b) => compareText(a.get(column) ?? "", b.get(column) ?? ""));
}

function replace({ rows }: Table, kept: readonly Cells[]): void {
  rows.splice(0, rows.length, ...kept);
}

function sameCell(old: string | undefined, now: readonly string[]): boolean {
  return [...(old ?? "").split(" ")].sort().join(" ") === [...(now.length > 0 ? now : ["-"])].sort().join(" ");
}

function cell(values: readonly string[]): string {
  return values.length > 0 ? values.join(" ") : "-";
}
