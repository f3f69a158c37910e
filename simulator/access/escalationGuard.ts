/** The guard against escalation, a switch of the simulator: nobody hands out a role that they do not hold. */
import { ApiError } from "../http/errors.ts";
import type { Org } from "../org/org.ts";
import type { Switches } from "../switches.ts";
import { permitsOf } from "./authoriser.ts";
import { permissionsOf } from "./policies.ts";

/**
 * Throws 403 when the caller hands out a role that it does not hold. That the guard exists is known from the vendor's own tools; its status,
 * code and text, and whether it compares ids or permissions, are unverified: this is the one place to correct.
 */
export function requireHeldRoles(
  org: Org,
  guard: Switches["escalationGuard"],
  callerId: string,
  roleIds: readonly string[],
): void {
  if (guard === "off") return;
  const held = guard === "role" ? holdsRole : holdsPermissions;
  const lacking = roleIds.filter((roleId) => !held(org, callerId, roleId));
  if (lacking.length === 0) return;
  throw new ApiError(
    403,
    "not.authorized",
    `You are not authorized to assign roles that you do not hold: [${lacking.join(", ")}]`,
  );
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
