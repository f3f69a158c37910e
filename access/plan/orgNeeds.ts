/** The users, groups, roles, clients and permissions that must be read from the org before this spec can be planned. */

import { isExisting, type Spec } from "../language/spec.ts";
import { sortedOnce } from "../values/text.ts";
import { notInCatalogue } from "./beyondCatalogue.ts";
import { conditionalSingles } from "./conditionless.ts";
import type { OrgNeeds } from "./orgFacts.ts";

/** All that the spec names of the org, sorted, each once; of permissions only those beyond the catalogue. Divisions are always read in full. */
export function orgNeeds(spec: Spec): OrgNeeds {
  const permissions = sortedOnce(
    Object.values(spec.roles).flatMap((role) => (isExisting(role) ? [] : notInCatalogue(role.permissions))),
  );
  const conditional = sortedOnce(
    Object.values(spec.roles).flatMap((role) => (isExisting(role) ? [] : conditionalSingles(role.permissions))),
  );
  return {
    users: sortedOnce(Object.keys(spec.users)),
    groups: sortedOnce(Object.keys(spec.groups)),
    roles: sortedOnce(Object.values(spec.roles).flatMap((role) => (isExisting(role) ? [role.existing] : []))),
    clients: sortedOnce(Object.values(spec.clients).flatMap((client) => (isExisting(client) ? [client.existing] : []))),
    ...(permissions.length > 0 && { permissions }),
    ...(conditional.length > 0 && { conditional }),
  };
}
