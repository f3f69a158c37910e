/** Reading one role with its permissions. */

import { findOrGet } from "../findOrGet.ts";
import type { GenesysClient } from "../genesys/client.ts";
import type { Session } from "../genesys/session.ts";
import { type WireRole, wireRole } from "../genesys/wire.ts";
import { isWholeRole } from "./role.wire.ts";

export const ROLES_PATH = "/api/v2/authorization/roles";

export function rolePath(id: string): string {
  return `${ROLES_PATH}/${encodeURIComponent(id)}`;
}

/** By its id, whatever a listing says. */
export function readRole(client: GenesysClient, id: string): Promise<WireRole> {
  return client.get(rolePath(id), wireRole, { query: { userCount: false } });
}

/** From the shared listing where it shows all of the role; undefined = gone. */
export function findRole({ client, listings }: Session, id: string): Promise<WireRole | undefined> {
  return findOrGet(listings.roles, id, () => readRole(client, id), isWholeRole);
}
