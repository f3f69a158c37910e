/** Facts of a plan: what the program and the command line evaluate before anything is registered with the engine. */
import { expandCompact } from "../access/permission.ts";
import type {
  DesiredAccess,
  DesiredClient,
  DesiredGrant,
  DesiredRole,
  DesiredRoleDivisions,
} from "../access/plan/desired.ts";
import type { ClientFacts, Facts, GrantFacts, RoleFacts, RoleGrantFacts } from "./facts.ts";

export function factsFromPlan(desired: DesiredAccess): Facts[] {
  const roles = new Map(desired.roles.map((role) => [role.key, roleFacts(role)]));
  return [
    ...roles.values(),
    ...desired.clients.map((client) => clientFacts(client, desired.development, roles)),
    ...desired.grants.map((grant) => grantFacts(grant, roles)),
  ];
}

function roleFacts({ key, name, description, access, permissions, conditional }: DesiredRole): RoleFacts {
  const lines = [...permissions, ...conditional.map(({ permission }) => permission)];
  return {
    kind: "role",
    key,
    name,
    description,
    access,
    permissions: lines.flatMap(expandCompact),
    beyondCatalogue: [],
  };
}

function clientFacts(client: DesiredClient, development: boolean, roles: ReadonlyMap<string, RoleFacts>): ClientFacts {
  return {
    kind: "client",
    key: client.key,
    name: client.name,
    access: client.access,
    grantType: client.authorizedGrantType,
    scopes: client.scope,
    redirectUris: client.registeredRedirectUri,
    tokenLifetime: client.accessTokenValiditySeconds,
    development,
    dataProtection: { nativeMasking: false },
    grants: Object.entries(client.grants).map(([roleKey, grant]) => roleGrantFacts(roleKey, grant, roles)),
  };
}

const SUBJECT_SECTIONS = { PC_USER: "users", PC_GROUP: "groups", PC_OAUTH_CLIENT: "clients" } as const;

function grantFacts(grant: DesiredGrant, roles: ReadonlyMap<string, RoleFacts>): GrantFacts {
  return {
    kind: "grant",
    key: `${SUBJECT_SECTIONS[grant.subjectType]}/${grant.subjectKey}`,
    grants: [roleGrantFacts(grant.roleKey, grant, roles)],
  };
}

function roleGrantFacts(
  roleKey: string,
  { divisions, justification }: DesiredRoleDivisions,
  roles: ReadonlyMap<string, RoleFacts>,
): RoleGrantFacts {
  const role = roles.get(roleKey);
  return {
    roleKey,
    ...(role && { role: { name: role.name, access: role.access, permissions: role.permissions } }),
    divisions: Object.keys(divisions),
    allDivisions: "*" in divisions,
    home: false,
    ...(justification !== undefined && { justification }),
  };
}
