/** What of the live org a spec needs to be planned. */

import { isExisting, type Spec } from "../language/spec.ts";
import { sortedOnce } from "../values/text.ts";
import { notInCatalogue } from "./beyondCatalogue.ts";
import type { OrgNeeds } from "./orgFacts.ts";

/** The existing users, groups, roles and clients that the spec names: sorted, each once. Divisions are always read in full. */
export function orgNeeds(spec: Spec): OrgNeeds {
  const permissions = sortedOnce(
    Object.values(spec.roles).flatMap((role) => (isExisting(role) ? [] : notInCatalogue(role.permissions))),
  );
  return {
    users: sortedOnce(Object.keys(spec.users)),
    groups: sortedOnce(Object.keys(spec.groups)),
    roles: sortedOnce(Object.values(spec.roles).flatMap((role) => (isExisting(role) ? [role.existing] : []))),
    clients: sortedOnce(Object.values(spec.clients).flatMap((client) => (isExisting(client) ? [client.existing] : []))),
    ...(permissions.length > 0 && { permissions }),
  };
}
