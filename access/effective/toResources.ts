/** A plan as the resources that a deployment would register, so that it can be compared with a state or an org. */
import type { DesiredAccess } from "../plan/desired.ts";
import { CLIENT } from "../resources/client.ts";
import { DIVISION } from "../resources/division.ts";
import { GRANT } from "../resources/grant.ts";
import type { Registration, ResourceInputs } from "../resources/resourceType.ts";
import { ROLE } from "../resources/role.ts";
import { UNKNOWN_VALUE } from "../resources/unknown.ts";

/** Ids of what the stack makes itself are not known yet, as in a preview of a new stack; keys join them. */
export function toResources({ divisions, roles, clients, grants, ...desired }: DesiredAccess): ResourceInputs[] {
  const stack: Registration<string> = {
    organization: desired.organization.id,
    development: desired.development,
    managedBy: () => UNKNOWN_VALUE, // which project deploys it, nobody says here
    idOf: () => UNKNOWN_VALUE,
  };
  return [
    ...divisions.map((division) => ({ type: DIVISION.token, inputs: DIVISION.fromDesired(division, stack) })),
    ...roles.map((role) => ({ type: ROLE.token, inputs: ROLE.fromDesired(role, stack) })),
    ...clients.map((client) => ({ type: CLIENT.token, inputs: CLIENT.fromDesired(client, stack) })),
    ...grants.map((grant) => ({ type: GRANT.token, inputs: GRANT.fromDesired(grant, stack) })),
  ];
}
