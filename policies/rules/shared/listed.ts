/** Checks for permissions that the catalogue lists as one kind of danger, each of which is refused by itself. */
import { type DangerKind, dangerousPermissions } from "../../../access/catalogue/dangers.ts";
import type { RoleGrantFacts } from "../../facts.ts";
import type { Violation } from "../../finding.ts";
import { heldBy, singles } from "./held.ts";

/** One violation for each listed permission of a role. */
export function listedInRole(permissions: readonly string[], kind: DangerKind): Violation[] {
  const listed = dangerousPermissions(kind);
  return singles(permissions).flatMap((permission) => {
    const does = listed.get(permission);
    return does === undefined ? [] : [{ atom: permission, at: ["permissions"], message: `"${permission}" ${does}.` }];
  });
}

/**
 * The same for roles that the stack only refers to: they are no roles of the file, so that they are judged where they are granted, and only
 * where an org told their permissions.
 */
export function listedInExisting(grants: readonly RoleGrantFacts[], kind: DangerKind): Violation[] {
  return listedInGrants(existingRoles(grants), kind);
}

/** The grants of roles that the stack only refers to, where their permissions are known. */
export function existingRoles(grants: readonly RoleGrantFacts[]): RoleGrantFacts[] {
  return grants.filter(({ role, existingPermissions }) => role === undefined && existingPermissions !== undefined);
}

/** One violation for each listed permission that the grants give; the atom begins with the key of the role that gives it. */
export function listedInGrants(grants: readonly RoleGrantFacts[], kind: DangerKind): Violation[] {
  const listed = dangerousPermissions(kind);
  return [...heldBy(grants)].flatMap(([permission, roleKey]) => {
    const does = listed.get(permission);
    const message = `Role "${roleKey}" gives "${permission}", which ${does}.`;
    return does === undefined ? [] : [{ atom: `${roleKey}/${permission}`, at: ["grants"], message }];
  });
}
