/**
 * Divisions that a subject held before the stack declared them stay when the stack no longer declares them: an update loses nobody that access. The
 * state says which these are.
 */
import { GRANT } from "../../access/resources/grant.ts";
import type { Raw, ResourceInputs } from "../../access/resources/resourceType.ts";
import { ROLE } from "../../access/resources/role.ts";
import { divisionIds, sameDivision, sameGrant } from "./sameGrant.ts";

type Resources = readonly ResourceInputs[];

export interface KeptGrants {
  /** What stays beside the head, as resources: grants, and roles of the stack that are still held. */
  readonly resources: readonly ResourceInputs[];
  /** One sentence for each grant that stays in some divisions. */
  readonly notes: readonly string[];
}

/**
 * @param state as the last update left it; it alone tells what was held before
 * @param base the same grants as the comparison begins with them
 */
export function keptGrants(state: Resources, base: Resources, head: Resources): KeptGrants {
  const kept = state.flatMap(({ inputs, heldBefore = [] }) => {
    if (heldBefore.length === 0) return [];
    const [before, after] = [sameGrant(inputs, base), sameGrant(inputs, head)];
    if (!before || after?.["exclusive"] === true) return [];
    const declared = divisionIds(after);
    const stays = divisionIds(before).filter(
      (division) => heldBefore.includes(division[1]) && !declared.some((other) => sameDivision(division, other)),
    );
    return stays.length > 0 ? [{ ...before, divisions: Object.fromEntries(stays) } as Raw] : [];
  });
  const resources = kept.map((inputs): ResourceInputs => ({ type: GRANT.token, inputs }));
  return { resources: [...resources, ...heldRoles(kept, base, head)], notes: kept.map(note) };
}

/** A role that the stack made is not deleted while somebody holds it. */
function heldRoles(kept: readonly Raw[], base: Resources, head: Resources): ResourceInputs[] {
  const keys = new Set(kept.flatMap(({ roleKey, existingRole }) => (existingRole === undefined ? [roleKey] : [])));
  const gone = base.filter(
    ({ type, inputs }) =>
      type === ROLE.token &&
      keys.has(inputs["roleKey"]) &&
      !head.some((other) => other.type === ROLE.token && other.inputs["roleKey"] === inputs["roleKey"]),
  );
  return gone.map(({ type, inputs }) => ({ type, inputs }));
}

function note(inputs: Raw): string {
  const where = divisionIds(inputs).map(([key]) => JSON.stringify(key));
  return `Kept: ${String(inputs["subjectKey"])} keeps the role ${JSON.stringify(inputs["roleKey"])} in ${where.join(", ")}, held before it was declared. An update does not take it away.`;
}
