/**
 * Grants to users, groups and existing clients. One resource owns its divisions of one subject x role: what another stack or a person gave, before or
 * beside it, is left alone, unless the grant is exclusive.
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
import { alreadyThere, kept, notManaged } from "./sentences.ts";

type Divisions = Readonly<Record<string, string>>;

export const roleGrantLifecycle: Lifecycle<RoleGrantInputs, RoleGrantOutputs> = {
  ...GRANT,

  async create(session, inputs) {
    await assertNotOwnClient(session, inputs.subjectId, "grant a role to");
    const { missing, heldBefore } = await share(session, inputs, {});
    await add(session, inputs, missing);
    return { id: idOf(inputs), outs: told(session, inputs, heldBefore) };
  },

  async foresee(session, inputs) {
    const { heldBefore } = await share(session, inputs, {});
    const found = Object.entries(inputs.divisions).filter(([, id]) => heldBefore.includes(id));
    return found.length > 0 ? [alreadyThere(inputs, Object.fromEntries(found))] : [];
  },

  async read(session, _id, { rolePermitsInOrg: _, heldBefore = [], ...outs }) {
    const declared = new Set(Object.values(outs.divisions));
    const held = await session.heldDivisions.of({ ...outs, expected: declared });
    const others = outs.exclusive ? [] : [...held].filter((id) => !declared.has(id));
    const own = new Set([...held].filter((id) => !others.includes(id)));
    if (own.size === 0) return undefined;
    const divisions = await keyDivisions(session, outs.divisions, own);
    const beside = others.length === 0 ? [] : [notManaged(outs, await keyDivisions(session, {}, new Set(others)))];
    // Without a pin, as an earlier release left it, there is nothing that the role's permissions of today would differ from.
    const role = outs.rolePermits === undefined ? undefined : await findRole(session, outs.roleId);
    if (outs.rolePermits !== undefined && role === undefined) return undefined;
    // The pin stays: nobody judges what a refresh finds. The difference is a property of its own.
    const now = role && permitsOf(role);
    const differs = now !== undefined && outs.rolePermits !== undefined && !isSame(now, outs.rolePermits);
    const inputs = { ...outs, divisions, ...(differs && { rolePermitsInOrg: now }) };
    return {
      inputs,
      outs: withHeldBefore(
        inputs,
        heldBefore.filter((id) => own.has(id)),
      ),
      ...(beside.length > 0 && { beside }),
    };
  },

  async update(session, id, olds, news) {
    // The pin is of the state alone: what the role permits nobody changes here.
    if (sameInOrg(olds, news)) return withHeldBefore(news, olds.heldBefore ?? []);
    await assertNotOwnClient(session, news.subjectId, "grant a role to");
    const { missing, heldBefore } = await share(session, news, olds);
    const going = dropped(olds, news);
    const change: Change = { going: new Map(Object.entries(going.own)), missing: new Set(missing) };
    const giving = () =>
      goneOnUpdate(`subject "${news.subjectKey}", its role or a division`, async () => {
        await add(session, news, missing);
        change.missing.clear();
      });
    const taking = () => take(session, news, change.going);
    const [first, second] = news.order === "remove-first" ? [taking, giving] : [giving, taking];
    try {
      await first();
      await second();
    } catch (error) {
      if (first === giving && change.missing.size > 0) throw error;
      // The state says what is granted now, so that the next update or a destroy takes away the rest.
      throw partialFailure(error, { id, properties: withHeldBefore(halfWay(news, change), heldBefore) });
    }
    if (Object.keys(going.foreign).length > 0) session.tell(kept(olds, going.foreign));
    return told(session, news, heldBefore, olds.heldBefore);
  },

  async delete(session, _id, outs) {
    await assertNotOwnClient(session, outs.subjectId, "take a role from");
    const { own, foreign } = dropped(outs, { ...outs, divisions: {} });
    await remove(session, outs, own);
    const left = Object.entries(foreign).filter(([, id]) => !session.made.has(pairOf(outs.subjectId, outs.roleId, id)));
    if (left.length > 0) session.tell(kept(outs, Object.fromEntries(left)));
  },
};

function isSame(now: RolePermits, pin: RolePermits): boolean {
  return JSON.stringify(canonicalRolePermits(now)) === JSON.stringify(canonicalRolePermits(pin));
}

/** The part of an update that is not done yet. */
interface Change {
  /** Divisions that are still to be taken away, by key. */
  readonly going: Map<string, string>;
  /** Ids of those that are still to be given. */
  readonly missing: Set<string>;
}

