/**
 * The vendor's role back-fill: with a release, roles that hold one permission get a new one. The vendor's release notes tell it (six permissions
 * for every role with `conversation:call:add` in February 2026); the org's role settings switch it off.
 */
import { policiesFor } from "../access/policies.ts";
import type { Org } from "./org.ts";

export interface Backfill {
  /** Every role that permits this ... */
  readonly holding: string;
  /** ... gets this, without a condition. Both as `domain:entity:action`. */
  readonly adds: string;
}

/** The names of the roles that were widened; none where the org's `backfillEnabled` is off. */
export function addPermissionToRoles(org: Org, { holding, adds }: Backfill): string[] {
  if (!org.data.settings.backfillEnabled) return [];
  const [domain = "", entityName = "", action = ""] = adds.split(":");
  const roles = org.data.roles.filter(
    (role) => policiesFor(role, holding).length > 0 && policiesFor(role, adds).length === 0,
  );
  for (const role of roles) {
    role.permissionPolicies = [...role.permissionPolicies, { domain, entityName, actionSet: [action] }];
  }
  return roles.map(({ name }) => name);
}
