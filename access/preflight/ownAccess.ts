/** The deployer's own client and role: no stack manages what it is deployed with. */

import { isExisting, type Spec } from "../language/spec.ts";
import { quote } from "../values/flaw.ts";
import { type DeployerClient, managesAccess } from "./deployer.ts";
import type { Lack } from "./finding.ts";

/** A role of the spec that is the deployer's own, by name; a client that is, or may be, the deployer. */
export function ownAccessLacks(spec: Spec, deployer: DeployerClient): Lack[] {
  return [...roleLacks(spec, deployer), ...clientLacks(spec, deployer)];
}

function roleLacks({ roles }: Spec, { name, grants }: DeployerClient): Lack[] {
  const own = new Set(grants.filter(managesAccess).map(({ roleName }) => roleName));
  return Object.entries(roles).flatMap(([key, role]): Lack[] =>
    isExisting(role) || !own.has(role.name)
      ? []
      : [
          {
            level: "error",
            code: "deployers-own-role",
            message: `${quote(role.name)} is the role that lets the deployer ${quote(name)} manage access, and no stack changes what it is deployed with`,
            fix: "Give this role another name, or manage the deployer's role in a stack of its own with other credentials.",
            path: ["roles", key, "name"],
          },
        ],
  );
}

function clientLacks({ clients }: Spec, { clientId, name }: DeployerClient): Lack[] {
  return Object.entries(clients).flatMap(([key, client]): Lack[] => {
    const path = ["clients", key];
    if (isExisting(client)) {
      if (client.existing !== clientId.toLowerCase()) return [];
      const message = `${client.existing} is the client that deploys this spec, which cannot change its own roles`;
      const fix = "Remove the entry; grant roles to the deploying client in the console.";
      return [{ level: "error", code: "deployer-as-subject", message, fix, path, atKey: true }];
    }
    if (client.name !== name) return [];
    const message = `the client has the name of the deploying one, ${quote(name)}; if it is the same, every change of it is refused`;
    const fix = "Take it out of the spec if it is the deployer; else give it another name.";
    return [{ level: "warning", code: "deployers-name", message, fix, path: [...path, "name"] }];
  });
}
