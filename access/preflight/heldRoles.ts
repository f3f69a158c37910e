/**
 * Genesys Cloud lets nobody make or change a client with roles that they do not hold themselves: the vendor's help says so for users. Whether it
 * binds client credentials, and whether roles or permissions are compared, is unverified against a live org, so this is advice. It names, for
 * every client of the stack, the one grant that a person would have to make.
 */

import { isExisting, type Spec } from "../language/spec.ts";
import { quote } from "../values/flaw.ts";
import { clientRolesPage } from "./console.ts";
import type { DeployerClient } from "./deployer.ts";
import type { Lack } from "./finding.ts";

/** The roles that each client of the stack gets and the deployer does not hold: one finding per client, so that each names its grant. */
export function heldRoleLacks({ clients, roles }: Spec, { clientId, name, grants }: DeployerClient): Lack[] {
  const held = new Set(grants.flatMap(({ roleId, roleName }) => [roleId, roleName]));
  return Object.entries(clients).flatMap(([key, client]): Lack[] => {
    if (isExisting(client)) return [];
    const needed = client.grants.flatMap(({ role: roleKey }) => {
      const role = roles[roleKey];
      return role === undefined ? [] : [isExisting(role) ? role.existing : role.name];
    });
    const lacking = [...new Set(needed)].filter((text) => !held.has(text)).map(quote);
    if (lacking.length === 0) return [];
    const named = lacking.length === 1 ? `the role ${lacking[0]}` : `the roles ${lacking.join(", ")}`;
    return [
      {
        level: "advice",
        code: "role-not-held",
        message: `the deployer does not hold ${named} of this client itself; an org that guards handing out roles refuses to make the client, to change it and to renew its secret (unverified for client credentials)`,
        fix: `If an update ends with 400 bad.client.role, an administrator grants ${named} to the deploying client ${quote(name)} (id ${clientId}), in one division, and you run the update again: ${clientRolesPage(name)}.`,
        path: ["clients", key],
        atKey: true,
      },
    ];
  });
}
