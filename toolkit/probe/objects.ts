/** What a probe makes, as the org has it: found by the name of the run, and removed. */
import { z } from "zod";
import type { DeployerGrant } from "../../access/preflight/deployer.ts";
import { GenesysApiError, isStatus } from "../../providers/genesys/apiError.ts";
import type { GenesysClient } from "../../providers/genesys/client.ts";
import { readPages, readWhole } from "../../providers/genesys/paging.ts";
import { type WireClient, wireClient } from "../../providers/genesys/wire.ts";
import { toInactiveBody } from "../../providers/oauthClient/oauthClient.wire.ts";
import type { Kind } from "./ledger.ts";
import { prefixOf, runOf } from "./run.ts";

export const PATHS: Readonly<Record<Kind, string>> = {
  role: "/api/v2/authorization/roles",
  division: "/api/v2/authorization/divisions",
  client: "/api/v2/oauth/clients",
};

export const pathOf = (kind: Kind, id: string) => `${PATHS[kind]}/${encodeURIComponent(id)}`;

export interface Found {
  readonly kind: Kind;
  readonly id: string;
  readonly name: string;
}

/** A client that was deleted may be shown for days, without a way back but an administrator's. */
const named = z
  .object({
    id: z.string(),
    name: z.string().catch(""),
    state: z.string().nullish(),
    dateToDelete: z.string().nullish(),
  })
  .transform(({ id, name, state, dateToDelete }) => ({
    id,
    name,
    isGone: state === "deleted" || (state === "inactive" && Boolean(dateToDelete)),
  }));

/** In the order in which it can be removed: a client holds roles in divisions. */
const ORDER: readonly Kind[] = ["client", "role", "division"];

/** Everything in the org that a run of any probe made, by its name. No filter of the org's is trusted: what it left out would be left behind. */
export async function findAll(client: GenesysClient): Promise<Found[]> {
  const all: Found[] = [];
  for (const kind of ORDER) {
    const rows =
      kind === "client" ? await readWhole(client, PATHS[kind], named) : await readPages(client, PATHS[kind], named);
    const found = rows.filter(({ name, isGone }) => !isGone && runOf(name) !== undefined);
    all.push(...found.map(({ id, name }) => ({ kind, id, name })));
  }
  return all;
}

export async function findOfRun(client: GenesysClient, run: string): Promise<Found[]> {
  const prefix = prefixOf(run);
  return (await findAll(client)).filter(({ name }) => name.toLowerCase().startsWith(prefix));
}

/** An object by the id of a ledger, which anybody may have written: undefined where its name is not of the run, or it is gone. */
export async function findById(client: GenesysClient, run: string, kind: Kind, id: string): Promise<Found | undefined> {
  try {
    const { name, isGone } = await client.get(pathOf(kind, id), named);
    const isOurs = !isGone && name.toLowerCase().startsWith(prefixOf(run));
    return isOurs ? { kind, id, name } : undefined;
  } catch (error) {
    if (isStatus(error, 404)) return undefined;
    throw error;
  }
}

export function inOrder(found: readonly Found[]): Found[] {
  const once = [...new Map(found.map((one) => [`${one.kind} ${one.id}`, one])).values()];
  return ORDER.flatMap((kind) => once.filter((one) => one.kind === kind));
}

/** Removes one object; gone already is fine. @param held a role that the caller holds itself, for a client that can be edited with no other */
export async function remove(
  client: GenesysClient,
  { kind, id }: Found,
  held: DeployerGrant | undefined,
): Promise<void> {
  try {
    if (kind === "client") await switchOff(client, id, held);
    // A role or client that just lost its grants, or went inactive, may count as in use for a moment.
    await client.delete(pathOf(kind, id), { notYet: kind === "role" ? [409] : [400] });
  } catch (error) {
    if (!isStatus(error, 404)) throw error;
  }
}

/** Only an inactive client can be deleted. The org may refuse an edit where the client holds a role that the caller lacks, or none at all. */
async function switchOff(client: GenesysClient, id: string, held: DeployerGrant | undefined): Promise<void> {
  const now = await client.get(pathOf("client", id), wireClient);
  if (now.state === "inactive" || now.state === "deleted") return;
  try {
    await inactivate(client, now);
  } catch (error) {
    const isGuard =
      error instanceof GenesysApiError && ["bad.client.role", "missing.client.roles"].includes(error.code);
    if (!isGuard || held === undefined) throw error;
    const pair = { roleId: held.roleId, divisionId: held.divisionId };
    const path = `/api/v2/authorization/subjects/${encodeURIComponent(id)}/bulkreplace`;
    await client.post(path, { grants: [pair] }, z.unknown(), {
      query: { subjectType: "PC_OAUTH_CLIENT" },
      idempotent: true,
    });
    await inactivate(client, { ...now, roleDivisions: [pair] });
  }
}

function inactivate(client: GenesysClient, now: WireClient): Promise<unknown> {
  return client.put(pathOf("client", now.id), toInactiveBody(now), z.unknown());
}
