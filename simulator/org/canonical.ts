/** The canonical order of an org's data. */
import type { OrgData } from "./orgData.ts";

/** A deep copy in canonical order (by id; grants by subject, role and division), so that two exports of equal orgs are equal. */
export function canonical(data: OrgData): OrgData {
  const copy = structuredClone(data);
  for (const rows of Object.values(copy)) {
    if (Array.isArray(rows)) rows.sort((a, b) => compare(sortKey(a), sortKey(b)));
  }
  return copy;
}

function sortKey(row: OrgData["grants"][number] | { readonly id: string }): string {
  return "id" in row ? row.id : `${row.subjectId} ${row.roleId} ${row.divisionId}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
