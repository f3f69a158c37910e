/** Custom roles: create, read, update and delete over the API. */

import { ROLE, type RoleInputs, type RoleOutputs } from "../../access/resources/role.ts";
import { assertAdoptedIsGone, leavesOrgAlone } from "../adopted.ts";
import { createOrAdopt } from "../createOrAdopt.ts";
import { isStatus } from "../genesys/apiError.ts";
import type { Session } from "../genesys/session.ts";
import { type WireRole, wireRole } from "../genesys/wire.ts";
import { goneOnUpdate } from "../gone.ts";
import { assertNotOwnRole } from "../guard.ts";
import { foreseeLeftover } from "../leftover.ts";
import type { Lifecycle } from "../lifecycle.ts";
import { takenOnRename } from "../nameTaken.ts";
import { desiredRole } from "./desiredRole.ts";
import { assertUnheld } from "./holders.ts";
import { findRole, ROLES_PATH, rolePath } from "./readRole.ts";
import { fromWire, toBody } from "./role.wire.ts";

export const roleLifecycle: Lifecycle<RoleInputs, RoleOutputs> = {
  ...ROLE,

  async create(session, inputs) {
    await assertNotThere(session, inputs);
    const { id } = await createOrAdopt(session, session.listings.roles, {
      ...desiredRole(session, inputs),
      create: (recover) => session.client.post(ROLES_PATH, toBody(inputs), wireRole, { recover }),
    });
    return { id, outs: inputs };
  },

  foresee: async (session, inputs) => {
    await assertNotThere(session, inputs);
    return foreseeLeftover(session.listings.roles, desiredRole(session, inputs));
  },

  async read(session, id, outs) {
    const role = await findRole(session, id);
    if (role === undefined) return undefined;
    const inputs = fromWire(role, outs);
    return { inputs, outs: inputs };
  },

  async update(session, id, olds, news) {
    const before = ROLE.inputs.safeParse(olds).data;
    if (before && before.generalPermissions === undefined) {
      if (leavesOrgAlone(id, news, [toBody(before, id), toBody(news, id)])) return news;
    }
    const renaming = () =>
      takenOnRename({ kind: "role", ...news }, { id, ...olds }, session.listings.roles, () => put(session, id, news));
    await goneOnUpdate(`role "${news.name}"`, renaming);
    return news;
  },

  async delete(session, id, outs) {
    if (session.made.has(id)) return;
    await assertNotOwnRole(session, id, "delete");
    try {
      await assertUnheld(session.client, id, outs.name);
      await session.client.delete(rolePath(id));
    } catch (error) {
      if (!isStatus(error, 404)) throw error;
    }
    session.listings.roles.deleted(id);
  },
};

async function put(session: Session, id: string, inputs: RoleInputs): Promise<WireRole> {
  await assertNotOwnRole(session, id, "change");
  const role = await session.client.put(rolePath(id), toBody(inputs, id), wireRole);
  session.listings.roles.wrote(role);
  return role;
}

function assertNotThere(session: Session, inputs: RoleInputs): Promise<void> {
  const { advice } = desiredRole(session, inputs);
  return assertAdoptedIsGone({ kind: "role", inputs, find: (id) => findRole(session, id), advice });
}
