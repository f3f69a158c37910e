/** The OAuth scopes that exist, and the authorisations that users gave to apps. */
import { type CatalogueScope, catalogueScopes } from "../catalogue/scopes.ts";
import { notFound } from "../http/errors.ts";
import type { Org } from "../org/org.ts";
import { type Call, param, type RouteTable } from "../route.ts";

export const oauthCatalogueRoutes: RouteTable = {
  "GET /api/v2/oauth/scopes": listScopes,
  "GET /api/v2/oauth/scopes/{scopeId}": getScope,
  // Users authorise apps in browser logins, which are not simulated: no app is ever authorised here.
  "GET /api/v2/oauth/authorizations": ({ path }) => ({ total: 0, entities: [], selfUri: path }),
  "GET /api/v2/oauth/authorizations/{clientId}": noAuthorization,
};

/** No paging here: `{total, entities, selfUri}`. */
function listScopes({ org, path }: Call): unknown {
  const entities = scopesOf(org).map(({ id, description }) => ({ id, description, selfUri: `${path}/${id}` }));
  return { total: entities.length, entities, selfUri: path };
}

/** Those of the catalogue, and those of later releases. */
function scopesOf({ vendor }: Org): CatalogueScope[] {
  return [...catalogueScopes(), ...[...vendor.scopes].map((id) => ({ id, description: "New" }))];
}

function getScope(call: Call): unknown {
  const id = param(call, "scopeId");
  const scope = scopesOf(call.org).find((it) => it.id === id);
  if (scope === undefined) throw notFound("scope", id);
  return { id, description: scope.description, selfUri: call.path };
}

function noAuthorization(call: Call): never {
  throw notFound("authorization for client", param(call, "clientId"));
}
