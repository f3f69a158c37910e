/** OAuth clients between our form and the API's. */

import type { ClientGrants, OAuthClientInputs } from "../../access/resources/client.ts";
import { withoutMarker } from "../../access/resources/marker.ts";
import { compareText, sortedOnce } from "../../access/values/text.ts";
import { storedDescription } from "../adopted.ts";
import type { WireClient } from "../genesys/wire.ts";

export interface RoleDivision {
  readonly roleId: string;
  readonly divisionId: string;
}

/** The grant type that scopes do not bind: a client-credentials client is limited by roles and divisions alone. */
const CLIENT_CREDENTIALS = "CLIENT-CREDENTIALS";

/**
 * Body of POST and PUT: the whole client, active, with its grants. Empty lists are left out of a POST, as the official provider does;
 * a PUT names them, because nobody documents that leaving one out empties it.
 *
 * Unverified against a live org: what the API does with scopes of a client-credentials client. They are sent as declared.
 *
 * @param id of the client that is changed
 */
export function toBody(inputs: OAuthClientInputs, method: "POST" | "PUT", id?: string): object {
  const { scope, registeredRedirectUri } = inputs;
  const roleDivisions = flattenGrants(inputs.grants);
  const sends = (list: readonly unknown[]) => list.length > 0 || method === "PUT";
  return {
    name: inputs.name,
    description: storedDescription(inputs, id),
    authorizedGrantType: inputs.authorizedGrantType,
    accessTokenValiditySeconds: inputs.accessTokenValiditySeconds,
    state: "active",
    ...(sends(scope) && { scope }),
    ...(sends(registeredRedirectUri) && { registeredRedirectUri }),
    ...(sends(roleDivisions) && { roleDivisions }),
  };
}

/** The same client, inactive: it gets no new tokens, and only then does the API delete it. */
export function toInactiveBody(client: WireClient): object {
  return {
    name: client.name,
    description: client.description,
    authorizedGrantType: client.authorizedGrantType,
    ...(client.accessTokenValiditySeconds && { accessTokenValiditySeconds: client.accessTokenValiditySeconds }),
    ...(client.scope.length > 0 && { scope: client.scope }),
    ...(client.registeredRedirectUri.length > 0 && { registeredRedirectUri: client.registeredRedirectUri }),
    ...(client.roleDivisions && { roleDivisions: client.roleDivisions }),
    state: "inactive",
  };
}

/** Pairs as the API wants them, each once, sorted. */
export function flattenGrants(grants: ClientGrants): RoleDivision[] {
  const pairs = Object.values(grants).flatMap(({ roleId, divisions }) =>
    Object.values(divisions).map((divisionId) => JSON.stringify([roleId, divisionId])),
  );
  return sortedOnce(pairs).map((pair) => {
    const [roleId, divisionId] = JSON.parse(pair) as [string, string];
    return { roleId, divisionId };
  });
}

/** Values that the API does not know, or may not tell. */
type Carried = Pick<
  OAuthClientInputs,
  | "organization"
  | "managedBy"
  | "adopted"
  | "clientKey"
  | "generation"
  | "access"
  | "development"
  | "owner"
  | "purpose"
  | "dataProtection"
  | "accessTokenValiditySeconds"
  | "scope"
>;

/** The org's client in the form of inputs; values that the API does not know are carried over from `before`. */
export function fromWire(client: WireClient, before: Carried, grants: ClientGrants): OAuthClientInputs {
  const { organization, managedBy, clientKey, generation, access, development, owner, purpose, dataProtection } =
    before;
  // An org that drops the scopes of such a client must not show a difference forever.
  const dropsScopes = client.authorizedGrantType === CLIENT_CREDENTIALS && client.scope.length === 0;
  return {
    organization,
    managedBy,
    ...(before.adopted !== undefined && { adopted: before.adopted }),
    clientKey,
    ...(generation !== undefined && { generation }),
    ...(owner !== undefined && { owner }),
    ...(purpose !== undefined && { purpose }),
    ...(dataProtection && { dataProtection }),
    access,
    development,
    name: client.name,
    description: withoutMarker(client.description, managedBy),
    authorizedGrantType: client.authorizedGrantType,
    accessTokenValiditySeconds: client.accessTokenValiditySeconds ?? before.accessTokenValiditySeconds,
    scope: dropsScopes ? before.scope : sortedOnce(client.scope),
    registeredRedirectUri: sortedOnce(client.registeredRedirectUri),
    grants: Object.fromEntries(Object.entries(grants).sort(([a], [b]) => compareText(a, b))),
    ...(client.state && client.state !== "active" && { state: client.state }),
  };
}
