import type { DesiredAccess } from "../../access/plan/desired.ts";
import { divisionAnswersOf } from "../../access/resources/divisionAnswers.ts";
import type { DesiredRoleDivisions } from "../../access/resources/roleDivisions.ts";

/** Type and inputs of a resource as the engine shows them to a policy pack. */
export interface ShownResource {
  readonly type: string;
  readonly inputs: Record<string, unknown>;
}

/** The resources of a plan, in the order in which the engine shows them: roles before what depends on them. */
export function resourcesOf({ organization, roles, clients, grants, development }: DesiredAccess): ShownResource[] {
  return [
    ...roles.map(({ key, path: _, beyondCatalogue, ...role }) =>
      shown("Role", {
        ...role,
        organization: organization.id,
        roleKey: key,
        ...(beyondCatalogue.length > 0 && { beyondCatalogue }),
      }),
    ),
    ...clients.map(({ key, path: _, generation, current: __, deliver: ___, grants: held, ...client }) =>
      shown("OAuthClient", {
        ...client,
        ...(generation > 1 && { generation }),
        organization: organization.id,
        clientKey: key,
        development,
        grants: Object.fromEntries(Object.entries(held).map(([roleKey, grant]) => [roleKey, roleDivisions(grant)])),
      }),
    ),
    ...grants.map(({ subjectType, subjectId, subjectKey, roleKey, existingRole, rolePermits, ...grant }) =>
      shown("RoleGrant", {
        organization: organization.id,
        subjectType,
        subjectId,
        subjectKey,
        roleKey,
        ...(existingRole !== undefined && { existingRole }),
        ...(rolePermits && { rolePermits }),
        ...divisionAnswersOf(grant),
        ...roleDivisions(grant),
      }),
    ),
  ];
}

function shown(name: string, inputs: Record<string, unknown>): ShownResource {
  return { type: `pulumi-nodejs:dynamic/genesyscloud:${name}`, inputs };
}

function roleDivisions({ divisions, justification, home }: DesiredRoleDivisions) {
  return {
    roleId: "role-id",
    divisions: Object.fromEntries(Object.keys(divisions).map((key) => [key, "division-id"])),
    ...(justification !== undefined && { justification }),
    ...(home && { home }),
  };
}
