import { isDefaultRole, soundsLikeAdmin } from "../../access/catalogue/defaultRoles.ts";
import type { RoleGrantFacts } from "../facts.ts";
import type { Violation } from "../finding.ts";
import { type Rule, reads } from "../rule.ts";

export const existingRole: Rule = {
  id: "existing-role",
  category: "privilege",
  severity: "high",
  enforcementLevel: "advisory",
  title: "What a role of the org permits is known where it is granted",
  why: "A role that the stack only refers to is judged by nothing here: an id may be that of the administrator's role, and a name says what somebody called it. Only the org knows what it permits.",
  fix: "Make a role of the stack with the permissions that are needed, or read the preview, which asks the org.",
  bad: `roles:
  desk: { existing: b0000000-0000-4000-8000-000000000001 }
users:
  ada@contoso.example:
    grants:
      - { role: desk, divisions: [EMEA_Operations] }`,
  good: `roles:
  desk:
    name: Team - Desk
    permissions: ["routing:queue:view"]
users:
  ada@contoso.example:
    grants:
      - { role: desk, divisions: [EMEA_Operations] }`,
  related: ["no-admin-role", "no-self-escalation"],
  checks: {
    grant: reads("grant", ["grants"], ({ grants }) => grants.flatMap(unjudged)),
  },
};

/** Roles of the vendor's names are known for what they are; they, and names of administrators, are told by no-admin-role. */
function unjudged({ roleKey, existingRole: written, existingName, existingPermissions }: RoleGrantFacts): Violation[] {
  if (written === undefined || existingPermissions !== undefined) return [];
  const name = existingName ?? written;
  if (isDefaultRole(name) || soundsLikeAdmin(name)) return [];
  const message = `Nobody can say here what the role ${JSON.stringify(written)} of the org permits.`;
  return [{ atom: roleKey, at: ["grants"], message }];
}
