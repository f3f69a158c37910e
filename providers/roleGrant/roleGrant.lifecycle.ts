/**
 * Grants to users, groups and existing clients. One resource owns one subject x role with its set of divisions; other grants of the
 * subject are left alone.
 */

import { GRANT, type RoleGrantInputs, type RoleGrantOutputs } from "../../access/resources/grant.ts";
import { canonicalRolePermits, type RolePermits } from "../../access/resources/rolePermits.ts";
import { sortedOnce } from "../../access/values/text.ts";
import { keyDivisions } from "../divisionKeys.ts";
import type { Session } from "../genesys/session.ts";
import { goneOnUpdate } from "../gone.ts";
import { assertNotOwnClient } from "../guard.ts";
import type { Lifecycle } from "../lifecycle.ts";
import { partialFailure } from "../providerError.ts";
import { findRole } from "../role/readRole.ts";
import { permitsOf } from "../role/role.wire.ts";
import { addGrants, revoke, revokeTogether } from "./pairs.ts";

export const roleGrantLifecycle: Lifecycle<RoleGrantInputs, RoleGrantOutputs> = {
  ...GRANT,

  async create(session, inputs) {
    await assertNotOwnClient(session, inputs.subjectId, "grant a role to");
    await add(session, inputs);
    return { id: idOf(inputs), outs: inputs };
  },

  async read(session, _id, { rolePermitsInOrg: _, ...outs }) {
    const held = await session.heldDivisions.of({ ...outs, expected: new Set(Object.values(outs.divisions)) });
    if (held.size === 0) return undefined;
    const inputs = { ...outs, divisions: await keyDivisions(session, outs.divisions, held) };
    // Without a pin, as an earlier release left it, there is nothing that the role's permissions of today would differ from.
    if (outs.rolePermits === undefined) return { inputs, outs: inputs };
    const role = await findRole(session, outs.roleId);
    if (role === undefined) return undefined;
    // The pin stays: nobody judges what a refresh finds. The difference is a property of its own.
    const now = permitsOf(role);
    const found = isSame(now, outs.rolePermits) ? inputs : { ...inputs, rolePermitsInOrg: now };
    return { inputs: found, outs: found };
  },

  async update(session, id, olds, news) {
    // The pin is of the state alone: what the role permits nobody changes here.
    if (sameInOrg(olds, news)) return news;
    await assertNotOwnClient(session, news.subjectId, "grant a role to");
    const wanted = new Set(Object.values(news.divisions));
    const surplus = Object.entries(olds.divisions).filter(([, division]) => !wanted.has(division));
    // Add first, then remove: never less access than both sides share, never more than their union.
    await goneOnUpdate(`subject "${news.subjectKey}", its role or a division`, () => add(session, news));
    const left = new Map(surplus);
    try {
      await remove(session, news, Object.fromEntries(surplus), (key) => left.delete(key));
    } catch (error) {
      // The state says what is granted now, so that the next update or a destroy takes away the rest.
      const divisions = {
        ...Object.fromEntries([...left].map(([key, division]) => [`${key} (left)`, division])),
        ...news.divisions,
      };
      throw partialFailure(error, { id, properties: { ...news, divisions } });
    }
    return news;
  },

  async delete(session, _id, outs) {
    await assertNotOwnClient(session, outs.subjectId, "take a role from");
    await remove(session, outs, outs.divisions);
  },
};

function isSame(now: RolePermits, pin: RolePermits): boolean {
  return JSON.stringify(canonicalRolePermits(now)) === JSON.stringify(canonicalRolePermits(pin));
}

/** True where nothing differs besides what is pinned of the role. */
function sameInOrg(olds: RoleGrantOutputs, news: RoleGrantInputs): boolean {
  const rest = ({ rolePermits: _, ...inputs }: RoleGrantInputs) => JSON.stringify(GRANT.canonical(inputs));
  const pinned =
    olds.rolePermitsInOrg !== undefined || JSON.stringify(olds.rolePermits) !== JSON.stringify(news.rolePermits);
  return pinned && rest(olds) === rest(news);
}

function idOf({ subjectType, subjectId, roleId }: RoleGrantInputs): string {
  return `${subjectType}:${subjectId}:${roleId}`;
}

function pairOf(subjectId: string, roleId: string, divisionId: string): string {
  return `${subjectId}:${roleId}:${divisionId}`;
}

async function add(session: Session, inputs: RoleGrantInputs): Promise<void> {
  const { subjectId, roleId } = inputs;
  const divisionIds = sortedOnce(Object.values(inputs.divisions));
  await addGrants(session, inputs, roleId, divisionIds);
  for (const divisionId of divisionIds) session.made.add(pairOf(subjectId, roleId, divisionId));
}

/**
 * Revokes the role in these divisions, except where this run itself granted it: a replaced grant is deleted after the new one is made.
 *
 * @param divisions by division key
 * @param onGone told each key whose grant is gone, as it happens where they have to go one by one
 */
async function remove(
  session: Session,
  { subjectId, roleId }: RoleGrantInputs,
  divisions: Readonly<Record<string, string>>,
  onGone: (key: string) => void = () => undefined,
): Promise<void> {
  const going = Object.entries(divisions).filter(([, id]) => !session.made.has(pairOf(subjectId, roleId, id)));
  const ids = sortedOnce(going.map(([, id]) => id));
  if (ids.length > 1 && (await revokeTogether(session, subjectId, roleId, ids))) return;
  for (const [key, id] of going) {
    await revoke(session, subjectId, roleId, id);
    onGone(key);
  }
}
