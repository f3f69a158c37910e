import { dangersOf } from "../../access/catalogue/dangers.ts";
import type { GrantFacts, RoleGrantFacts } from "../facts.ts";
import type { Violation } from "../finding.ts";
import { type Rule, reads } from "../rule.ts";
import { atomOf, dangersIn, subjectOf } from "./shared/danger.ts";
import { heldBy, singles } from "./shared/held.ts";

export const noSelfEscalationUnion: Rule = {
  id: "no-self-escalation-union",
  category: "privilege",
  severity: "critical",
  enforcementLevel: "mandatory",
  title: "The roles of a client, taken together, do not let it widen its own access",
  why: "Permissions add up: a role that makes roles and another that grants them are harmless apart and everything together.",
  fix: "Split the work between two clients, or remove one of the roles.",
  bad: `roles:
  role-maker:
    name: Integration - Role Maker
    access: read-write
    permissions: ["authorization:role:add"]
  role-granter:
    name: Integration - Role Granter
    access: read-write
    permissions: ["authorization:grant:add"]
clients:
  access-sync:
    name: Access Sync
    grantType: client-credentials
    access: read-write
    grants:
      - { role: role-maker, divisions: [EMEA_Operations] }
      - { role: role-granter, divisions: [EMEA_Operations] }`,
  good: `roles:
  role-granter:
    name: Integration - Role Granter
    access: read-write
    permissions: ["authorization:grant:add"]
clients:
  access-sync:
    name: Access Sync
    grantType: client-credentials
    access: read-write
    grants:
      - { role: role-granter, divisions: [EMEA_Operations] }`,
  related: ["no-self-escalation"],
  checks: {
    client: reads("client", ["grants"], ({ grants }) => unionViolations(grants)),
    // The grants of an existing client come one by one; only the stack has them together.
    stack: reads("stack", ["grants"], ({ grants }) =>
      [...Map.groupBy(grants, ({ key }) => key)]
        .filter(([key]) => key.startsWith("clients/"))
        .flatMap(([key, parts]) => ofExistingClient(key.replace("clients/", ""), parts)),
    ),
  },
};

function ofExistingClient(client: string, parts: readonly GrantFacts[]): Violation[] {
  return unionViolations(parts.flatMap(({ grants }) => grants)).map((violation) => ({
    ...violation,
    atom: `${client}/${violation.atom}`,
    at: ["clients", client, ...violation.at],
  }));
}

/** Dangers that no single role holds whole: those are refused at the role. */
function unionViolations(grants: readonly RoleGrantFacts[]): Violation[] {
  const union = heldBy(grants);
  const roles = grants.map(({ role }) => new Set(singles(role?.permissions ?? [])));
  const split = dangersOf("escalation").filter(
    ({ permissions }) => !roles.some((role) => permissions.every((permission) => role.has(permission))),
  );
  return dangersIn(union, split).map((danger) => {
    const sources = danger.permissions.map((permission) => `"${union.get(permission)}"`).join(" and ");
    const message = `${subjectOf(danger)}, from the roles ${sources}, lets the client ${danger.does}.`;
    return { atom: atomOf(danger), at: ["grants"], message };
  });
}
