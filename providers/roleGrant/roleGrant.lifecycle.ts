/**
 * Grants to users, groups and existing clients. One resource owns one subject x role with its set of divisions; other grants of the
 * subject are left alone.
 */
import { canonicalFlag, canonicalRecord, defined, sorted } from "../canonical.ts";
import { keyDivisions } from "../divisionKeys.ts";
import { isStatus } from "../genesys/apiError.ts";
import type { Session } from "../genesys/session.ts";
import { ignored } from "../genesys/wire.ts";
import { goneOnUpdate } from "../gone.ts";
import { assertNotOwnClient } from "../guard.ts";
import type { Lifecycle } from "../lifecycle.ts";
import { partialFailure } from "../providerError.ts";
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

/** Granting what is granted already changes nothing, so that a lost answer is repeated. */
async function add(session: Session, { subjectType, subjectId, roleId, divisions }: RoleGrantInputs): Promise<void> {
  const grants = sorted(Object.values(divisions)).map((divisionId) => ({ roleId, divisionId }));
  if (grants.length === 0) return;
  const path = `/api/v2/authorization/subjects/${encodeURIComponent(subjectId)}/bulkadd`;
  // Without subjectType the API takes the subject for a user. New roles and divisions answer 404 until they reach its caches.
  const options = { query: { subjectType }, idempotent: true, notYet: [404] };
  try {
    await session.client.post(path, { grants }, ignored, options);
    for (const { divisionId } of grants) session.made.add(pairOf(subjectId, roleId, divisionId));
  } finally {
    session.forgetSubject(subjectId);
  }
}

/** One by one: bulkremove fails as a whole when one role or division is gone already (Terraform provider, user_roles). */
async function remove(session: Session, { subjectId, roleId }: RoleGrantInputs, divisionId: string): Promise<void> {
  if (session.made.has(pairOf(subjectId, roleId, divisionId))) return;
  const [subject, division, role] = [subjectId, divisionId, roleId].map(encodeURIComponent);
  try {
    await session.client.delete(`/api/v2/authorization/subjects/${subject}/divisions/${division}/roles/${role}`);
  } catch (error) {
    if (!isStatus(error, 404)) throw error;
  } finally {
    session.forgetSubject(subjectId);
  }
}
