import { dangersOf } from "../../access/catalogue/dangers.ts";
import type { GrantFacts, RoleGrantFacts } from "../facts.ts";
import { subjectPath, type Violation } from "../finding.ts";
import { type Rule, reads } from "../rule.ts";
import { atomOf, dangersIn, subjectOf } from "./shared/danger.ts";
import { heldBy, permissionsOf, singles } from "./shared/held.ts";

export const noSelfEscalationUnion: Rule = {
  id: "no-self-escalation-union",
  category: "privilege",
  severity: "critical",
  enforcementLevel: "mandatory",
  title: "The roles of one holder, taken together, do not let it widen its own access",
  why: "Permissions add up: a role that makes roles and another that grants them are harmless apart and everything together, for a client, a user or a group alike. The groups that a user is in are not known here.",
  fix: "Split the work between two holders, or remove one of the roles.",
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
    // The grants of a user, a group or an existing client come one by one; only the stack has them together.
    stack: reads("stack", ["grants"], ({ grants }) =>
      [...Map.groupBy(grants, ({ key }) => key)].flatMap(([key, parts]) => ofExisting(key, parts)),
    ),
  },
};

/** The atom of a client is its key alone, as waivers have named it from the first; users and groups stand with their section. */
function ofExisting(subject: string, parts: readonly GrantFacts[]): Violation[] {
  return unionViolations(parts.flatMap(({ grants }) => grants)).map((violation) => ({
    ...violation,
    atom: `${subject.replace(/^clients\//, "")}/${violation.atom}`,
    at: [...subjectPath({ kind: "grant", key: subject }), ...violation.at],
  }));
}

/** Dangers that no single role holds whole: those are refused at the role. */
function unionViolations(grants: readonly RoleGrantFacts[]): Violation[] {
  const union = heldBy(grants);
  const roles = grants.map((grant) => new Set(singles(permissionsOf(grant))));
  const split = dangersOf("escalation").filter(
    ({ permissions }) => !roles.some((role) => permissions.every((permission) => role.has(permission))),
  );
  return dangersIn(union, split).map((danger) => {
    const sources = danger.permissions.map((permission) => `"${union.get(permission)}"`).join(" and ");
    const message = `${subjectOf(danger)}, from the roles ${sources}, lets their holder ${danger.does}.`;
    return { atom: atomOf(danger), at: ["grants"], message };
  });
}
