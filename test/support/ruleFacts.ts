import type {
  ClientFacts,
  FleetFacts,
  GrantFacts,
  RoleFacts,
  RoleGrantFacts,
  StackFacts,
} from "../../policies/facts.ts";

/** Facts that no rule objects to; each test damages one field. */
export function goodRole(damage: Partial<RoleFacts> = {}): RoleFacts {
  return {
    kind: "role",
    key: "reader",
    name: "Integration - Reader",
    description: "Names of queues",
    access: "read-only",
    permissions: ["routing:queue:view"],
    conditional: [],
    conditions: [],
    beyondCatalogue: [],
    ...damage,
  };
}

export function goodRoleGrant(permissions: readonly string[], damage: Partial<RoleGrantFacts> = {}): RoleGrantFacts {
  return {
    roleKey: "reader",
    role: { name: "Integration - Reader", access: "read-only", permissions },
    divisions: ["EMEA_Operations"],
    allDivisions: false,
    home: false,
    ...damage,
  };
}

export function goodClient(damage: Partial<ClientFacts> = {}): ClientFacts {
  return {
    kind: "client",
    key: "app",
    name: "App",
    owner: "team@contoso.example",
    purpose: "Names of queues for the report",
    access: "read-only",
    grantType: "CLIENT-CREDENTIALS",
    scopes: ["routing:readonly"],
    redirectUris: [],
    tokenLifetime: 3600,
    development: false,
    dataProtection: { nativeMasking: false },
    secrets: [{ generation: 1 }],
    grants: [goodRoleGrant(["routing:queue:view"])],
    ...damage,
  };
}

export function goodGrant(damage: Partial<GrantFacts> = {}): GrantFacts {
  return { kind: "grant", key: "groups/Team", grants: [goodRoleGrant(["routing:queue:view"])], ...damage };
}

export function goodStack(damage: Partial<StackFacts> = {}): StackFacts {
  return {
    kind: "stack",
    key: "prod",
    organization: "7c1d3c52-6f0e-4d53-9a3c-0d7be1f6a101",
    roles: [goodRole()],
    clients: [goodClient()],
    grants: [goodGrant()],
    existingClients: [],
    expectations: [],
    deliveries: [],
    userCalls: [],
    unusedPermissions: [],
    ...damage,
  };
}

export function fleetOf(...stacks: StackFacts[]): FleetFacts {
  return { kind: "fleet", key: "fleet", stacks };
}
