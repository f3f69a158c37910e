/** The guard at the other calls that could hand out a role: a grant, an edit, a new secret. */
import { z } from "zod";
import { wireNewClient } from "../../../providers/genesys/wire.ts";
import { pathOf } from "../objects.ts";
import { type MadeClient, NotObserved, type Probe, type Tried } from "../probe.ts";
import type { Question } from "../question.ts";

export const guardGrant: Question = {
  id: "guard-grant",
  asks: "May the authorization API give a client a role that the deployer does not hold?",
  does: "grants a client of the probe such a role by bulkadd",
  async ask(probe) {
    return (await strangeGrant(probe)).granted;
  },
};

export const guardEdit: Question = {
  id: "guard-edit",
  asks: "Must the deployer hold the roles of a client that it edits, where the edit touches no role?",
  does: "changes the lifetime of the tokens of such a client",
  async ask(probe) {
    const client = await clientWithStrangeRole(probe);
    const { id, state: _, ...now } = await probe.readClient(client.id);
    const body = { ...bodyOf(now), accessTokenValiditySeconds: 7200 };
    return allowed(await probe.attempt(() => probe.client.put(pathOf("client", id), body, z.unknown())));
  },
};

export const guardSecret: Question = {
  id: "guard-secret",
  asks: "Must the deployer hold the roles of a client that it gives a new secret?",
  does: "gives such a client a new secret",
  async ask(probe) {
    const { id } = await clientWithStrangeRole(probe);
    const renew = () => probe.client.post(`${pathOf("client", id)}/secret`, {}, wireNewClient);
    const tried = await probe.attempt(renew);
    if (tried.ok) probe.secretOf(tried.value.secret);
    return allowed(tried);
  },
};

function allowed(tried: Tried<unknown>): boolean {
  if (!tried.ok && tried.error.code !== "bad.client.role") throw tried.error;
  return tried.ok;
}

/** The fields that a PUT takes, without what the org adds. */
function bodyOf({
  name,
  description,
  authorizedGrantType,
  scope,
  roleDivisions,
}: Omit<Awaited<ReturnType<Probe["readClient"]>>, "id" | "state">) {
  return {
    name,
    description,
    authorizedGrantType,
    ...(scope.length > 0 && { scope }),
    ...(roleDivisions && { roleDivisions }),
  };
}

function strangeGrant(probe: Probe): Promise<{ readonly client: MadeClient; readonly granted: boolean }> {
  return probe.once("strange grant", async () => {
    const role = (await probe.strangeRole()) ?? (await probe.role());
    const client = await probe.newClient();
    await probe.settle();
    const grant = { roleId: role.id, divisionId: (await probe.division()).id };
    const tried = await probe.attempt(() => probe.changeGrants(client.id, "bulkadd", [grant]));
    await probe.settle();
    return { client, granted: tried.ok };
  });
}

async function clientWithStrangeRole(probe: Probe): Promise<MadeClient> {
  const { client, granted } = await strangeGrant(probe);
  if (!granted) throw new NotObserved("no client with a role that the deployer does not hold could be made");
  return client;
}
