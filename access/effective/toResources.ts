/** A plan as the resources that a deployment would register: what is planned can then be compared with what a state or an org holds. */
import type { DesiredAccess } from "../plan/desired.ts";
import type { DesiredClient } from "../resources/client.ts";
import type { DesiredGrant } from "../resources/grant.ts";
import { RESOURCE_TYPES, UNKNOWN_VALUE } from "../resources/resourceTypes.ts";
import type { DesiredRoleDivisions, Ref } from "../resources/roleDivisions.ts";
import type { ResourceInputs } from "./fromResources.ts";

/** Ids of what the stack makes itself are not known yet, as in a preview of a new stack; keys join them. */
export function toResources(desired: DesiredAccess): ResourceInputs[] {
  const organization = desired.organization.id;
  return [
    ...desired.divisions.map(({ key, path: _, ...division }) => ({
      type: RESOURCE_TYPES.division,
      inputs: { organization, divisionKey: key, ...division },
    })),
    ...desired.roles.map(({ key, path: _, beyondCatalogue: __, ...role }) => ({
      type: RESOURCE_TYPES.role,
      inputs: { organization, roleKey: key, ...role },
    })),
    ...desired.clients.map((client) => ({ type: RESOURCE_TYPES.client, inputs: clientInputs(client, organization) })),
    ...desired.grants.map((grant) => ({ type: RESOURCE_TYPES.grant, inputs: grantInputs(grant, organization) })),
  ];
}

function clientInputs({ key, path: _, grants, ...client }: DesiredClient, organization: string) {
  const held = Object.entries(grants).map(([role, grant]) => [role, roleDivisions(grant)]);
  return { organization, clientKey: key, ...client, grants: Object.fromEntries(held) };
}

function grantInputs(grant: DesiredGrant, organization: string) {
  const { subjectType, subjectId, subjectKey, roleKey, existingRole } = grant;
  const existing = existingRole === undefined ? {} : { existingRole };
  return { organization, subjectType, subjectId, subjectKey, roleKey, ...existing, ...roleDivisions(grant) };
}

function roleDivisions({ role, divisions }: DesiredRoleDivisions) {
  const ids = Object.entries(divisions).map(([key, ref]) => [key, idOf(ref)]);
  return { roleId: idOf(role), divisions: Object.fromEntries(ids) };
}

function idOf(ref: Ref): string {
  return "id" in ref ? ref.id : UNKNOWN_VALUE;
}
