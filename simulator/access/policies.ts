/** The permission policies of roles: matching, stars, and the list of permissions. */
import { cataloguePermissions } from "../catalogue/permissions.ts";
import type { Policy, Role } from "../org/orgData.ts";

/** The policies of a role that permit `domain:entity:action`. A star in entity or action counts; the API has no star for domains. */
export function policiesFor(role: Role, permission: string): Policy[] {
  const [domain, entity = "", action = ""] = permission.split(":");
  return role.permissionPolicies.filter(
    (policy) => policy.domain === domain && matches([policy.entityName], entity) && matches(policy.actionSet, action),
  );
}

function matches(written: readonly string[], wanted: string): boolean {
  return written.includes("*") || written.some((it) => it.toLowerCase() === wanted.toLowerCase());
}

/**
 * The policies as the vendor has stored them since June 2026: a star becomes the explicit actions, in one policy per entity. Conditions are kept here; the vendor
 * announced that they may be dropped (unverified). A star over something the catalogue does not know stays a star.
 */
export function expandStars(policies: readonly Policy[]): Policy[] {
  return policies.flatMap((policy) => {
    if (policy.entityName !== "*" && !policy.actionSet.includes("*")) return [policy];
    const known = cataloguePermissions().filter(
      ({ domain, entity, action }) =>
        domain === policy.domain && matches([policy.entityName], entity) && matches(policy.actionSet, action),
    );
    const entities = [...new Set(known.map(({ entity }) => entity))];
    const expanded = entities.map((entityName) => ({
      ...policy,
      entityName,
      actionSet: known.filter(({ entity }) => entity === entityName).map(({ action }) => action),
    }));
    return expanded.length > 0 ? expanded : [policy];
  });
}

/** Every permission of the catalogue that the role permits, as text; what the escalation guard compares. */
export function permissionsOf(role: Role): string[] {
  return expandStars(role.permissionPolicies).flatMap(({ domain, entityName, actionSet }) =>
    actionSet.map((action) => `${domain}:${entityName}:${action}`),
  );
}
