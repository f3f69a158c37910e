/** Reads the facts of the live org that planning needs, and none about things that the spec does not name. */
import type { OrgPermission } from "../../access/language/orgCatalogue.ts";
import type {
  NamedSection,
  OrgClient,
  OrgFacts,
  OrgListing,
  OrgNamed,
  OrgNames,
  OrgNeeds,
  OrgRole,
} from "../../access/plan/orgFacts.ts";
import { readRole } from "../role/readRole.ts";
import { isWholeRole, permitsOf } from "../role/role.wire.ts";
import { GenesysApiError, isStatus } from "./apiError.ts";
import type { GenesysClient } from "./client.ts";
import { isGoing } from "./goingClient.ts";
import { readPages, readWhole, searchAll } from "./paging.ts";
import {
  type WireDomainPermissions,
  wireClient,
  wireCount,
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

/**
 * All reads go out together once the org is known to be the one of the spec; a listing is not read when nothing in it is needed. Of another org
 * only its id and name are read: whoever plans with these facts is told the mismatch, and nothing that follows from it.
 *
 * @param known the org that the credentials belong to, where it is read already
 */
export async function readOrgFacts(
  client: GenesysClient,
  needs: OrgNeeds,
  known?: OrgFacts["organization"],
): Promise<OrgFacts> {
  const reading = () => client.get("/api/v2/organizations/me", wireOrganization);
  if (needs.organization === undefined) {
    const [organization, facts] = await Promise.all([known ?? reading(), readFacts(client, needs)]);
    return { organization, ...facts };
  }
  const organization = known ?? (await reading());
  return { organization, ...(isOrgOf(needs, organization) ? await readFacts(client, needs) : NOTHING) };
}

/** True where the needs are those of a spec for this org, or of no certain one. */
export function isOrgOf({ organization }: OrgNeeds, { id }: OrgFacts["organization"]): boolean {
  return organization === undefined || organization === id.toLowerCase();
}

type FactsInside = Omit<OrgFacts, "organization">;

const NOTHING: FactsInside = {
  divisions: [],
  roles: [],
  clients: [],
  users: new Map(),
  groups: new Map(),
  deployerClientId: "",
};

async function readFacts(client: GenesysClient, needs: OrgNeeds): Promise<FactsInside> {
  const wants = (section: NamedSection) => needs.names?.includes(section) === true;
  const [token, divisions, roles, clients, users, groups, listing, mostDivisions] = await Promise.all([
    client.get("/api/v2/tokens/me", wireTokenInfo),
    readPages(client, "/api/v2/authorization/divisions", wireDivision),
    readRoles(client, needs.roles, wants("roles")),
    readClients(client, needs.clients, wants("clients")),
    readUsers(client, needs.users),
    readGroups(client, needs.groups),
    readListing(client, needs),
    wants("divisions") ? readDivisionsLimit(client) : undefined,
  ]);
  const names: OrgNames = {
    ...(wants("divisions") && { divisions: divisions.map(named) }),
    ...(roles.names && { roles: roles.names }),
    ...(clients.names && { clients: clients.names }),
  };
  return {
    divisions: divisions.map(({ id, name, homeDivision }) => ({ id, name, homeDivision: homeDivision === true })),
    roles: roles.found,
    clients: clients.found,
    users,
    groups,
    deployerClientId: token.OAuthClient.id,
    ...((needs.permissions ?? []).length > 0 && listing && { permissions: new Set(listing.keys()) }),
    ...(needs.conditional && listing && { conditionless: conditionlessOf(needs.conditional, listing) }),
    ...(needs.listing && listing && { listing }),
    ...(needs.names && { names }),
    ...(mostDivisions !== undefined && { mostDivisions }),
  };
}

function named({ id, name, description }: OrgNamed): OrgNamed {
  return { id, name, description };
}

/** What a spec names must be read; what only warns early may be refused. */
async function listed<T>(isNeeded: boolean, reading: Promise<T>): Promise<T | undefined> {
  if (isNeeded) return reading;
  return reading.catch((error: unknown) => {
    if (isStatus(error, 403)) return undefined;
    throw error;
  });
}

async function readRoles(client: GenesysClient, namesOrIds: readonly string[], wantsNames: boolean) {
  if (namesOrIds.length === 0 && !wantsNames) return { found: [] };
  const reading = readPages(client, "/api/v2/authorization/roles", wireRole, { userCount: false });
  const roles = await listed(namesOrIds.length > 0, reading);
  const needed = new Set(namesOrIds);
  const asked = (roles ?? []).filter(({ id, name }) => needed.has(id) || needed.has(name));
  const found: readonly OrgRole[] = await Promise.all(
    asked.map(async (role) => {
      const whole = isWholeRole(role) ? role : await readRole(client, role.id);
      return { id: role.id, name: role.name, permits: permitsOf(whole) };
    }),
  );
  return { found, ...(wantsNames && roles && { names: roles.map(named) }) };
}

/** The org's own number. It only warns early: where the org does not say it, or not as a number, nothing is known. */
async function readDivisionsLimit(client: GenesysClient): Promise<number | undefined> {
  try {
    return await client.get("/api/v2/authorization/divisions/limit", wireCount);
  } catch (error) {
    // Without an answer, or with refused credentials, the reads beside it fail as well.
    if (error instanceof GenesysApiError && ![0, 401].includes(error.status)) return undefined;
    throw error;
  }
}

/** The listing may still show clients that were deleted: nothing is granted to them, and their names are free. */
async function readClients(client: GenesysClient, ids: readonly string[], wantsNames: boolean) {
  if (ids.length === 0 && !wantsNames) return { found: [] };
  const clients = await listed(ids.length > 0, readWhole(client, "/api/v2/oauth/clients", wireClient));
  const standing = (clients ?? []).filter((one) => !isGoing(one, client.serverNow()));
  const needed = new Set(ids);
  const found: readonly OrgClient[] = standing
    .filter(({ id }) => needed.has(id))
    .map(({ id, name, authorizedGrantType }) => ({ id, name, grantType: authorizedGrantType }));
  return { found, ...(wantsNames && clients && { names: standing.map(named) }) };
}

/** The listing has one entity per domain; its filter is undocumented in what it matches, so that all pages are read. */
async function readListing(client: GenesysClient, needs: OrgNeeds): Promise<OrgListing | undefined> {
  const isNeeded = [...(needs.permissions ?? []), ...(needs.conditional ?? [])].length > 0;
  if (!isNeeded && !needs.listing) return undefined;
  const reading = readPages(client, "/api/v2/authorization/permissions", wireDomainPermissions);
  const domains = await listed(isNeeded, reading);
  return domains && new Map(domains.flatMap(permissionsOf));
}

/** Those of which the org says that they take no condition. */
function conditionlessOf(permissions: readonly string[], listing: OrgListing): ReadonlySet<string> {
  return new Set(permissions.filter((permission) => listing.get(permission)?.allowsConditions === false));
}

function permissionsOf({ domain, permissionMap }: WireDomainPermissions): [string, OrgPermission][] {
  return Object.entries(permissionMap ?? {}).flatMap(([entity, permissions]) =>
    permissions.map(({ action, divisionAware, allowsConditions }): [string, OrgPermission] => [
      `${domain}:${entity}:${action}`,
      {
        ...(typeof divisionAware === "boolean" && { divisionAware }),
        ...(typeof allowsConditions === "boolean" && { allowsConditions }),
      },
    ]),
  );
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
