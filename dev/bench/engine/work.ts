/**
 * The access that is deployed: each client has a role of its own with 20 reading permissions, granted in three divisions that the stack manages.
 * The same work as that of the Terraform measurements in `peer.ts`.
 */
import { SEED } from "../../../simulator/index.ts";
import { harmlessPermissions, permissionWindow, yamlOf } from "../harmless.ts";
import type { PlainResources } from "./plain/resources.ts";

export const PERMISSIONS_PER_ROLE = 20;

/** The divisions, roles, clients and grants that a stack declares at one moment of its life. */
export interface Work {
  readonly clients: number;
  /** Users who get one role each, ten users a role; none by default. */
  readonly users: number;
  readonly divisions: number;
  /** Three permissions of the first role are others. */
  readonly edited: boolean;
}

const USERS_PER_ROLE = 10;
let harmless: readonly string[] | undefined;

/** The stack's YAML. The clients' grants name the divisions by a selector: one that is added joins all of them. */
export function specOf(work: Work): string {
  const permissions = rolePermissions(work);
  const users = Array.from({ length: work.users }, (_, index) => index);
  return spec({ ...work, permissions, users });
}

/** The same resources for the plain project. */
export function plainOf(work: Work, provider: PlainResources["provider"]): PlainResources {
  return {
    provider,
    divisions: divisionNames(work.divisions).map((key) => ({ key, name: key, description: "Made by the benchmark" })),
    roles: rolePermissions(work).map((permissions, index) => {
      return { key: `role-${index}`, name: `Bench role ${index}`, description: purposeOf(index), permissions };
    }),
    clients: Array.from({ length: work.clients }, (_, index) => {
      return { key: `client-${index}`, name: `Client ${index}`, description: purposeOf(index), role: `role-${index}` };
    }),
  };
}

/** How many objects an org has more once the work is deployed: divisions, roles and clients. */
export function objectsOf(work: Work): number {
  return work.divisions + rolesOf(work) + work.clients;
}

function rolesOf({ clients, users }: Work): number {
  return clients + Math.ceil(users / USERS_PER_ROLE);
}

function rolePermissions(work: Work): string[][] {
  harmless ??= harmlessPermissions((permissions) =>
    spec({ clients: permissions.length, users: [], divisions: 3, permissions }),
  );
  const known = harmless;
  return Array.from({ length: rolesOf(work) }, (_, index) => {
    const own = permissionWindow(known, index, PERMISSIONS_PER_ROLE + 3);
    return index === 0 && work.edited ? own.slice(3) : own.slice(0, PERMISSIONS_PER_ROLE);
  });
}

interface Parts {
  readonly clients: number;
  readonly users: readonly number[];
  readonly divisions: number;
  readonly permissions: readonly (readonly string[])[];
}

function spec({ clients, users, divisions, permissions }: Parts): string {
  const grant = (role: number) => [{ role: `role-${role}`, divisions: { match: "Bench_*" } }];
  const client = (index: number) => ({
    name: `Client ${index}`,
    owner: "team@contoso.example",
    purpose: purposeOf(index),
    grantType: "client-credentials",
    grants: grant(index),
  });
  return yamlOf({
    organization: { id: SEED.organizationId },
    divisions: Object.fromEntries(
      divisionNames(divisions).map((name) => [name, { manage: true, description: "Made by the benchmark" }]),
    ),
    roles: Object.fromEntries(permissions.map((own, index) => [`role-${index}`, role(index, own)])),
    clients: Object.fromEntries(Array.from({ length: clients }, (_, index) => [`client-${index}`, client(index)])),
    ...(users.length > 0 && { users: Object.fromEntries(users.map((index) => userEntry(index, clients, grant))) }),
  });
}

function role(index: number, permissions: readonly string[]): object {
  return { name: `Bench role ${index}`, purpose: purposeOf(index), permissions };
}

function userEntry(index: number, clients: number, grant: (role: number) => object): [string, object] {
  return [`user-${index}@contoso.example`, { grants: grant(clients + Math.floor(index / USERS_PER_ROLE)) }];
}

function purposeOf(index: number): string {
  return `Reads for integration ${index}`;
}

function divisionNames(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `Bench_${index + 1}`);
}