/**
 * The declared divisions that are to be given, and those that the subject holds already and that are not the grant's own: somebody else gave them. An
 * exclusive grant owns whatever there is.
 */
async function share(
  session: Session,
  news: RoleGrantInputs,
  { divisions: before = {}, heldBefore: foreign = [] }: Partial<RoleGrantOutputs>,
): Promise<{ readonly missing: readonly string[]; readonly heldBefore: readonly string[] }> {
  const expected = new Set(Object.values(before));
  const held = await session.heldDivisions.of({ ...news, expected });
  const wanted = sortedOnce(Object.values(news.divisions));
  const isOwn = (id: string) => news.exclusive === true || (expected.has(id) && !foreign.includes(id));
  return {
    missing: wanted.filter((id) => !held.has(id)),
    heldBefore: wanted.filter((id) => held.has(id) && !isOwn(id)),
  };
}

/** The divisions that the new inputs no longer have: the grant's own, which go, and those that it only found there. */
function dropped(
  olds: RoleGrantOutputs,
  news: RoleGrantInputs,
): { readonly own: Divisions; readonly foreign: Divisions } {
  const wanted = new Set(Object.values(news.divisions));
  const gone = Object.entries(olds.divisions).filter(([, division]) => !wanted.has(division));
  const isForeign = (id: string) => news.exclusive !== true && olds.heldBefore?.includes(id) === true;
  return {
    own: Object.fromEntries(gone.filter(([, id]) => !isForeign(id))),
    foreign: Object.fromEntries(gone.filter(([, id]) => isForeign(id))),
  };
}

function halfWay(news: RoleGrantInputs, { going, missing }: Change): RoleGrantInputs {
  const granted = Object.entries(news.divisions).filter(([, division]) => !missing.has(division));
  const left = [...going].map(([key, division]) => [`${key} (left)`, division] as const);
  return { ...news, divisions: Object.fromEntries([...left, ...granted]) };
}

/** Says which divisions were there already, those aside that an earlier run has said. */
function told(
  session: Session,
  inputs: RoleGrantInputs,
  heldBefore: readonly string[],
  known: readonly string[] = [],
): RoleGrantOutputs {
  const found = Object.entries(inputs.divisions).filter(([, id]) => heldBefore.includes(id) && !known.includes(id));
  if (found.length > 0) session.tell(alreadyThere(inputs, Object.fromEntries(found)));
  return withHeldBefore(inputs, heldBefore);
}

function withHeldBefore(inputs: RoleGrantInputs, heldBefore: readonly string[]): RoleGrantOutputs {
  return heldBefore.length > 0 ? { ...inputs, heldBefore: [...heldBefore] } : inputs;
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

/** @param missing ids of the declared divisions that the subject lacks */
async function add(session: Session, inputs: RoleGrantInputs, missing: readonly string[]): Promise<void> {
  const { subjectId, roleId } = inputs;
  await addGrants(session, inputs, roleId, missing);
  for (const divisionId of Object.values(inputs.divisions)) session.made.add(pairOf(subjectId, roleId, divisionId));
}

/** Takes the divisions away, and each out of the map when it is gone. */
async function take(session: Session, inputs: RoleGrantInputs, going: Map<string, string>): Promise<void> {
  await remove(session, inputs, Object.fromEntries(going), (key) => going.delete(key));
  going.clear();
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
  divisions: Divisions,
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
