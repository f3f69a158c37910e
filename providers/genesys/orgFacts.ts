/** Reads the facts of the live org that planning needs, and none about things that the spec does not name. */
import type { OrgFacts, OrgNeeds } from "../../access/plan/orgFacts.ts";
import { readRole } from "../role/readRole.ts";
import { isWholeRole, permitsOf } from "../role/role.wire.ts";
import type { GenesysClient } from "./client.ts";
import { readPages, readWhole, searchAll } from "./paging.ts";
import {
  wireClient,
  wireDivision,
  wireDomainPermissions,
  wireGroup,
  wireOrganization,
  wireRole,
  wireTokenInfo,
  wireUser,
} from "./wire.ts";

/** Values in one search; the vendor documents no limit, the body limit of 512000 bytes is far away. */
const SEARCH_BATCH = 50;

/** All reads go out together; a listing is not read when nothing in it is needed. */
export async function readOrgFacts(client: GenesysClient, needs: OrgNeeds): Promise<OrgFacts> {
  const [organization, token, divisions, roles, clients, users, groups, permissions, conditionless] = await Promise.all(
    [
      client.get("/api/v2/organizations/me", wireOrganization),
      client.get("/api/v2/tokens/me", wireTokenInfo),
      readPages(client, "/api/v2/authorization/divisions", wireDivision),
      readRoles(client, needs.roles),
      readClients(client, needs.clients),
      readUsers(client, needs.users),
      readGroups(client, needs.groups),
      readPermissions(client, needs.permissions ?? []),
      readConditionless(client, needs.conditional ?? []),
    ],
  );
  return {
    organization,
    divisions: divisions.map(({ id, name, homeDivision }) => ({ id, name, homeDivision: homeDivision === true })),
    roles,
    clients,
    users,
    groups,
    deployerClientId: token.OAuthClient.id,
    ...(permissions && { permissions }),
    ...(conditionless && { conditionless }),
  };
}

async function readRoles(client: GenesysClient, namesOrIds: readonly string[]): Promise<OrgFacts["roles"]> {
  if (namesOrIds.length === 0) return [];
  const roles = await readPages(client, "/api/v2/authorization/roles", wireRole, { userCount: false });
  const needed = new Set(namesOrIds);
  const named = roles.filter(({ id, name }) => needed.has(id) || needed.has(name));
  return Promise.all(
    named.map(async (role) => {
      const whole = isWholeRole(role) ? role : await readRole(client, role.id);
      return { id: role.id, name: role.name, permits: permitsOf(whole) };
    }),
  );
}

async function readClients(client: GenesysClient, ids: readonly string[]): Promise<OrgFacts["clients"]> {
  if (ids.length === 0) return [];
  const clients = await readWhole(client, "/api/v2/oauth/clients", wireClient);
  const needed = new Set(ids);
  // The listing may still show clients that were deleted.
  return clients.filter(({ id, state }) => needed.has(id) && state !== "deleted").map(({ id, name }) => ({ id, name }));
}

/** The listing has one entity per domain; its filter is undocumented in what it matches, so that all pages are read. */
async function readPermissions(
  client: GenesysClient,
  needed: readonly string[],
): Promise<ReadonlySet<string> | undefined> {
  if (needed.length === 0) return undefined;
  const domains = await readPages(client, "/api/v2/authorization/permissions", wireDomainPermissions);
  return new Set(
    domains.flatMap(({ domain, permissionMap }) =>
      Object.entries(permissionMap ?? {}).flatMap(([entity, permissions]) =>
        permissions.map(({ action }) => `${domain}:${entity}:${action}`),
      ),
    ),
  );
}

/** The needed permissions of which the org says that they take no condition. One that it does not list, or says nothing of, is not among them. */
async function readConditionless(
  client: GenesysClient,
  needed: readonly string[],
): Promise<ReadonlySet<string> | undefined> {
  if (needed.length === 0) return undefined;
  const wanted = new Set(needed);
  const domains = await readPages(client, "/api/v2/authorization/permissions", wireDomainPermissions);
  const denied = domains.flatMap(({ domain, permissionMap }) =>
    Object.entries(permissionMap ?? {}).flatMap(([entity, permissions]) =>
      permissions
        .filter(({ allowsConditions }) => allowsConditions === false)
        .map(({ action }) => `${domain}:${entity}:${action}`),
    ),
  );
  return new Set(denied.filter((permission) => wanted.has(permission)));
}

async function readUsers(client: GenesysClient, emails: readonly string[]): Promise<OrgFacts["users"]> {
  const needed = new Set(emails.map((email) => email.toLowerCase()));
  const found = await searchExact(client, "/api/v2/users/search", wireUser, "email", [...needed]);
  const byEmail = found.map(({ id, email }) => [email.toLowerCase(), id] as const);
  const byName = found.map(({ id, username }) => [username.toLowerCase(), id] as const);
  // The user name is unique in an org, the e-mail of a profile need not be: the user name comes last and wins.
  return new Map([...byEmail, ...byName].filter(([email]) => needed.has(email)));
}

async function readGroups(client: GenesysClient, names: readonly string[]): Promise<OrgFacts["groups"]> {
  const found = await searchExact(client, "/api/v2/groups/search", wireGroup, "name", [...new Set(names)]);
  const groups = new Map<string, readonly string[]>();
  for (const { id, name } of found) {
    // The search may ignore case; a grant must not go to another group because of that.
    if (names.includes(name)) groups.set(name, [...(groups.get(name) ?? []), id].sort());
  }
  return groups;
}

async function searchExact<T>(
  client: GenesysClient,
  path: string,
  entity: Parameters<typeof searchAll<T>>[2],
  field: string,
  values: readonly string[],
): Promise<T[]> {
  const batches = Array.from({ length: Math.ceil(values.length / SEARCH_BATCH) }, (_, index) =>
    values.slice(index * SEARCH_BATCH, (index + 1) * SEARCH_BATCH),
  );
  const found = await Promise.all(
    batches.map((batch) => searchAll(client, path, entity, [{ type: "EXACT", fields: [field], values: batch }])),
  );
  return found.flat();
}
