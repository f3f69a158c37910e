import { saysSomething, withoutReason } from "../../access/values/reason.ts";
import type { RoleGrantFacts } from "../facts.ts";
import type { Violation } from "../finding.ts";
import { type Rule, reads } from "../rule.ts";

export const allDivisionsJustification: Rule = {
  id: "all-divisions-justification",
  category: "division",
  severity: "high",
  enforcementLevel: "mandatory",
  title: "All-Divisions has a written justification",
  why: "A grant in all divisions reaches every business unit and every division that is created later; the reason belongs beside it, where reviewers and auditors read it.",
  fix: "Name the divisions, or add `justification:` to the grant and say why nothing narrower works.",
  bad: `grants:
  - { role: wallboard-reader, divisions: all }`,
  good: `grants:
  - { role: wallboard-reader, divisions: all, justification: "The wallboard shows queues of every region" }`,
  related: [],
  checks: {
    client: reads("client", ["grants"], ({ grants }) => unjustified(grants)),
    grant: reads("grant", ["grants"], ({ grants }) => unjustified(grants)),
  },
};

function unjustified(grants: readonly RoleGrantFacts[]): Violation[] {
  return grants
    .filter(({ allDivisions, justification }) => allDivisions && !saysSomething(justification))
    .map(({ roleKey, justification }) => ({
      atom: roleKey,
      at: ["grants"],
      message: `Role "${roleKey}" is granted in all divisions ${withoutReason(justification)}.`,
    }));
}
