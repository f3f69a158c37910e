/** The holdings of an org beyond the seed, one readable line for each thing; things that are there twice are two lines. */
import { type OrgData, seedOrg } from "../../simulator/index.ts";

/** Sorted lines, the seed org's own left out. Ids, dates and secrets are not compared: they are never the same twice. */
export function holdings(org: OrgData): string[] {
  const ofSeed = new Set(linesOf(seedOrg()));
  return linesOf(org).filter((line) => !ofSeed.has(line));
}

/** The lines of the seed org that are no longer there. */
export function lostFromSeed(org: OrgData): string[] {
  const present = new Set(linesOf(org));
  return linesOf(seedOrg()).filter((line) => !present.has(line));
}

function linesOf({ divisions, roles, clients, grants, users, groups }: OrgData): string[] {
  const names = new Map([...divisions, ...roles, ...clients, ...users, ...groups].map(({ id, name }) => [id, name]));
  const name = (id: string) => names.get(id) ?? id;
  return [
    ...divisions.filter(({ deleted }) => !deleted).map((it) => `division ${it.name}: ${it.description}`),
    ...roles.map((it) => `role ${it.name} ${permissionsOf(it).join(" ")}: ${it.description}`),
    ...clients.map((it) => `client ${it.name} ${it.authorizedGrantType} ${it.state}: ${it.description}`),
    ...grants.map((it) => `grant ${it.subjectType} ${name(it.subjectId)}: ${name(it.roleId)} @ ${name(it.divisionId)}`),
  ].sort();
}

function permissionsOf({ permissionPolicies }: OrgData["roles"][number]): string[] {
  return permissionPolicies
    .flatMap(({ domain, entityName, actionSet }) => actionSet.map((action) => `${domain}:${entityName}:${action}`))
    .sort();
}
