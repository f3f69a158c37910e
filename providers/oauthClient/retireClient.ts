/** Taking a client out of the org: first inactive, then deleted. */
import { findOrGet } from "../findOrGet.ts";
import { isStatus } from "../genesys/apiError.ts";
import type { Session } from "../genesys/session.ts";
import { type WireClient, wireClient } from "../genesys/wire.ts";
import { assertNotOwnClient } from "../guard.ts";
import { clientPath } from "./clientPath.ts";
import { toInactiveBody } from "./oauthClient.wire.ts";

/**
 * Gone already is fine. The API refuses to delete an active client with 400 `cannot.delete.client`, and switching it off replaces all of
 * it: its values come from the listing that all clients share. The listing's age does no harm, because the client ends with the next call; one
 * that somebody switched on again since is refused by the org, and stays.
 */
export async function retireClient(session: Session, id: string): Promise<void> {
  await assertNotOwnClient(session, id, "delete");
  try {
    const get = () => session.client.get(clientPath(id), wireClient);
    const hasGrants = ({ roleDivisions }: WireClient) => roleDivisions !== undefined;
    const client = await findOrGet(session.listings.clients, id, get, hasGrants);
    if (client !== undefined && client.state !== "deleted") {
      if (client.state !== "inactive") {
        session.listings.clients.wrote(await session.client.put(clientPath(id), toInactiveBody(client), wireClient));
      }
      // The new state may take a moment to be seen.
      await session.client.delete(clientPath(id), { notYet: [400] });
    }
  } catch (error) {
    if (!isStatus(error, 404)) throw error;
  }
  session.listings.clients.deleted(id);
}
