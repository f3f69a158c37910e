/** The org's objects in the form of the API's answers. Absent fields are left out, lists are never null. */

import type { Org } from "../org/org.ts";
import type { Client, Division, Grant, Policy, Role, User } from "../org/orgData.ts";

/** A division; `*` has neither name nor existence, only an id. */
export function divisionEntity(org: Org, id: string): Record<string, unknown> {
  const selfUri = `/api/v2/authorization/divisions/${id}`;
  const division = org.data.divisions.find((it) => it.id === id);
  return division === undefined ? { id, homeDivision: false, selfUri } : fullDivision(division);
}

export function fullDivision({ id, name, description, homeDivision }: Division): Record<string, unknown> {
  return { id, name, description, homeDivision, selfUri: `/api/v2/authorization/divisions/${id}` };
}

/** The short form that queues, users and other objects carry. */
export function divisionReference(org: Org, id: string): Record<string, unknown> {
  return {
    id,
    name: org.data.divisions.find((it) => it.id === id)?.name ?? "",
    selfUri: `/api/v2/authorization/divisions/${id}`,
  };
}

export function roleEntity(org: Org, role: Role, withUserCount: boolean): Record<string, unknown> {
  const { id, name, description, defaultRoleId, permissions, permissionPolicies, roleNeedsUpdate } = role;
  return {
    id,
    name,
    description,
    ...(defaultRoleId === undefined ? {} : { defaultRoleId }),
    permissions,
    permissionPolicies,
    ...(withUserCount ? { userCount: usersHolding(org, id).length } : {}),
    roleNeedsUpdate,
    default: defaultRoleId !== undefined,
    // No public source says what `base` means.
    base: false,
    selfUri: `/api/v2/authorization/roles/${id}`,
  };
}

/** Ids of users who hold the role themselves, each once. */
export function usersHolding(org: Org, roleId: string): string[] {
  const holders = org.data.grants.filter((it) => it.roleId === roleId && it.subjectType === "PC_USER");
  return [...new Set(holders.map(({ subjectId }) => subjectId))];
}

/** Without the secret unless the switch says so: the API shows it only when it is made. */
export function clientEntity(org: Org, client: Client, secret?: string): Record<string, unknown> {
  const { secretSha256: _, ...shown } = client;
  return {
    ...shown,
    roleDivisions: roleDivisions(org, client.id),
    ...(secret === undefined ? {} : { secret }),
    selfUri: `/api/v2/oauth/clients/${client.id}`,
  };
}

/** A client's roleDivisions and its PC_OAUTH_CLIENT grants are the same data (inferred from the vendor's clients). */
export function roleDivisions(org: Org, clientId: string): { roleId: string; divisionId: string }[] {
  return org.grantsOf(clientId).map(({ roleId, divisionId }) => ({ roleId, divisionId }));
}

/** A grant with its role: `policies[].actions` here, where the role itself says `permissionPolicies[].actionSet`. */
export function grantEntity(org: Org, grant: Grant): Record<string, unknown> {
  const role = org.role(grant.roleId);
  return {
    subjectId: grant.subjectId,
    division: divisionEntity(org, grant.divisionId),
    role: {
      id: grant.roleId,
      name: role?.name ?? "",
      description: role?.description ?? "",
      policies: (role?.permissionPolicies ?? []).map(grantPolicy),
      default: role?.defaultRoleId !== undefined,
      selfUri: `/api/v2/authorization/roles/${grant.roleId}`,
    },
    grantMadeAt: grant.grantMadeAt,
  };
}

function grantPolicy({
  domain,
  entityName,
  actionSet,
  resourceConditionNode: condition,
}: Policy): Record<string, unknown> {
  return { actions: actionSet, domain, entityName, ...(condition === undefined ? {} : { condition }) };
}

export function userEntity(org: Org, user: User): Record<string, unknown> {
  const { id, name, email, title, department, divisionId, state = "active" } = user;
  return {
    id,
    name,
    division: divisionReference(org, divisionId),
    email,
    username: email,
    title,
    department,
    state,
    version: 1,
    acdAutoAnswer: false,
    selfUri: `/api/v2/users/${id}`,
  };
}
