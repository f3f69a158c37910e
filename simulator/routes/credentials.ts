/** Credentials of integrations. The vendor's Terraform provider keeps the id and the secret of a new client in one; this org keeps no field of any. */
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { limit } from "../catalogue/limits.ts";
import { maybe, readBody } from "../http/body.ts";
import { notFound } from "../http/errors.ts";
import { cursorPage, page } from "../http/paging.ts";
import type { Credential } from "../org/orgData.ts";
import { type Call, param, type RouteTable } from "../route.ts";

export const credentialRoutes: RouteTable = {
  "GET /api/v2/integrations/credentials": ({ org, path, query }) =>
    page(path, query, org.data.credentials, credentialEntity),
  "GET /api/v2/integrations/credentials/listing": listByCursor,
  "GET /api/v2/integrations/credentials/types": ({ query }) => ({
    entities: TYPES.map((name) => ({ id: name, name })),
    pageSize: query.count("pageSize", limit("page-rows-default")),
    pageNumber: 1,
    total: TYPES.length,
    pageCount: 1,
  }),
  "POST /api/v2/integrations/credentials": createCredential,
  "GET /api/v2/integrations/credentials/{credentialId}": (call) => credentialEntity(requireCredential(call)),
  "PUT /api/v2/integrations/credentials/{credentialId}": updateCredential,
  "DELETE /api/v2/integrations/credentials/{credentialId}": deleteCredential,
};

/** Some of the vendor's types; another one is taken as it comes. */
const TYPES = ["basicAuth", "pureCloudOAuthClient", "userDefined", "userDefinedOAuth"];
const CredentialBody = z.looseObject({
  name: z.string().trim().min(1),
  type: z.looseObject({ id: maybe(z.string()), name: maybe(z.string()) }),
  credentialFields: maybe(z.record(z.string(), z.string())),
});

function listByCursor({ org, path, query }: Call): unknown {
  const byId = [...org.data.credentials].sort((a, b) => (a.id < b.id ? -1 : 1));
  return cursorPage(path, query, byId, credentialEntity);
}

function createCredential({ org, body }: Call): unknown {
  const { name, type } = readBody(CredentialBody, body);
  const [id, now] = [randomUUID(), org.timestamp()];
  const credential = { id, name, type: type.name ?? type.id ?? "", createdDate: now, modifiedDate: now };
  org.data.credentials.push(credential);
  return credentialEntity(credential);
}

function updateCredential(call: Call): unknown {
  const credential = requireCredential(call);
  const { name, type } = readBody(CredentialBody, call.body);
  Object.assign(credential, {
    name,
    type: type.name ?? type.id ?? credential.type,
    modifiedDate: call.org.timestamp(),
  });
  return credentialEntity(credential);
}

function deleteCredential(call: Call): undefined {
  const { id } = requireCredential(call);
  call.org.data.credentials = call.org.data.credentials.filter((credential) => credential.id !== id);
}

function requireCredential(call: Call): Credential {
  const id = param(call, "credentialId");
  const credential = call.org.data.credentials.find((it) => it.id === id);
  if (credential === undefined) throw notFound("credential", id);
  return credential;
}

function credentialEntity({ id, name, type, createdDate, modifiedDate }: Credential): unknown {
  return {
    id,
    name,
    createdDate,
    modifiedDate,
    type: { id: type, name: type },
    selfUri: `/api/v2/integrations/credentials/${id}`,
  };
}
