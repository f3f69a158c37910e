/**
 * Genesys Cloud lets nobody hand out a role that they do not hold: 400 `bad.client.role`, by the vendor's OpenAPI definition, also at an edit that
 * touches no role and for a new secret. Whether that binds a client-credentials client, and whether it compares roles or permissions, is unverified
 * against a live org: any other refusal of a client's roles that names no missing permission is explained so, too.
 */

import type { OAuthClientInputs } from "../../access/resources/client.ts";
import { GenesysApiError, isBeyondRoles, isStatus } from "../genesys/apiError.ts";
import type { Session } from "../genesys/session.ts";
import { ProviderError } from "../providerError.ts";

/** Nothing is ever granted to the deployer silently: the error says what a person may grant. */
export async function explainRefusal<T>(
  session: Session,
  inputs: OAuthClientInputs,
  write: () => Promise<T>,
): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const refused = isGuard(error) || (isStatus(error, 403) && error.permissions.length === 0 && !isBeyondRoles(error));
    if (!refused || Object.keys(inputs.grants).length === 0) throw error;
    throw new ProviderError(`${error.message} ${await hint(session, inputs)}`);
  }
}

function isGuard(error: unknown): error is GenesysApiError {
  return error instanceof GenesysApiError && error.status === 400 && error.code === "bad.client.role";
}

async function hint(session: Session, { grants }: OAuthClientInputs): Promise<string> {
  const { clientId, name, roleIds } = await session.deployer();
  const all = Object.entries(grants).map(([key, { roleId }]) => ({ key, roleId }));
  const lacking = all.filter(({ roleId }) => !roleIds.has(roleId));
  const named = (lacking.length > 0 ? lacking : all).map(({ key, roleId }) => `${key} (id ${roleId})`).join(", ");
  const what =
    lacking.length > 0 ? `it does not hold ${named}` : `it holds ${named}, but perhaps not in the divisions asked for`;
  return (
    `The org may let a client hand out only roles that it holds itself, and of the deploying client "${name}" (id ${clientId}) it is known that ${what}. ` +
    `Grant these roles to the deploying client in Genesys Cloud (Admin > Integrations > OAuth > "${name}" > Roles), then run the same command again.`
  );
}
