/**
 * Genesys Cloud may let a client put on another only roles that it holds itself: the vendor's own tools work around such a guard. Whether it
 * holds for client credentials, and whether roles or permissions are compared, is unverified against a live org, so this is advice.
 */

import { isExisting, type Spec } from "../language/spec.ts";
import { quote } from "../values/flaw.ts";
import { clientRolesPage } from "./console.ts";
import type { DeployerClient } from "./deployer.ts";
import type { Lack } from "./finding.ts";

/** The roles that the stack's clients get and the deployer does not hold, in one finding at the first of the clients. */
export function heldRoleLacks({ clients, roles }: Spec, { name, grants }: DeployerClient): Lack[] {
  const held = new Set(grants.flatMap(({ roleId, roleName }) => [roleId, roleName]));
  const lacking = Object.entries(clients).flatMap(([key, client]) =>
    isExisting(client)
      ? []
      : client.grants.flatMap(({ role: roleKey }) => {
          const role = roles[roleKey];
          const text = role && (isExisting(role) ? role.existing : role.name);
          return text === undefined || held.has(text) ? [] : [{ key, text }];
        }),
  );
  const [first] = lacking;
  if (!first) return [];
  const names = [...new Set(lacking.map(({ text }) => quote(text)))].join(", ");
  return [
    {
      level: "advice",
      code: "role-not-held",
      message: `the deployer does not hold ${names} itself; an org that lets a client hand out only what it holds would refuse the client (unverified for client credentials)`,
      fix: `If an update ends with a 403 at a client, grant it these roles by hand and run the update again: ${clientRolesPage(name)}.`,
      path: ["clients", first.key],
      atKey: true,
    },
  ];
}
