/** Permissions of the stack's roles that the catalogue knows and the org does not list: only the org says what it has. */
import { expandPermissionPattern } from "../catalogue/permissions.ts";
import { isExisting, type Spec } from "../language/spec.ts";
import type { OrgListing } from "../plan/orgFacts.ts";
import { desiredRoles } from "../plan/roles.ts";
import { patternCovers } from "../values/pattern.ts";
import { expandCompact, parsePermission } from "../values/permission.ts";
import type { YamlPath } from "../values/yamlPath.ts";
import type { Lack } from "./finding.ts";

/**
 * One for each permission, at the first role that has it. A pattern is told where the org lists nothing that it stands for; what the catalogue does
 * not know either is refused by the rule unknown-permission.
 */
export function unlistedLacks(spec: Spec, listing: OrgListing): Lack[] {
  const holders = new Map<string, string[]>();
  const planned = new Map(desiredRoles(spec, undefined).map((role) => [role.key, role]));
  for (const key of Object.keys(spec.roles)) {
    const { permissions = [], conditional = [] } = planned.get(key) ?? {};
    const lines = [...permissions, ...conditional.map(({ permission }) => permission)];
    for (const single of new Set(lines.flatMap(expandCompact))) {
      if (isListed(single, listing) || expandPermissionPattern(single).length === 0) continue;
      holders.set(single, [...(holders.get(single) ?? []), key]);
    }
  }
  return [...holders].map(([permission, keys]) => lackOf(permission, keys, spec));
}

function isListed(permission: string, listing: OrgListing): boolean {
  const pattern = permission.includes("*") ? parsePermission(permission) : undefined;
  if (!pattern) return listing.has(permission);
  return [...listing.keys()].some((single) => {
    const parsed = parsePermission(single);
    return parsed !== undefined && patternCovers(pattern, parsed);
  });
}

function lackOf(permission: string, [first = "", ...more]: readonly string[], spec: Spec): Lack {
  const also = more.length > 0 ? ` (also in ${more.map((key) => `roles.${key}`).join(", ")})` : "";
  return {
    level: "warning",
    about: "org",
    code: "permission-not-listed",
    message: `this org does not list ${permission.includes("*") ? `anything that ${permission} stands for` : permission}${also}: its product is not bought, or the feature is not switched on. The org may refuse the role, or the permission opens nothing`,
    fix: "Have the product added to the org, or take the permission out.",
    permissions: [permission],
    ...placeOf(permission, first, spec),
  };
}

/** The line that gives it, or the role where a profile or an endpoint does. */
function placeOf(permission: string, key: string, { roles }: Spec): { readonly path: YamlPath; readonly atKey?: true } {
  const role = roles[key];
  const lines = role && !isExisting(role) ? role.permissions : [];
  const index = lines.findIndex((line) =>
    expandCompact(typeof line === "string" ? line : line.permission).includes(permission),
  );
  return index < 0 ? { path: ["roles", key], atKey: true } : { path: ["roles", key, "permissions", index] };
}
