import { dangerousPermissions } from "../../access/catalogue/dangers.ts";
import { sensitivity } from "../../access/catalogue/sensitivity.ts";
import { quote } from "../../access/values/flaw.ts";
import { saysSomething } from "../../access/values/reason.ts";
import type { RoleGrantFacts } from "../facts.ts";
import type { Violation } from "../finding.ts";
import { type Rule, reads } from "../rule.ts";
import { permissionsOf, singles } from "./shared/held.ts";

export const sensitiveGrant: Rule = {
  id: "sensitive-grant",
  category: "data-protection",
  severity: "medium",
  enforcementLevel: "advisory",
  title: "A grant that opens recordings, personal data, keys or live conversations says why",
  why: "Users, groups and existing clients make no statements in this file as clients of the stack do, so the reason stands beside the grant. Whoever joins the group later hears and reads the same.",
  fix: "Write `justification:` on the grant, or take the permission out of the role.",
  bad: `roles:
  listener:
    name: Supervisors - Listener
    access: read-write
    permissions: ["conversation:call:monitor"]
groups:
  EMEA Supervisors:
    grants:
      - { role: listener, divisions: [EMEA_Operations] }`,
  good: `roles:
  listener:
    name: Supervisors - Listener
    access: read-write
    permissions: ["conversation:call:monitor"]
groups:
  EMEA Supervisors:
    grants:
      - { role: listener, divisions: [EMEA_Operations], justification: "Supervisors coach new agents" }`,
  related: ["sensitive-read", "no-live-listening"],
  checks: {
    grant: reads("grant", ["grants"], ({ grants }) =>
      grants.filter(({ justification }) => !saysSomething(justification)).flatMap(unexplained),
    ),
  },
};

/** One violation for each kind of data, with the first permission that opens it. */
function unexplained(grant: RoleGrantFacts): Violation[] {
  const opened = new Map<string, string>();
  for (const permission of singles(permissionsOf(grant))) {
    const listens = dangerousPermissions("live-listening").get(permission);
    if (listens !== undefined && !opened.has("live-listening")) {
      opened.set("live-listening", `"${permission}", which ${listens}`);
    }
    const shown = sensitivity(permission);
    if (shown && !opened.has(shown.kind)) opened.set(shown.kind, `"${permission}", which shows ${shown.why}`);
  }
  return [...opened].map(([kind, text]) => ({
    atom: `${grant.roleKey}/${kind}`,
    at: ["grants"],
    message: `${reasonBeside(grant)} stands beside the grant of role "${grant.roleKey}", and it gives ${text}.`,
  }));
}

function reasonBeside({ justification }: RoleGrantFacts): string {
  return justification?.trim() ? `Only ${quote(justification)}` : "No reason";
}
