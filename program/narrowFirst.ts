/**
 * A role's gain must not reach its holders where they are about to lose it. The engine changes a role before its clients and deletes last, so
 * without this a client whose divisions narrow, or that goes, would hold the new permissions in the old divisions for a moment.
 */
import * as pulumi from "@pulumi/pulumi";
import type { DesiredAccess } from "../access/plan/desired.ts";
import { type Session, sessionFor } from "../providers/genesys/session.ts";
import { narrowHolder } from "../providers/narrowHolder.ts";
import type { RoleDivision } from "../providers/oauthClient/oauthClient.wire.ts";
import { retireClient } from "../providers/oauthClient/retireClient.ts";
import type { Stack } from "./loadStack.ts";
import { type Deployed, type HeldByClient, type ManagedRole, narrowingOf, onlyGrows, widens } from "./narrowing.ts";

/** Runs before the update of each role, one role after the other; does nothing for a role that gains nothing. */
export function narrowFirst({ connection }: Pick<Stack, "connection">, desired: DesiredAccess): pulumi.ResourceHook {
  let turn = Promise.resolve();
  return new pulumi.ResourceHook("narrow-first", ({ id, oldInputs, newInputs }) => {
    if (!widens(oldInputs, newInputs)) return;
    const role = { key: (newInputs as { roleKey: string }).roleKey, id: String(id) };
    const mine = turn.then(() => narrow(sessionFor(connection), role, desired, onlyGrows(oldInputs, newInputs)));
    // A role that could not be narrowed fails its own update, not those after it.
    turn = mine.catch(() => undefined);
    return mine;
  });
}

async function narrow(session: Session, role: ManagedRole, desired: DesiredAccess, grows: boolean): Promise<void> {
  const { clients, grants } = narrowingOf(role, await deployed(), desired);
  const listed = clients.length > 0 ? await session.listings.clients.fresh() : undefined;
  for (const client of clients)
    await narrowClient(session, role, client, listed?.get(client.id)?.roleDivisions ?? [], grows);
  for (const grant of grants) await narrowHolder(session, { ...grant, moves: false });
}

/** By what the org says, not the state: the console can have given the role to the client in more divisions. */
async function narrowClient(
  session: Session,
  { id: roleId }: ManagedRole,
  { id, keep, goes }: HeldByClient,
  held: readonly RoleDivision[],
  grows: boolean,
): Promise<void> {
  const surplus = held.filter((pair) => pair.roleId === roleId && !keep.has(pair.divisionId));
  if (surplus.length === 0) return;
  // The engine deletes it at the end of this run, and would switch it off with the roles that its own, older listing knows.
  if (goes) return retireClient(session, id);
  const isLast = surplus.length === held.length;
  const divisions = surplus.map(({ divisionId }) => divisionId);
  const moves = isLast && grows;
  await narrowHolder(session, {
    subjectType: "PC_OAUTH_CLIENT",
    subjectId: id,
    roleId,
    keep,
    surplus: divisions,
    moves,
  });
}

/** The engine's own view of the last deployment; it never leaves this process (it holds client secrets). */
async function deployed(): Promise<Deployed> {
  const stackName = `${pulumi.getOrganization()}/${pulumi.getProject()}/${pulumi.getStack()}`;
  const { outputs } = await pulumi.runtime.invoke("pulumi:pulumi:readStackResourceOutputs", { stackName });
  return outputs as Deployed;
}
