/** The grant of one role to one subject, on the other side of a comparison. */

import { isRecord } from "../../access/resources/canonical.ts";
import { GRANT } from "../../access/resources/grant.ts";
import { isKnownText } from "../../access/resources/read.ts";
import type { Raw, ResourceInputs } from "../../access/resources/resourceType.ts";

/** By the ids of subject and role; where the id of the role is not known yet, by its key. */
export function sameGrant(inputs: Raw, others: readonly ResourceInputs[]): Raw | undefined {
  return others.find(({ type, inputs: other }) => {
    if (type !== GRANT.token) return false;
    if (other["subjectType"] !== inputs["subjectType"] || other["subjectId"] !== inputs["subjectId"]) return false;
    const known = isKnownText(inputs["roleId"]) && isKnownText(other["roleId"]);
    return known ? inputs["roleId"] === other["roleId"] : inputs["roleKey"] === other["roleKey"];
  })?.inputs;
}

/** True for the same division; where an id is not known yet, by key. */
export function sameDivision([key, id]: [string, string], [otherKey, otherId]: [string, string]): boolean {
  return isKnownText(id) && isKnownText(otherId) ? id === otherId : key === otherKey;
}

/** Key and id of each division. */
export function divisionIds(grant: Raw | undefined): [string, string][] {
  const divisions = grant?.["divisions"];
  return isRecord(divisions) ? Object.entries(divisions).map(([key, id]) => [key, String(id)]) : [];
}
