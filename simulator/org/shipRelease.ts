/** A release of the vendor reaches the org: names change, and roles with them, by nobody's hand. */
import { policiesFor } from "../access/policies.ts";
import { addPermissionToRoles } from "./backfill.ts";
import type { Org } from "./org.ts";
import type { Policy, Role } from "./orgData.ts";
import { type Release, replacementsOf } from "./vendor.ts";

/** The names of the roles that changed, sorted. */
export function shipRelease(org: Org, release: Release): string[] {
  org.vendor.take(release);
  const changed = new Set<string>();
  for (const { from, into } of replacementsOf(release)) {
    for (const role of org.data.roles.filter((it) => policiesFor(it, from).length > 0)) {
      replace(role, from, into);
      changed.add(role.name);
    }
  }
  for (const name of release.adds ?? []) {
    const everything = org.data.roles.find(({ defaultRoleId }) => defaultRoleId === "admin");
    if (everything && policiesFor(everything, name).length === 0) {
      everything.permissionPolicies = [...everything.permissionPolicies, policyOf(name)];
      changed.add(everything.name);
    }
  }
  for (const one of release.backfills ?? []) for (const name of addPermissionToRoles(org, one)) changed.add(name);
  return [...changed].sort();
}

/** Conditions stay with what takes the place. A star covers the new names as it covered the old one. */
function replace(role: Role, from: string, into: readonly string[]): void {
  const [domain = "", entityName = "", action = ""] = from.split(":");
  role.permissionPolicies = role.permissionPolicies.flatMap((policy): Policy[] => {
    if (policy.domain !== domain || policy.entityName !== entityName || !policy.actionSet.includes(action))
      return [policy];
    const rest = policy.actionSet.filter((it) => it !== action);
    return [
      ...(rest.length > 0 ? [{ ...policy, actionSet: rest }] : []),
      ...into.map((name) => ({ ...policy, ...policyOf(name) })),
    ];
  });
}

function policyOf(name: string): Policy {
  const [domain = "", entityName = "", action = ""] = name.split(":");
  return { domain, entityName, actionSet: [action] };
}
