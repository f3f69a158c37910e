import { z } from "zod";
import { permission as cataloguePermission } from "../../access/catalogue/permissions.ts";
import { reachOf } from "../../access/catalogue/reach.ts";
import type { RoleGrantFacts } from "../facts.ts";
import type { Violation } from "../finding.ts";
import { type Rule, reads } from "../rule.ts";
import { permissionsOf } from "./shared/held.ts";

const options = z.object({
  unknown: z
    .enum(["report", "ignore"])
    .default("report")
    .meta({ loosens: "any" })
    .describe(
      "What to do with permissions of which nobody knows whether a division limits them: neither the catalogue nor, in a preview and an update, the org itself",
    ),
});

export const divisionLeak: Rule = {
  id: "division-leak",
  category: "division",
  severity: "medium",
  enforcementLevel: "advisory",
  title: "A grant that is limited to divisions holds only permissions that divisions limit",
  why: "A permission that is not division-aware applies to the whole organization, whatever divisions the grant names. The vendor tells which are only in the live org's permission listing; of most the catalogue does not know it, so a silo is proved with the client's own credentials, not by this file. Strict mode is `division-leak: mandatory`.",
  fix: "Move the permission to a role that is granted in all divisions with a justification, or remove it.",
  bad: `roles:
  campaign-desk:
    name: Integration - Campaign Desk
    permissions: ["outbound:campaign:view", "outbound:schedule:view"]
grants:
  - { role: campaign-desk, divisions: [EMEA_Operations] }`,
  good: `roles:
  campaign-desk:
    name: Integration - Campaign Desk
    permissions: ["outbound:campaign:view", "outbound:campaign:viewSchedule"]
grants:
  - { role: campaign-desk, divisions: [EMEA_Operations] }`,
  related: ["home-division", "all-divisions-justification"],
  options,
  checks: {
    client: reads("client", ["grants"], ({ grants }, { unknown }: z.infer<typeof options>) =>
      grants.flatMap((grant) => leaks(grant, unknown === "report")),
    ),
    grant: reads("grant", ["grants"], ({ grants }, { unknown }: z.infer<typeof options>) =>
      grants.flatMap((grant) => leaks(grant, unknown === "report")),
    ),
  },
};

function leaks(grant: RoleGrantFacts, reportUnknown: boolean): Violation[] {
  const { roleKey, divisions, allDivisions, divisionAware = [], notDivisionAware = [] } = grant;
  if (allDivisions) return [];
  return permissionsOf(grant).flatMap((permission) => {
    if (divisionAware.includes(permission)) return [];
    const reach = notDivisionAware.includes(permission) ? "leaks-in-org" : reachOf(permission);
    if (reach === "limited" || (reach === "unknown" && !reportUnknown)) return [];
    const isInferred = reach === "leaks" && cataloguePermission(permission)?.divisionInferred === true;
    const message = `"${permission}" ${WORDS[isInferred ? "leaks-inferred" : reach]}, and role "${roleKey}" is granted only in ${divisions.join(", ")}.`;
    return [{ atom: `${roleKey}/${permission}`, at: ["grants"], message }];
  });
}

/** By how certain it is: the org's own answer, what a source of the catalogue says, or nothing. */
const WORDS = {
  "leaks-in-org": "leaks: this org says that no division limits it",
  leaks: "leaks: no division limits it",
  "leaks-inferred": "leaks, as far as the vendor's help lets conclude: no division limits it",
  unknown: "may leak: nobody has verified that divisions limit it",
} as const;
