/** What of the live org a spec needs to be planned. */

import { isExisting, type Spec } from "../language/spec.ts";
import { compareText } from "../values/permission.ts";
import { notInCatalogue } from "./beyondCatalogue.ts";
import type { OrgNeeds } from "./orgFacts.ts";

/** The existing users, groups, roles and clients that the spec names: sorted, each once. Divisions are always read in full. */
export function orgNeeds(spec: Spec): OrgNeeds {
  const permissions = sorted(
    Object.values(spec.roles).flatMap((role) => (isExisting(role) ? [] : notInCatalogue(role.permissions))),
  );
  return {
    users: sorted(Object.keys(spec.users)),
    groups: sorted(Object.keys(spec.groups)),
    roles: sorted(Object.values(spec.roles).flatMap((role) => (isExisting(role) ? [role.existing] : []))),
    clients: sorted(Object.values(spec.clients).flatMap((client) => (isExisting(client) ? [client.existing] : []))),
    ...(permissions.length > 0 && { permissions }),
  };
}

function sorted(values: readonly string[]): string[] {
  return [...new Set(values)].sort(compareText);
}
