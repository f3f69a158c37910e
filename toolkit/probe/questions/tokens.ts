/** What ends a token. These questions share a client, and each takes it one step further: the order of the table is theirs. */
import { z } from "zod";
import { GenesysApiError } from "../../../providers/genesys/apiError.ts";
import type { GenesysClient, Met } from "../../../providers/genesys/client.ts";
import { wireNewClient } from "../../../providers/genesys/wire.ts";
import { toInactiveBody } from "../../../providers/oauthClient/oauthClient.wire.ts";
import { pathOf } from "../objects.ts";
import { type MadeClient, NotObserved, type Probe } from "../probe.ts";
import type { Question } from "../question.ts";

/** Asks for no permission. */
const OPEN = "/api/v2/organizations/me";

export const tokensAfterSecret: Question = {
  id: "tokens-after-new-secret",
  asks: "Does a token live on after its client got a new secret?",
  does: "logs in as a client of the probe, gives it a new secret and calls with the old token",
  async ask(probe) {
    const { id, caller } = await loggedIn(probe, await doomed(probe));
    const renewed = await probe.client.post(`${pathOf("client", id)}/secret`, {}, wireNewClient);
    probe.secretOf(renewed.secret);
    await probe.settle();
    return livesOn(caller);
  },
};

export const wrongLogin: Question = {
  id: "wrong-login",
  asks: "What does the login answer to a secret that is no longer right?",
  does: "logs in once with a made-up secret of a client of the probe",
  async ask(probe) {
    const { id } = await doomed(probe);
    const caller = probe.as({ id, name: "", secret: probe.secretOf("genesys-access-probe-wrong-secret") });
    return refusalOf(probe, caller?.client);
  },
};

export const activeDelete: Question = {
  id: "active-client-delete",
  asks: "May an active client be deleted?",
  does: "deletes an active client of the probe",
  async ask(probe) {
    const { id } = await probe.newClient();
    const tried = await probe.attempt(() => probe.delete("client", id));
    return tried.ok ? "allowed" : "refused";
  },
};

export const tokensAfterInactive: Question = {
  id: "tokens-after-inactive",
  asks: "Does a token live on after its client became inactive?",
  does: "logs in as a client of the probe, makes it inactive and calls with the token",
  async ask(probe) {
    const { caller } = await inactive(probe);
    return livesOn(caller);
  },
};

export const inactiveLogin: Question = {
  id: "inactive-login",
  asks: "What does the login answer to an inactive client?",
  does: "logs in as an inactive client of the probe",
  async ask(probe) {
    const { client } = await inactive(probe);
    return refusalOf(probe, probe.as(client)?.client);
  },
};

export const tokensAfterDelete: Question = {
  id: "tokens-after-delete",
  asks: "Does a token live on after its client was deleted?",
  does: "deletes the inactive client and calls with the token that it got before",
  async ask(probe) {
    const { id, caller } = await inactive(probe);
    await probe.delete("client", id);
    await probe.settle();
    return livesOn(caller);
  },
};

interface Caller {
  readonly client: GenesysClient;
  readonly met: Met[];
}

function doomed(probe: Probe): Promise<MadeClient> {
  return probe.once("doomed client", () => probe.newClient());
}

/** A client of the probe that has a token, and was made inactive since. */
function inactive(
  probe: Probe,
): Promise<{ readonly id: string; readonly client: MadeClient; readonly caller: Caller }> {
  return probe.once("inactive client", async () => {
    const client = await probe.newClient();
    const { id, caller } = await loggedIn(probe, client);
    await probe.client.put(pathOf("client", id), toInactiveBody(await probe.readClient(id)), z.unknown());
    await probe.settle();
    return { id, client, caller };
  });
}

async function loggedIn(probe: Probe, client: MadeClient): Promise<{ readonly id: string; readonly caller: Caller }> {
  const caller = probe.as(client);
  if (caller === undefined) throw new NotObserved("the org did not tell the secret of a new client");
  await caller.client.get(OPEN, z.unknown());
  return { id: client.id, caller };
}

/** The first answer tells: after a 401 the client logs in again by itself. */
async function livesOn({ client, met }: Caller): Promise<boolean> {
  const before = met.length;
  await client.get(OPEN, z.unknown()).catch((error: unknown) => {
    if (!(error instanceof GenesysApiError)) throw error;
  });
  const first = met[before];
  if (first === undefined || (first.status !== 401 && first.status >= 300) || first.status === 0)
    throw new NotObserved(`the call ended with ${first?.status ?? "no answer"}`);
  return first.status !== 401;
}

async function refusalOf(probe: Probe, client: GenesysClient | undefined): Promise<string> {
  if (client === undefined) throw new NotObserved("the org did not tell the secret of a new client");
  try {
    await client.get(OPEN, z.unknown());
  } catch (error) {
    if (!(error instanceof GenesysApiError) || error.status === 0 || error.status >= 500) throw error;
    // A login goes another way than calls of the API.
    const { method, path, status, code, detail } = error;
    probe.recorder.met({ method, path, status, code, detail, counters: {} });
    return `${status} ${/^[\w.]{1,40}$/.test(code) ? code : "without a code"}`;
  }
  return "allowed";
}
