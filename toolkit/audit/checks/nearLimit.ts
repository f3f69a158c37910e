/** What the org has nearly as much of as it may have. Only the limit of divisions can be asked for by one documented call; the others have no published name. */
import type { OrgCheck } from "../check.ts";

/** As other tools warn: from four fifths on. */
const NEAR = 0.8;

export const nearLimit: OrgCheck = {
  id: "near-limit",
  category: "division",
  severity: "medium",
  title: "The org is not near a limit",
  why: "At the limit every create fails, in the middle of whatever makes a new one.",
  fix: "Delete what nobody needs, or ask the vendor for a higher limit in time.",
  look: ({ snapshot, divisionLimit, subject }) => {
    if (!divisionLimit.read) return { found: [], skipped: divisionLimit.reason };
    const { most } = divisionLimit;
    const { length } = snapshot.divisions;
    if (most <= 0 || length < NEAR * most) return { found: [] };
    const message = `The org has ${length} divisions of at most ${most}.`;
    const org = subject("org", snapshot.organization.id);
    return {
      found: [
        { subject: org, items: [{ key: "divisions", message }], ...(length >= most && { severity: "high" as const }) },
      ],
    };
  },
};
