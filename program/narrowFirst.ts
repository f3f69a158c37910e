/**
 * A role's gain must not reach its holders where they are about to lose it. The engine changes a role before its clients and deletes last, so
 * without this a client whose divisions narrow, or that goes, would hold the new permissions in the old divisions for a moment.
 */
import type { DesiredAccess } from "../access/plan/desired.ts";
import { type Session, sessionFor } from "../providers/genesys/session.ts";
import type { WireClient } from "../providers/genesys/wire.ts";
import { narrowHolder } from "../providers/narrowHolder.ts";
import { retireClient } from "../providers/oauthClient/retireClient.ts";
import { lastDeployment } from "../providers/pulumi/lastDeployment.ts";
import * as pulumi from "../providers/pulumi/sdk.ts";
import type { Stack } from "./loadStack.ts";
import {
  type Deployed,
  type HeldByClient,
  type ManagedRole,
  type Narrowing,
  narrowingOf,
  onlyGrows,
  widens,
} from "./narrowing.ts";

/** Runs before the update of each role, one role after the other; does nothing for a role that gains nothing. State and clients are read once. */
export function narrowFirst(
  { connection }: Pick<Stack, "connection">,
  desired: DesiredAccess,
  component?: string,
): pulumi.ResourceHook {
  let turn = Promise.resolve();
  let state: Promise<Deployed> | undefined;
  return new pulumi.ResourceHook(
    component === undefined ? "narrow-first" : `narrow-first/${component}`,
    ({ id, oldInputs, newInputs }) => {
      if (!widens(oldInputs, newInputs)) return;
      const role = { key: (newInputs as { roleKey: string }).roleKey, id: String(id) };
      const mine = turn.then(async () => {
        state ??= lastDeployment() as Promise<Deployed>;
        const narrowing = narrowingOf(role, await state, desired);
        await narrow(sessionFor(connection), role, narrowing, onlyGrows(oldInputs, newInputs));
      });
      // A role that could not be narrowed fails its own update, not those after it.
      turn = mine.catch(() => undefined);
      return mine;
    },
  );
}

async function narrow(session: Session, role: ManagedRole, { clients, grants }: Narrowing, grows: boolean) {
  for (const { id, ...hold } of clients) {
    const client = (await session.listings.clients.all()).get(id);
    if (client) await narrowClient(session, role, client, hold, grows);
  }
  for (const grant of grants) await narrowHolder(session, { ...grant, moves: false });
}

/** Compares with the org, not with the state: the console can have given the role to the client in more divisions. */
async function narrowClient(
  session: Session,
  { id: roleId }: ManagedRole,
  client: WireClient,
  { keep, goes }: Omit<HeldByClient, "id">,
  grows: boolean,
): Promise<void> {
  const held = client.roleDivisions ?? [];
  const surplus = held.filter((pair) => pair.roleId === roleId && !keep.has(pair.divisionId));
  if (surplus.length === 0) return;
  // The engine deletes it at the end of this run, and would switch it off with the roles that its own, older listing knows.
  if (goes) return retireClient(session, client.id);
  const left = held.filter((pair) => !surplus.includes(pair));
  const moves = left.length === 0 && grows;
  const divisions = surplus.map(({ divisionId }) => divisionId);
  const subject = { subjectType: "PC_OAUTH_CLIENT", subjectId: client.id } as const;
  await narrowHolder(session, { ...subject, roleId, keep, surplus: divisions, moves });
  const moved = moves ? [...keep].map((divisionId) => ({ roleId, divisionId })) : [];
  session.listings.clients.wrote({ ...client, roleDivisions: [...left, ...moved] });
}
