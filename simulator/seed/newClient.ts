/** The clients that an org has at its start. */
import { sha256 } from "../access/secrets.ts";
import { limit } from "../catalogue/limits.ts";
import type { Client } from "../org/orgData.ts";

/** The date on which everything that the org starts with was made. */
export const BORN = "2026-05-01T08:00:00.000Z";

export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly name: string;
}

/** A client-credentials client that a user of the org made. */
export function newClient(from: Credentials, description: string, userId: string): Client {
  const by = { id: userId, selfUri: `/api/v2/users/${userId}` };
  return {
    id: from.clientId,
    name: from.name,
    description,
    authorizedGrantType: "CLIENT-CREDENTIALS",
    secretSha256: sha256(from.clientSecret),
    accessTokenValiditySeconds: limit("access-token-seconds-default"),
    registeredRedirectUri: [],
    scope: [],
    state: "active",
    dateCreated: BORN,
    dateModified: BORN,
    createdBy: by,
    modifiedBy: by,
  };
}
