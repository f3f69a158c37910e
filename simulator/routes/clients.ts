/** OAuth clients: list, create, read, change, delete, and new secrets. */
import { randomUUID } from "node:crypto";
import { GUARD_TEXTS, requireHeldRoles } from "../access/escalationGuard.ts";
import { newSecret, sha256 } from "../access/secrets.ts";
import { readBody } from "../http/body.ts";
import { ApiError } from "../http/errors.ts";
import { wholePage } from "../http/paging.ts";
import { replaceGrants, requireGrantRoom } from "../org/grants.ts";
import type { Client } from "../org/orgData.ts";
import { type Call, param, type RouteTable } from "../route.ts";
import { ClientBody, content, pairsOf, requireNewClient, requireRoles } from "./clientBody.ts";
import { clientEntity, roleDivisions } from "./entities.ts";

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
 * leaves out what is empty (unverified against a live org). Changing the grant type in place works.
 */
function updateClient(call: Call): unknown {
  const { org, caller } = call;
  const client = requireClient(call);
  const body = readBody(ClientBody, call.body);
  const before = roleDivisions(org, client.id);
  if (client.state === "disabled") throw new ApiError(400, "bad.client.state", "Client is disabled.");
  // Roles exist for client-credentials clients only: any other acts as the user who signs in.
  const pairs = body.authorizedGrantType === "CLIENT-CREDENTIALS" ? (pairsOf(org, body) ?? before) : [];
  requireRoles(org, pairs, body);
  requireGrantRoom(org, "", pairs, call.switches);
  requireHeldRoles(org, call.switches, caller, idsOf([...before, ...pairs]));
  const { dateToDelete: _, ...kept } = client;
  const changed: Client = { ...kept, ...content(body), dateModified: org.timestamp(), modifiedBy: authorOf(call) };
  org.data.clients[org.data.clients.indexOf(client)] = changed;
  replaceGrants(org, { type: "PC_OAUTH_CLIENT", id: client.id }, pairs);
  return clientEntity(org, changed, shownSecret(call, client.id));
}

/** Only an inactive client can be deleted; its grants go with it (unverified against a live org). */
function deleteClient(call: Call): undefined {
  const { org } = call;
  const client = requireClient(call);
  if (client.state === "active") {
    throw new ApiError(400, "cannot.delete.client", "Clients must be marked as inactive to be eligible for deletion.");
  }
  org.data.clients = org.data.clients.filter(({ id }) => id !== client.id);
  org.data.grants = org.data.grants.filter(({ subjectId }) => subjectId !== client.id);
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
