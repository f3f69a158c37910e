/** The guard against escalation, a switch of the simulator: nobody hands out a role that they do not hold. */
import { ApiError } from "../http/errors.ts";
import type { Org } from "../org/org.ts";
import type { Switches } from "../switches.ts";
import { permitsOf } from "./authoriser.ts";
import { permissionsOf } from "./policies.ts";
import type { Caller } from "./tokens.ts";

/** By the vendor's OpenAPI definition: of POST and PUT, and of a new secret. */
export const GUARD_TEXTS = {
  write: "Client role is invalid.",
  secret: "The caller does not have all the roles assigned to this client.",
} as const;

/**
 * Throws 400 `bad.client.role` when the client has, or shall have, a role that the caller does not hold: at creation, at every edit (the
 * vendor's help asks for "the same roles as the OAuth Client you plan to edit") and for a new secret. Whether the guard binds a caller that is a
 * client-credentials client itself, and whether it compares ids or permissions, is unverified: two switches say so. An acceptance test of the
 * vendor's Terraform provider, which runs with client credentials, takes care to use a role that its client holds: a hint that it does.
 */
export function requireHeldRoles(
  org: Org,
  switches: Pick<Switches, "escalationGuard" | "escalationGuardForUsers">,
  caller: Caller,
  roleIds: readonly string[],
  text: string = GUARD_TEXTS.write,
): void {
  const guard = caller.userId === undefined ? switches.escalationGuard : switches.escalationGuardForUsers;
  if (guard === "off") return;
  const held = guard === "role" ? holdsRole : holdsPermissions;
  if (roleIds.every((roleId) => held(org, caller.subjectId, roleId))) return;
  throw new ApiError(400, "bad.client.role", text);
}

function holdsRole(org: Org, callerId: string, roleId: string): boolean {
  return org.effectiveGrantsOf(callerId).some((it) => it.roleId === roleId);
}

function holdsPermissions(org: Org, callerId: string, roleId: string): boolean {
  const role = org.role(roleId);
  return (
    role !== undefined &&
    [...permissionsOf(role), ...role.permissions].every((it) => permitsOf(org, callerId, it).length > 0)
  );
}
