/** What planning asks of an org, answered by a reading of it. */

import type { OrgFacts, OrgListing } from "../../access/plan/orgFacts.ts";
import { readConditionNode } from "../../access/resources/conditionNode.ts";
import type { RolePermits } from "../../access/resources/rolePermits.ts";
import type { Snapshot, SnapshotRole } from "../../access/snapshot/model.ts";
import { type ConditionalPermission, mergeConditional } from "../../access/values/condition.ts";
import { compactPermissions } from "../../access/values/permission.ts";
import { sortedOnce } from "../../access/values/text.ts";
import { NOT_READABLE_PERMISSIONS } from "./texts.ts";

/** @param listing what the org says of its permissions; without it nobody vouches for what the catalogue does not know */
export function factsOfSnapshot(snapshot: Snapshot, listing: OrgListing | undefined): OrgFacts {
  const named = snapshot.people.filter(({ name }) => name !== null);
  const users = named.filter(({ kind }) => kind === "user");
  const groups = named.filter(({ kind }) => kind === "group");
  const conditionless = [...(listing ?? [])].flatMap(([permission, { allowsConditions }]) =>
    allowsConditions === false ? [permission] : [],
  );
  return {
    organization: { id: snapshot.organization.id, name: snapshot.organization.name },
    divisions: snapshot.divisions.map(({ id, name, home }) => ({ id, name, homeDivision: home })),
    roles: snapshot.roles.map((role) => ({ id: role.id, name: role.name, permits: permitsOf(role) })),
    users: new Map(users.map(({ id, name }) => [(name ?? "").toLowerCase(), id])),
    groups: new Map(
      [...Map.groupBy(groups, ({ name }) => name ?? "")].map(([name, all]) => [name, all.map(({ id }) => id).sort()]),
    ),
    clients: snapshot.clients.map(({ id, name, grantType }) => ({ id, name, grantType })),
    deployerClientId: snapshot.readBy.clientId,
    ...(listing && { listing, permissions: new Set(listing.keys()), conditionless: new Set(conditionless) }),
  };
}

/** As the program pins what a role permits that the stack only refers to. */
function permitsOf({ name, general, policies }: SnapshotRole): RolePermits {
  const lines: string[] = [];
  const limited: ConditionalPermission[] = [];
  for (const { domain, entity, actions, condition: stored } of policies ?? []) {
    const condition = readConditionNode(stored);
    for (const action of actions) {
      const permission = `${domain}:${entity}:${action}`;
      if (condition) limited.push({ permission, condition });
      else lines.push(permission);
    }
  }
  const conditional = mergeConditional(limited);
  const flags = sortedOnce([...general, ...(policies === null ? [NOT_READABLE_PERMISSIONS] : [])]);
  return {
    name,
    permissions: compactPermissions(lines),
    ...(conditional.length > 0 && { conditional }),
    ...(flags.length > 0 && { general: flags }),
  };
}
