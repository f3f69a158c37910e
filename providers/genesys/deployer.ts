/** The OAuth client whose credentials deploy: it must never saw off the branch it sits on. */
import type { GenesysClient } from "./client.ts";
import { type WireGrant, wireSubject, wireTokenInfo } from "./wire.ts";

export interface Deployer {
  readonly clientId: string;
  readonly name: string;
  /** Ids of all roles that it holds, itself or through a group. */
  readonly roleIds: ReadonlySet<string>;
  /** Those of them that let it manage access at all: losing one would lock it out of its own repair. */
  readonly ownRoleIds: ReadonlySet<string>;
}

export async function readDeployer(client: GenesysClient): Promise<Deployer> {
  const [{ OAuthClient }, { grants }] = await Promise.all([
    client.get("/api/v2/tokens/me", wireTokenInfo),
    client.get("/api/v2/authorization/subjects/me", wireSubject),
  ]);
  return {
    clientId: OAuthClient.id,
    name: OAuthClient.name,
    roleIds: new Set(grants.map(({ role }) => role.id)),
    ownRoleIds: new Set(grants.filter(({ role }) => managesAccess(role)).map(({ role }) => role.id)),
  };
}

/** authorization:role, authorization:grant or oauth:client, stars included; a role whose policies the org does not show counts as one. */
function managesAccess({ policies }: WireGrant["role"]): boolean {
  if (policies === null || policies === undefined) return true;
  return policies.some(({ domain, entityName }) => {
    const entities = { authorization: ["role", "grant", "*"], oauth: ["client", "*"], "*": ["*"] }[domain] ?? [];
    return entityName === null || entityName === undefined ? entities.length > 0 : entities.includes(entityName);
  });
}
