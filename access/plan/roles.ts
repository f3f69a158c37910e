/** Roles of a spec: those that the stack creates, and the role behind each role key of a grant. */

import { derivedPermissions } from "../intent/roleIntent.ts";
import type { FlawAtPath } from "../language/problem.ts";
import {
  isConditional,
  isExisting,
  permissionText,
  type Spec,
  type SpecManagedRole,
  type SpecPermission,
} from "../language/spec.ts";
import type { DesiredRole } from "../resources/role.ts";
import type { Ref } from "../resources/roleDivisions.ts";
import { type ConditionalPermission, mergeConditional } from "../values/condition.ts";
import { quote } from "../values/flaw.ts";
import { compactPermissions } from "../values/permission.ts";
import { compareText } from "../values/text.ts";
import { beyondCatalogue } from "./beyondCatalogue.ts";
import type { OrgFacts } from "./orgFacts.ts";

/** Managed roles, sorted by key. `held` are the permissions that the org lists; without them nothing counts as known beyond the catalogue. */
export function desiredRoles(spec: Spec, held: OrgFacts["permissions"]): DesiredRole[] {
  return Object.entries(spec.roles)
    .flatMap(([key, role]) => (isExisting(role) ? [] : [desiredRole(key, role, held)]))
    .sort((a, b) => compareText(a.key, b.key));
}

function desiredRole(key: string, role: SpecManagedRole, held: OrgFacts["permissions"]): DesiredRole {
  const { name, adopted, description, purpose, access, permissions } = role;
  const written = permissions.flatMap((line) => (isConditional(line) ? [] : [permissionText(line)]));
  return {
    key,
    path: ["roles", key],
    ...(adopted !== undefined && { adopted }),
    name,
    description: description ?? purpose ?? "",
    ...(purpose !== undefined && { purpose }),
    access,
    permissions: compactPermissions([...written, ...derivedPermissions(role)]),
    conditional: conditional(permissions),
    // A permission that neither org nor catalogue lists is a finding of the rule unknown-permission, which names the nearest and can be waived.
    beyondCatalogue: beyondCatalogue(permissions, held),
  };
}

/** The lines under a condition: neither their order nor that inside a condition means anything. */
function conditional(permissions: readonly SpecPermission[]): ConditionalPermission[] {
  return mergeConditional(permissions.filter(isConditional));
}

export interface RoleRefs {
  readonly byKey: ReadonlyMap<string, Ref>;
  readonly flaws: readonly FlawAtPath[];
}

/** The role behind each role key: one that the stack makes, or one of the org. Existing roles that the org lacks are flaws, and missing here. */
export function roleRefs(spec: Spec, org: OrgFacts["roles"]): RoleRefs {
  const byKey = new Map<string, Ref>();
  const flaws: FlawAtPath[] = [];
  for (const [key, role] of Object.entries(spec.roles)) {
    const matches = isExisting(role)
      ? org.filter(({ id, name }) => role.existing === name || role.existing.toLowerCase() === id)
      : [];
    const [found, ...more] = matches;
    if (!isExisting(role)) byKey.set(key, { managed: key });
    else if (found && more.length === 0) byKey.set(key, { id: found.id });
    else flaws.push(missingRole(key, role.existing, matches.length));
  }
  return { byKey, flaws };
}

function missingRole(key: string, existing: string, count: number): FlawAtPath {
  const path = ["roles", key, "existing"];
  if (count === 0) {
    const fix = "Write the name or id of a role of the org, or define the role here.";
    return { code: "role-not-found", message: `the org has no role ${quote(existing)}`, fix, path };
  }
  const message = `the org has ${count} roles with the name ${quote(existing)}`;
  return { code: "ambiguous-role", message, fix: "Write the id of the one that is meant.", path };
}
