/** OAuth clients: create, read, update and delete over the API. A managed client owns all its grants: they are part of it. */

import { CLIENT, type OAuthClientInputs, type OAuthClientOutputs } from "../../access/resources/client.ts";
import { assertAdoptedIsGone, leavesOrgAlone } from "../adopted.ts";
import { findOrGet } from "../findOrGet.ts";
import { isGoing } from "../genesys/goingClient.ts";
import type { Session } from "../genesys/session.ts";
import { type WireClient, type WireNewClient, wireClient, wireNewClient } from "../genesys/wire.ts";
import { goneOnUpdate } from "../gone.ts";
import { assertNotOwnClient } from "../guard.ts";
import { importAdvice } from "../importAdvice.ts";
import type { Lifecycle } from "../lifecycle.ts";
import { CLIENTS_PATH, clientPath } from "./clientPath.ts";
import { explainRefusal } from "./escalationGuard.ts";
import { grantsFromOrg } from "./grantsFromOrg.ts";
import { findLostCreates, replaces, retireLostCreates, tellDeleted } from "./lostCreate.ts";
import { fromWire, toBody } from "./oauthClient.wire.ts";
import { retireClient } from "./retireClient.ts";

/** A role that this run has just made may not be known everywhere in the org yet. */
const NEW_ROLE = { notYet: [404] };
/** Seconds before each look for the twin of a client whose first create was lost: listings may show it late. */
const TWIN_PATIENCE = [1, 4, 10];

export const oauthClientLifecycle: Lifecycle<OAuthClientInputs, OAuthClientOutputs> = {
  ...CLIENT,

  async create(session, inputs) {
    await assertNotThere(session, inputs);
    const { clients } = session.listings;
    const standing = [...(await clients.all()).values()];
    await retireLostCreates(session, inputs, standing);
    tellDeleted(session, inputs, standing);
    const { secret, ...client } = await explainRefusal(session, inputs, () => createOnce(session, inputs));
    // Without the secret: it is in the outputs and nowhere else.
    clients.wrote(client);
    const outs = { ...inputs, clientId: client.id, clientSecret: secret ?? null };
    return { id: client.id, outs: { ...outs, dateCreated: client.dateCreated ?? null } };
  },

  foresee: async (session, inputs) => {
    await assertNotThere(session, inputs);
    const lost = await findLostCreates(session, inputs, (await session.listings.clients.all()).values());
    return lost.map((client) => replaces(client, inputs));
  },

  async read(session, id, outs) {
    const client = await findClient(session, id);
    if (client === undefined) return undefined;
    const grants = await grantsFromOrg(session, outs.grants, client.roleDivisions ?? []);
    const inputs = fromWire(client, outs, grants);
    const dateCreated = client.dateCreated ?? outs.dateCreated;
    return { inputs, outs: { ...inputs, clientId: id, clientSecret: outs.clientSecret, dateCreated } };
  },

  async update(session, id, olds, news) {
    const body = toBody(news, "PUT", id);
    const before = CLIENT.inputs.safeParse(olds).data;
    if (before && before.state === undefined && leavesOrgAlone(id, news, [toBody(before, "PUT", id), body])) {
      return { ...news, clientId: id, clientSecret: olds.clientSecret, dateCreated: olds.dateCreated };
    }
    await assertNotOwnClient(session, id, "change");
    const put = () => session.client.put(clientPath(id), body, wireClient, NEW_ROLE);
    const client = await goneOnUpdate(`OAuth client "${news.name}"`, () => explainRefusal(session, news, put));
    session.listings.clients.wrote(client);
    if (client.dateToDelete)
      session.tell(
        `The OAuth client "${client.name}" (id ${id}) was changed, and the org is still going to delete it on ${client.dateToDelete}: take that day away in Genesys Cloud.`,
      );
    const dateCreated = client.dateCreated ?? olds.dateCreated;
    return { ...news, clientId: id, clientSecret: olds.clientSecret, dateCreated };
  },

  delete: (session, id) => retireClient(session, id),
};

/** Undefined = gone. */
async function findClient({ client, listings }: Session, id: string): Promise<WireClient | undefined> {
  const get = () => client.get(clientPath(id), wireClient);
  const hasGrants = ({ roleDivisions }: WireClient) => roleDivisions !== undefined;
  const found = await findOrGet(listings.clients, id, get, hasGrants);
  return found === undefined || isGoing(found, client.serverNow()) ? undefined : found;
}

function assertNotThere(session: Session, inputs: OAuthClientInputs): Promise<void> {
  return assertAdoptedIsGone({
    kind: "OAuth client",
    inputs,
    find: (id) => findClient(session, id),
    advice: ({ id, dateCreated = null }) =>
      importAdvice({ of: CLIENT, id, inputs, outputs: { clientId: id, clientSecret: null, dateCreated } }),
  });
}

/** Creates one client, never two: the client of a lost answer is retired before the next try, and looked for again after it. */
async function createOnce(session: Session, inputs: OAuthClientInputs): Promise<WireNewClient> {
  let lost = false;
  const created = await session.client.post(CLIENTS_PATH, toBody(inputs, "POST"), wireNewClient, {
    ...NEW_ROLE,
    recover: async () => {
      lost = true;
      await retireLostCreates(session, inputs, (await session.listings.clients.fresh()).values());
      // Even a client that was made is no result: its secret is lost.
      return undefined;
    },
  });
  if (lost) await retireTwins(session, inputs, created.id);
  return created;
}

/** A listing that shows the client that was made last is not late any more: clients that were made before would be in it. */
async function retireTwins(session: Session, inputs: OAuthClientInputs, id: string): Promise<void> {
  for (const seconds of TWIN_PATIENCE) {
    await session.client.sleep(seconds * 1000);
    const clients = await session.listings.clients.fresh();
    await retireLostCreates(session, inputs, clients.values(), id);
    if (clients.has(id)) return;
  }
}
