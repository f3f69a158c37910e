/** Guards that stop a step before it does harm: to the wrong org, or to the deployer's own access. */
import type { Session } from "./genesys/session.ts";
import { ProviderError } from "./providerError.ts";

/**
 * One stack, one org. Also before a read: with another org's credentials a refresh would find everything gone and forget it.
 *
 * @throws ProviderError naming both orgs
 */
export async function assertOrganization(session: Session, organization: string): Promise<void> {
  const { id, name } = await session.organization();
  if (id === organization) return;
  throw new ProviderError(
    `These credentials belong to the org "${name}" (id ${id}), but this stack manages the org with id ${organization}. ` +
      "Nothing was read or changed. Use the credentials of that org, or select the stack of this one.",
  );
}

/** @throws ProviderError when a stack that has resources in one org is pointed at another */
export function assertSameOrganization(before: unknown, after: unknown): void {
  if (before === undefined || after === undefined || before === after) return;
  throw new ProviderError(
    `This stack manages the org with id ${String(before)}; its spec now says ${String(after)}. ` +
      "Create a stack of its own for the other org, or restore organization.id in the spec.",
  );
}

/** @throws ProviderError when the client is the one that deploys */
export async function assertNotOwnClient(session: Session, clientId: string, action: string): Promise<void> {
  const deployer = await session.deployer();
  if (deployer.clientId !== clientId) return;
  throw new ProviderError(
    `Refused to ${action} the OAuth client "${deployer.name}" (id ${clientId}): it is the client that deploys this stack. ` +
      "Take it out of the spec, and manage it by hand or from another stack with other credentials.",
  );
}

/** @throws ProviderError when the role gives the deployer the right to manage roles, grants or clients */
export async function assertNotOwnRole(session: Session, roleId: string, action: string): Promise<void> {
  const deployer = await session.deployer();
  if (!deployer.ownRoleIds.has(roleId)) return;
  throw new ProviderError(
    `Refused to ${action} the role with id ${roleId}: the client that deploys this stack ("${deployer.name}") manages access with it and ` +
      "could lock itself out. Change that role by hand, or deploy with credentials that do not depend on it.",
  );
}
