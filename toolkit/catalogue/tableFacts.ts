/** The tables of a folder, as if they were a source. */
import { listCell } from "../../access/catalogue/table.ts";
import type { VendorFacts, VendorOperation, VendorPermission, VendorRole } from "./model.ts";
import { type Cells, readTableFile } from "./tableFile.ts";

/**
 * @param folder with operations.tsv, permissions.tsv and scopes.tsv
 * @param source for people
 */
export function tableFacts(folder: string, source: string): VendorFacts {
  const rows = (name: string) => readTableFile(folder, name).rows;
  return {
    source,
    operations: new Map(rows("operations").map((row) => [`${row.get("method")} ${row.get("path")}`, operationOf(row)])),
    permissions: new Map(
      [...rows("permissions"), ...rows("permissions-seen")].map((row) => [
        row.get("permission") ?? "",
        permissionOf(row),
      ]),
    ),
    scopes: new Set(rows("scopes").map((row) => row.get("scope") ?? "")),
    defaultRoles: rolesOf(rows("default-roles")),
    remarks: [],
  };
}

function operationOf(row: Cells): VendorOperation {
  const [match, status] = [row.get("match"), row.get("status")];
  return {
    method: row.get("method") ?? "",
    path: row.get("path") ?? "",
    match: match === "ALL" || match === "ANY" || match === "NONE" ? match : "UNKNOWN",
    permissions: listCell(row.get("permissions") ?? "-"),
    // Scopes that were derived from neighbours are a guess, not what a source says.
    scopes: row.get("scopeConfidence") === "verified" ? listCell(row.get("scopes") ?? "-") : undefined,
    status: status === "deprecated" || status === "preview" ? status : "current",
  };
}

/** Of some roles nobody wrote down the key: their rows have `?`. */
function rolesOf(rows: readonly Cells[]): ReadonlyMap<string, VendorRole> {
  const byKey = Map.groupBy(rows, (row) => (row.get("key") === "?" ? `?${row.get("name")}` : (row.get("key") ?? "")));
  return new Map(
    [...byKey].map(([key, all]) => [
      key,
      {
        names: all.map((row) => row.get("name") ?? ""),
        administers: all.some((row) => row.get("administers") === "yes"),
      },
    ]),
  );
}

function permissionOf(row: Cells): VendorPermission {
  const aware = row.get("divisionAware");
  return { divisionAware: aware === "unknown" ? undefined : aware === "yes", label: row.get("label") };
}
