/**
 * Grants to users, groups and existing clients. One resource owns one subject x role with its set of divisions; other grants of the
 * subject are left alone.
 */
import { canonicalFlag, canonicalRecord, defined, sorted } from "../canonical.ts";
import { keyDivisions } from "../divisionKeys.ts";
import type { Session } from "../genesys/session.ts";
import { goneOnUpdate } from "../gone.ts";
import { assertNotOwnClient } from "../guard.ts";
import type { Lifecycle } from "../lifecycle.ts";
import { partialFailure } from "../providerError.ts";
import { addGrants, revoke } from "./pairs.ts";
import { type RoleGrantInputs, roleGrantInputs } from "./roleGrant.inputs.ts";

export const roleGrantLifecycle: Lifecycle<RoleGrantInputs, RoleGrantInputs> = {
  inputs: roleGrantInputs,
  outputs: roleGrantInputs,
  replaceOn: ["subjectType", "subjectId", "roleId"],
  canonical: (news) =>
    defined({
      organization: news["organization"],
      subjectType: news["subjectType"],
      subjectId: news["subjectId"],
      subjectKey: news["subjectKey"],
      roleKey: news["roleKey"],
      roleId: news["roleId"],
      divisions: canonicalRecord(news["divisions"]),
      justification: news["justification"],
      existingRole: news["existingRole"],
      home: canonicalFlag(news["home"]),
    }),

  async create(session, inputs) {
    await assertNotOwnClient(session, inputs.subjectId, "grant a role to");
    await add(session, inputs);
    return { id: idOf(inputs), outs: inputs };
  },

  async read(session, _id, outs) {
    const subject = await session.subject(outs.subjectId);
    // A grant with another subject id is inherited from a group: that one is managed there.
    const own = (subject?.grants ?? []).filter(
      ({ subjectId, role }) => role.id === outs.roleId && (subjectId ?? outs.subjectId) === outs.subjectId,
    );
    if (own.length === 0) return undefined;
    const held = new Set(own.map(({ division }) => division.id));
    const inputs = { ...outs, divisions: await keyDivisions(session, outs.divisions, held) };
    return { inputs, outs: inputs };
  },

  async update(session, id, olds, news) {
    await assertNotOwnClient(session, news.subjectId, "grant a role to");
    const wanted = new Set(Object.values(news.divisions));
    const surplus = Object.entries(olds.divisions).filter(([, division]) => !wanted.has(division));
    // Add first, then remove: never less access than both sides share, never more than their union.
    await goneOnUpdate(`subject "${news.subjectKey}", its role or a division`, () => add(session, news));
    const left = new Map(surplus);
    try {
      for (const [key, division] of surplus) {
        await remove(session, news, division);
        left.delete(key);
      }
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
    for (const division of sorted(Object.values(outs.divisions))) await remove(session, outs, division);
  },
};

function idOf({ subjectType, subjectId, roleId }: RoleGrantInputs): string {
  return `${subjectType}:${subjectId}:${roleId}`;
}

function pairOf(subjectId: string, roleId: string, divisionId: string): string {
  return `${subjectId}:${roleId}:${divisionId}`;
}

async function add(session: Session, inputs: RoleGrantInputs): Promise<void> {
  const { subjectId, roleId } = inputs;
  const divisionIds = sorted(Object.values(inputs.divisions));
  await addGrants(session, inputs, roleId, divisionIds);
  for (const divisionId of divisionIds) session.made.add(pairOf(subjectId, roleId, divisionId));
}

/** What this run granted stays: an older self of the grant is deleted after it. */
async function remove(session: Session, { subjectId, roleId }: RoleGrantInputs, divisionId: string): Promise<void> {
  if (session.made.has(pairOf(subjectId, roleId, divisionId))) return;
  await revoke(session, subjectId, roleId, divisionId);
}
