/** Facts of a plan: the program and the command line evaluate them before anything is registered with the engine. */

import { deliveryOf } from "../access/plan/deliveries.ts";
import type { DesiredAccess } from "../access/plan/desired.ts";
import type { DesiredClient } from "../access/resources/client.ts";
import { divisionAnswersOf } from "../access/resources/divisionAnswers.ts";
import type { DesiredGrant } from "../access/resources/grant.ts";
import type { DesiredRole } from "../access/resources/role.ts";
import type { DesiredRoleDivisions } from "../access/resources/roleDivisions.ts";
import { permittedSingles } from "../access/resources/rolePermits.ts";
import { withoutGeneration } from "../access/values/generation.ts";
import { expandCompact } from "../access/values/permission.ts";
import type { ClientFacts, Facts, GrantFacts, RoleFacts, RoleGrantFacts } from "./facts.ts";
import { mergeGenerations } from "./generations.ts";
import { makeStackFacts } from "./stackFacts.ts";
import { subjectKey } from "./subjectKey.ts";

/** Roles, clients, grants, and the stack that they make up as the last one. */
export function factsFromPlan(desired: DesiredAccess): Facts[] {
  const byKey = new Map(desired.roles.map((role) => [role.key, roleFacts(role)]));
  const roles = [...byKey.values()];
  const clients = mergeGenerations(desired.clients.map((client) => clientFacts(client, desired.development, byKey)));
  const grants = desired.grants.map((grant) => grantFacts(grant, byKey));
  const stack = makeStackFacts({
    key: desired.stack,
    organization: desired.organization.id,
    roles,
    clients,
    grants,
    existingClients: desired.grants.flatMap(({ subjectType, subjectKey: key, subjectId: id }) =>
      subjectType === "PC_OAUTH_CLIENT" ? [{ key, id }] : [],
    ),
    expectations: desired.expectations,
    userCalls: desired.userCalls ?? [],
    unusedPermissions: desired.unusedPermissions ?? [],
    deliveries: desired.clients.flatMap(({ key, deliver }) => (deliver ? [deliveryOf(key, deliver)] : [])),
  });
  return [...stack.roles, ...stack.clients, ...stack.grants, stack];
}

function roleFacts({ key, name, description, access, ...role }: DesiredRole): RoleFacts {
  const conditional = role.conditional.flatMap(({ permission }) => expandCompact(permission));
  return {
    kind: "role",
    key,
    name,
    description,
    access,
    permissions: [...role.permissions.flatMap(expandCompact), ...conditional],
    conditional,
    conditions: role.conditional,
    beyondCatalogue: role.beyondCatalogue,
    ...divisionAnswersOf(role),
  };
}

function clientFacts(client: DesiredClient, development: boolean, roles: ReadonlyMap<string, RoleFacts>): ClientFacts {
  const { owner, purpose, description, dataProtection } = client;
  return {
    kind: "client",
    key: client.key,
    name: withoutGeneration(client.name, client.generation),
    ...(owner !== undefined && { owner }),
    ...(purpose !== undefined && { purpose }),
    ...(description !== "" && { description }),
    access: client.access,
    grantType: client.authorizedGrantType,
    scopes: client.scope,
    redirectUris: client.registeredRedirectUri,
    tokenLifetime: client.accessTokenValiditySeconds,
    development,
    dataProtection: { nativeMasking: false, ...dataProtection },
    secrets: [{ generation: client.generation }],
    grants: Object.entries(client.grants).map(([roleKey, grant]) => roleGrantFacts(roleKey, grant, roles)),
  };
}

function grantFacts(grant: DesiredGrant, roles: ReadonlyMap<string, RoleFacts>): GrantFacts {
  const { existingRole, rolePermits } = grant;
  return {
    kind: "grant",
    key: subjectKey(grant.subjectType, grant.subjectKey),
    grants: [
      {
        ...roleGrantFacts(grant.roleKey, grant, roles),
        ...(existingRole !== undefined && { existingRole }),
        ...(rolePermits && {
          existingName: rolePermits.name,
          existingPermissions: permittedSingles(rolePermits),
          ...(rolePermits.general && { existingGeneral: rolePermits.general }),
        }),
        ...divisionAnswersOf(grant),
      },
    ],
  };
}

function roleGrantFacts(
  roleKey: string,
  { divisions, justification, home }: DesiredRoleDivisions,
  roles: ReadonlyMap<string, RoleFacts>,
): RoleGrantFacts {
  const role = roles.get(roleKey);
  return {
    roleKey,
    ...(role && {
      role: { name: role.name, access: role.access, permissions: role.permissions },
      ...divisionAnswersOf(role),
    }),
    divisions: Object.keys(divisions),
    allDivisions: "*" in divisions,
    home: home ?? false,
    ...(justification !== undefined && { justification }),
  };
}
