/** Whether divisions limit permissions: what the org says of them, where that is more than the catalogue knows. */
import { type Reach, reachOf } from "../catalogue/reach.ts";
import type { DivisionAnswers } from "../resources/divisionAnswers.ts";
import { permittedSingles } from "../resources/rolePermits.ts";
import { patternCovers } from "../values/pattern.ts";
import { expandCompact, parsePermission } from "../values/permission.ts";
import { compareText } from "../values/text.ts";
import type { DesiredAccess } from "./desired.ts";
import type { OrgListing } from "./orgFacts.ts";

type Planned = Pick<DesiredAccess, "roles" | "clients" | "grants">;

/** Roles and grants with what the org answers of their permissions, where a grant is limited to divisions: elsewhere nobody asks. */
export function withDivisionAnswers({ roles, clients, grants }: Planned, listing: OrgListing | undefined): Planned {
  if (!listing) return { roles, clients, grants };
  const held = [...clients.flatMap((client) => Object.values(client.grants)), ...grants];
  const limited = new Set(
    held.flatMap(({ role, divisions }) => ("managed" in role && !("*" in divisions) ? [role.managed] : [])),
  );
  return {
    roles: roles.map((role) => {
      if (!limited.has(role.key)) return role;
      const lines = [...role.permissions, ...role.conditional.map(({ permission }) => permission)];
      return { ...role, ...divisionAnswers(lines.flatMap(expandCompact), listing) };
    }),
    clients,
    grants: grants.map((grant) =>
      grant.rolePermits && !("*" in grant.divisions)
        ? { ...grant, ...divisionAnswers(permittedSingles(grant.rolePermits), listing) }
        : grant,
    ),
  };
}

/**
 * The org's answers for single permissions and patterns, sorted; a list without one is absent. What the catalogue says as well is left out, so that
 * nothing changes where nothing is learnt.
 */
export function divisionAnswers(permissions: readonly string[], listing: OrgListing): DivisionAnswers {
  const learnt = [...new Set(permissions)].sort(compareText).flatMap((permission) => {
    const reach = reachOf(permission, membersIn(listing, permission), (single) => answerOf(listing, single));
    return reach === reachOf(permission) || reach === "unknown" ? [] : [{ permission, reach }];
  });
  const of = (wanted: Reach) => learnt.filter(({ reach }) => reach === wanted).map(({ permission }) => permission);
  const [divisionAware, notDivisionAware] = [of("limited"), of("leaks")];
  return {
    ...(divisionAware.length > 0 && { divisionAware }),
    ...(notDivisionAware.length > 0 && { notDivisionAware }),
  };
}

function answerOf(listing: OrgListing, single: string): "yes" | "no" | undefined {
  const aware = listing.get(single)?.divisionAware;
  return aware === undefined ? undefined : aware ? "yes" : "no";
}

/** What a pattern stands for in the org: more than the catalogue knows of it. */
function membersIn(listing: OrgListing, permission: string): string[] {
  const pattern = permission.includes("*") ? parsePermission(permission) : undefined;
  if (!pattern) return [];
  return [...listing.keys()].filter((single) => {
    const parsed = parsePermission(single);
    return parsed !== undefined && patternCovers(pattern, parsed);
  });
}
