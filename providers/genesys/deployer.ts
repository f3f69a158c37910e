/** The OAuth client whose credentials deploy: it must never saw off the branch it sits on. */
import { type DeployerClient, type DeployerGrant, managesAccess } from "../../access/preflight/deployer.ts";
import type { GenesysClient } from "./client.ts";
import { type WireGrant, wireSubject, wireTokenInfo } from "./wire.ts";

export interface Deployer extends DeployerClient {
  /** Ids of all roles that it holds, itself or through a group. */
  readonly roleIds: ReadonlySet<string>;
  /** The roles among them that let it manage access at all: losing one would lock it out of its own repair. */
  readonly ownRoleIds: ReadonlySet<string>;
}

export async function readDeployer(client: GenesysClient): Promise<Deployer> {
  const [{ OAuthClient }, subject] = await Promise.all([
    client.get("/api/v2/tokens/me", wireTokenInfo),
    client.get("/api/v2/authorization/subjects/me", wireSubject),
  ]);
  const { id, name, authorizedGrantType, state, dateToDelete } = OAuthClient;
  const grants = subject.grants.map(toGrant);
  return {
    clientId: id,
    name,
    ...(authorizedGrantType && { grantType: authorizedGrantType }),
    ...(state && { state }),
    ...(dateToDelete && { dateToDelete }),
    grants,
    roleIds: new Set(grants.map(({ roleId }) => roleId)),
    ownRoleIds: new Set(grants.filter(managesAccess).map(({ roleId }) => roleId)),
  };
}

function toGrant({ role, division }: WireGrant): DeployerGrant {
  const policies = role.policies?.map(({ domain, entityName, actions, condition }) => ({
    domain,
    ...(entityName && { entity: entityName }),
    actions,
    conditional: condition !== undefined && condition !== null,
  }));
  return { roleId: role.id, roleName: role.name, divisionId: division.id, ...(policies && { policies }) };
}
