/** The OAuth client that deploys, as the org shows it to itself. */
import { patternCovers } from "../values/pattern.ts";
import { parsePermission } from "../values/permission.ts";

export interface DeployerClient {
  readonly clientId: string;
  readonly name: string;
  /** In the API's spelling; absent where the org does not say. */
  readonly grantType?: string;
  /** `active`, `disabled`, `inactive`; absent where the org does not say. */
  readonly state?: string;
  /** The date on which the org is going to delete the client, as the org writes it. */
  readonly dateToDelete?: string;
  readonly grants: readonly DeployerGrant[];
}

export interface DeployerGrant {
  readonly roleId: string;
  readonly roleName: string;
  /** `*` is all divisions. */
  readonly divisionId: string;
  /** Absent where the org does not show what the role permits. */
  readonly policies?: readonly DeployerPolicy[];
}

export interface DeployerPolicy {
  readonly domain: string;
  /** Absent where the org does not say. */
  readonly entity?: string;
  readonly actions: readonly string[];
  /** It holds only under a condition. */
  readonly conditional: boolean;
}

/** The extent to which the deployer holds one permission: in which divisions, and whether only under a condition. */
export interface Hold {
  /** Ids of divisions, `*` for all; empty when it does not hold it. */
  readonly divisions: ReadonlySet<string>;
  /** Every way in which it holds it has a condition. */
  readonly conditional: boolean;
}

/** Stars of the deployer's own roles count. */
export function holdOf({ grants }: DeployerClient, permission: string): Hold {
  const ways = grants.flatMap(({ divisionId, policies = [] }) =>
    policies.filter((policy) => permits(policy, permission)).map(({ conditional }) => ({ divisionId, conditional })),
  );
  return {
    divisions: new Set(ways.map(({ divisionId }) => divisionId)),
    conditional: ways.length > 0 && ways.every(({ conditional }) => conditional),
  };
}

function permits({ domain, entity, actions }: DeployerPolicy, permission: string): boolean {
  const wanted = parsePermission(permission);
  if (wanted === undefined || entity === undefined) return false;
  return actions.some((action) => patternCovers({ domain, entity, action }, wanted));
}

/**
 * True for a role that lets its holder manage access at all (authorization:role, authorization:grant or oauth:client, stars included): the
 * deployer depends on it. One whose policies the org does not show counts as such.
 */
export function managesAccess({ policies }: Pick<DeployerGrant, "policies">): boolean {
  if (policies === undefined) return true;
  return policies.some(({ domain, entity }) => {
    const entities = { authorization: ["role", "grant", "*"], oauth: ["client", "*"], "*": ["*"] }[domain] ?? [];
    return entity === undefined ? entities.length > 0 : entities.includes(entity);
  });
}

/** Names of the roles whose policies the org does not show: what they permit is not known. */
export function opaqueRoles({ grants }: DeployerClient): string[] {
  return [...new Set(grants.flatMap(({ roleName, policies }) => (policies === undefined ? [roleName] : [])))];
}
