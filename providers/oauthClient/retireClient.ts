/** Taking a client out of the org: first inactive, then deleted. */
import { isStatus } from "../genesys/apiError.ts";
import type { Session } from "../genesys/session.ts";
import { wireClient } from "../genesys/wire.ts";
import { assertNotOwnClient } from "../guard.ts";
import { clientPath } from "./clientPath.ts";
import { toInactiveBody } from "./oauthClient.wire.ts";

/** Gone already is fine. The API refuses to delete an active client with 400 `cannot.delete.client`. */
export async function retireClient(session: Session, id: string): Promise<void> {
  await assertNotOwnClient(session, id, "delete");
  try {
    const client = await session.client.get(clientPath(id), wireClient);
    if (client.state !== "deleted") {
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
