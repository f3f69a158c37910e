/** Taking a client out of the org: first inactive, then deleted. An older client is deleted and may stay for some days: that is told. */
import { findOrGet } from "../findOrGet.ts";
import { isStatus } from "../genesys/apiError.ts";
import { isGoing, mayStay, staysUntil } from "../genesys/goingClient.ts";
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
    if (client !== undefined && isGoing(client, session.client.serverNow())) {
      if (client.dateToDelete) session.tell(staysUntil(client));
    } else if (client !== undefined) {
      if (client.state !== "inactive") {
        session.listings.clients.wrote(await session.client.put(clientPath(id), toInactiveBody(client), wireClient));
      }
      // The new state may take a moment to be seen.
      await session.client.delete(clientPath(id), { notYet: [400] });
      if (mayStay(client, session.client.serverNow())) await tellIfItStays(session, id);
    }
  } catch (error) {
    if (!isStatus(error, 404)) throw error;
  }
  session.listings.clients.deleted(id);
}

/** The client is deleted by now: an answer that does not come changes nothing of that. */
async function tellIfItStays(session: Session, id: string): Promise<void> {
  const left = await session.client.get(clientPath(id), wireClient).catch(() => undefined);
  if (left && isGoing(left, session.client.serverNow())) session.tell(staysUntil(left));
}
