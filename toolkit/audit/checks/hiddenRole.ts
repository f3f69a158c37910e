/** Roles of which the reading client was not shown everything: nothing that is said of their holders is complete. */
import { partNotShown } from "../../../access/snapshot/desired.ts";
import type { Found, OrgCheck } from "../check.ts";

export const hiddenRole: OrgCheck = {
  id: "hidden-role",
  category: "catalogue",
  severity: "medium",
  title: "What a role permits can be read",
  why: "A role whose permissions are not shown, or are written as no role's should be, may permit anything.",
  fix: "Look at the role in Admin > People & Permissions > Roles / Permissions, and read the org again with a client that may see it.",
  look: (org) => {
    const unknown = new Set([
      ...org.desired.clients.flatMap(({ grants }) => Object.keys(grants)),
      ...org.desired.grants.map(({ roleKey }) => roleKey),
    ]);
    return {
      found: org.desired.roles.flatMap(({ key }): Found[] => {
        const id = org.withIds(key);
        const notShown = org.roles.get(id)?.policies === null;
        if (!notShown && !unknown.has(partNotShown(key))) return [];
        const message = notShown
          ? "The org did not show what it permits."
          : "A part of what it permits is written as no permission is, and cannot be judged.";
        return [{ subject: org.subject("role", id), items: [{ key: "policies", message }], state: "investigate" }];
      }),
    };
  },
};
