/** The org's setting of whether the right to grant roles holds by division. */
import type { OrgCheck } from "../check.ts";

export const divisionSetting: OrgCheck = {
  id: "grants-by-division",
  category: "division",
  severity: "medium",
  title: "The right to grant roles holds by division",
  why: "Where it does not, whoever may grant roles in one division may grant them in all: a division then contains nobody who administers it.",
  fix: "Have an administrator switch the setting on, after a look at who grants roles today: PUT /api/v2/authorization/roles/settings.",
  look: ({ snapshot, subject }) => {
    if (snapshot.settings.authorizationGrantDivisionAware !== false) return { found: [] };
    const message =
      "The org's setting authorizationGrantDivisionAware is off. What the org then lets through is documented nowhere: try it with a client that may grant in one division only.";
    const org = subject("org", snapshot.organization.id);
    return {
      found: [{ subject: org, items: [{ key: "authorizationGrantDivisionAware", message }], state: "investigate" }],
    };
  },
};
