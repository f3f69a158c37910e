/** OAuth clients: list, create, read, change, delete, and new secrets. */
import { randomUUID } from "node:crypto";
import { GUARD_TEXTS, requireHeldRoles } from "../access/escalationGuard.ts";
import { newSecret, sha256 } from "../access/secrets.ts";
import { limit } from "../catalogue/limits.ts";
import { readBody } from "../http/body.ts";
import { ApiError } from "../http/errors.ts";
import { wholePage } from "../http/paging.ts";
import { replaceGrants, requireGrantRoom } from "../org/grants.ts";
import type { Org } from "../org/org.ts";
import type { Client } from "../org/orgData.ts";
import { type Call, param, type RouteTable } from "../route.ts";
import { ClientBody, content, pairsOf, requireNewClient, requireRoles, requireScope } from "./clientBody.ts";
import { clientEntity, roleDivisions } from "./entities.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

export const clientRoutes: RouteTable = {
  "GET /api/v2/oauth/clients": listClients,
  "POST /api/v2/oauth/clients": createClient,
  "GET /api/v2/oauth/clients/{clientId}": getClient,
  "PUT /api/v2/oauth/clients/{clientId}": updateClient,
  "DELETE /api/v2/oauth/clients/{clientId}": deleteClient,
  "POST /api/v2/oauth/clients/{clientId}/secret": rotateSecret,
};

/** No query parameters at all, so everything comes on one page. */
function listClients({ org, path }: Call): unknown {
  return wholePage(
    path,
    org.data.clients.map((it) => clientEntity(org, it)),
  );
}

function createClient(call: Call): unknown {
  const { org, caller } = call;
  const body = readBody(ClientBody, call.body);
  const pairs = body.authorizedGrantType === "CLIENT-CREDENTIALS" ? (pairsOf(org, body) ?? []) : [];
  requireNewClient(org, body, call.switches.mostClients);
  requireScope(body, call.switches.scopesRequired);
  requireRoles(org, pairs, body);
  requireGrantRoom(org, "", pairs, call.switches);
  requireHeldRoles(org, call.switches, caller, idsOf(pairs));
  const [id, secret, now, by] = [randomUUID(), newSecret(), org.timestamp(), authorOf(call)];
  const born = { id, secretSha256: sha256(secret), state: "active" as const, dateCreated: now, createdBy: by };
  const client: Client = { ...born, ...content(body), dateModified: now, modifiedBy: by };
  org.data.clients.push(client);
  org.rememberSecret(id, secret);
  replaceGrants(org, { type: "PC_OAUTH_CLIENT", id }, pairs);
  return clientEntity(org, client, secret);
}

function getClient(call: Call): unknown {
  const client = requireClient(call);
  return clientEntity(call.org, client, shownSecret(call, client.id));
}

/**
 * A replace, except that an absent `roleDivisions` leaves the roles and an absent `state` leaves the state: the vendor's Terraform provider
 * leaves out what is empty (unverified against a live org). Changing the grant type in place works. A deleted client that is still there is
 * restored by the state `active`: the console does it, and which call that is nobody published.
 */
function updateClient(call: Call): unknown {
  const { org, caller } = call;
  const client = requireClient(call);
  const body = readBody(ClientBody, call.body);
  const before = roleDivisions(org, client.id);
  if (client.state === "disabled") throw new ApiError(400, "bad.client.state", "Client is disabled.");
  requireScope(body, call.switches.scopesRequired);
  // Roles exist for client-credentials clients only: any other acts as the user who signs in.
  const pairs = body.authorizedGrantType === "CLIENT-CREDENTIALS" ? (pairsOf(org, body) ?? before) : [];
  requireRoles(org, pairs, body);
  requireGrantRoom(org, "", pairs, call.switches);
  requireHeldRoles(org, call.switches, caller, idsOf([...before, ...pairs]));
  const { dateToDelete, ...rest } = client;
  const going = isGoing(client) && body.state !== "active";
  const kept = { ...rest, ...(going && { dateToDelete }) };
  const asked = { ...content(body), ...(going && { state: client.state }) };
  const changed: Client = { ...kept, ...asked, dateModified: org.timestamp(), modifiedBy: authorOf(call) };
  org.data.clients[org.data.clients.indexOf(client)] = changed;
  replaceGrants(org, { type: "PC_OAUTH_CLIENT", id: client.id }, pairs);
  return clientEntity(org, changed, shownSecret(call, client.id));
}

/**
 * Only an inactive client can be deleted; its grants go with it (unverified against a live org). An older one stays for seven days where the
 * switch says so; deleting it once more changes nothing.
 */
function deleteClient(call: Call): undefined {
  const { org, switches } = call;
  const client = requireClient(call);
  if (client.state === "active") {
    throw new ApiError(400, "cannot.delete.client", "Clients must be marked as inactive to be eligible for deletion.");
  }
  if (isGoing(client) && switches.deletedClientStays !== "no") return;
  const old = org.now() - Date.parse(client.dateCreated) > limit("client-deletion-age-days") * DAY_MS;
  if (switches.deletedClientStays === "no" || !old) return removeClient(org, client.id);
  client.state = switches.deletedClientStays;
  client.dateToDelete = new Date(org.now() + limit("client-deletion-days") * DAY_MS).toISOString();
}

/** True for a client that was deleted and can still be restored. */
function isGoing({ state, dateToDelete }: Client): boolean {
  return state === "deleted" || (state === "inactive" && dateToDelete !== undefined);
}

/** Removes the clients whose last day is over. */
export function removeGoneClients(org: Org): boolean {
  const gone = org.data.clients.filter(
    (client) => isGoing(client) && Date.parse(client.dateToDelete ?? "") <= org.now(),
  );
  for (const { id } of gone) removeClient(org, id);
  return gone.length > 0;
}

function removeClient(org: Org, id: string): undefined {
  org.data.clients = org.data.clients.filter((client) => client.id !== id);
  org.data.grants = org.data.grants.filter(({ subjectId }) => subjectId !== id);
}

/** The old secret stops working at once. */
function rotateSecret(call: Call): unknown {
  const client = requireClient(call);
  requireHeldRoles(call.org, call.switches, call.caller, idsOf(roleDivisions(call.org, client.id)), GUARD_TEXTS.secret);
  const secret = newSecret();
  Object.assign(client, {
    secretSha256: sha256(secret),
    dateModified: call.org.timestamp(),
    modifiedBy: authorOf(call),
  });
  call.org.rememberSecret(client.id, secret);
  return clientEntity(call.org, client, secret);
}

function idsOf(pairs: readonly { readonly roleId: string }[]): string[] {
  return pairs.map(({ roleId }) => roleId);
}

function requireClient(call: Call): Client {
  const client = call.org.client(param(call, "clientId"));
  if (client === undefined) throw new ApiError(404, "client.not.found", "Client was not found.");
  return client;
}

/** The author of a new or changed client: the user, or the calling client. */
function authorOf({ caller }: Call): Client["createdBy"] {
  const { userId, client } = caller;
  return userId === undefined
    ? { id: client.id, selfUri: `/api/v2/oauth/clients/${client.id}` }
    : { id: userId, selfUri: `/api/v2/users/${userId}` };
}

/** The state before mid-2025, when GET and PUT told the secret. Only secrets made in this run are known. */
function shownSecret({ org, switches }: Call, clientId: string): string | undefined {
  return switches.secretOnRead ? org.secretOf(clientId) : undefined;
}
