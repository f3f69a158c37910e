/** The authorisation of requests and rows: role x division x permission, with the conditions of policies. */
import type { Operation } from "../catalogue/operations.ts";
import { findPermission } from "../catalogue/permissions.ts";
import { ApiError } from "../http/errors.ts";
import type { Org } from "../org/org.ts";
import type { Condition } from "../org/orgData.ts";
import { type Facts, satisfies } from "./conditions.ts";
import { policiesFor } from "./policies.ts";

/** One way in which a subject holds a permission: in one division (or `*`), perhaps under a condition. */
export interface Permit {
  readonly divisionId: string;
  readonly condition?: Condition;
}

/** The ways in which a subject holds a permission, by its own grants and, for a user, by those of its groups. Empty when it does not hold it. */
export function permitsOf(org: Org, subjectId: string, permission: string): Permit[] {
  return org.effectiveGrantsOf(subjectId).flatMap(({ roleId, divisionId }) => {
    const role = org.role(roleId);
    if (role === undefined) return [];
    if (!permission.includes(":")) return role.permissions.includes(permission) ? [{ divisionId }] : [];
    return org.vendor
      .namesOf(permission)
      .flatMap((name) => policiesFor(role, name))
      .map(({ resourceConditionNode: condition }) =>
        condition === undefined ? { divisionId } : { divisionId, condition },
      );
  });
}

/** Throws 403 unless the subject holds what the operation asks for, in any division: rows are narrowed afterwards. */
export function requireOperation(org: Org, subjectId: string, { match, permissions }: Operation): void {
  if (match === "NONE") return;
  if (match === "UNKNOWN")
    throw new ApiError(501, "not.implemented", "No public source says what this operation asks for.");
  const lacking = permissions.filter((it) => permitsOf(org, subjectId, it).length === 0);
  const named = (all: readonly string[]) => all.flatMap((it) => org.vendor.namesOf(it));
  if (match === "ALL" && lacking.length > 0) throw missingPermissions("missing.permissions", named(lacking));
  if (match === "ANY" && lacking.length === permissions.length)
    throw missingPermissions("missing.any.permissions", named(permissions));
}

/** The "any" sentence is quoted in the vendor's issue tracker; the "all" one is modelled on it (unverified). */
function missingPermissions(
  code: "missing.permissions" | "missing.any.permissions",
  permissions: readonly string[],
): ApiError {
  const need = code === "missing.permissions" ? "all of" : "at least one of";
  return new ApiError(
    403,
    code,
    `Unable to perform the requested action. You must have ${need} the following permissions assigned: [${permissions.join(", ")}]`,
  );
}

/** Throws 403 unless the subject holds the permission in that division (or in all). Code seen in an independent client only (unverified). */
export function requireInDivision(
  org: Org,
  subjectId: string,
  permission: string,
  divisionIds: readonly string[],
): void {
  if (mayTouch(org, subjectId, [permission], { divisionIds })) return;
  throw new ApiError(
    403,
    "missing.division.permission",
    `Unable to perform the requested action. You must have the following permissions assigned in division(s) ${divisionIds.join(", ")}: [${permission}]`,
  );
}

/** A row as the authoriser sees it: where it lives, and what conditions may ask about it. */
export interface RowPlace {
  readonly divisionIds: readonly string[];
  readonly facts?: Facts;
}

/**
 * True if the subject holds one of the permissions for this row. A permission that the catalogue calls not division-aware reaches every division. `unknown`
 * is treated as division-aware: this is asked only about rows that live in a division, and their kinds (queues, management units,
 * interactions) are documented as such. Unverified against a live org: there GET /authorization/permissions says which it is.
 */
export function mayTouch(
  org: Org,
  subjectId: string,
  permissions: readonly string[],
  { divisionIds, facts = {} }: RowPlace,
): boolean {
  return permissions.some((permission) => {
    const everywhere = findPermission(permission)?.divisionAware === "no";
    return permitsOf(org, subjectId, permission).some(
      ({ divisionId, condition }) =>
        (everywhere || divisionId === "*" || divisionIds.includes(divisionId)) &&
        (condition === undefined || satisfies(condition, facts)),
    );
  });
}
