import { saysSomething, withoutReason } from "../../access/values/reason.ts";
import type { RoleGrantFacts } from "../facts.ts";
import type { Violation } from "../finding.ts";
import { type Rule, reads } from "../rule.ts";

export const homeDivision: Rule = {
  id: "home-division",
  category: "division",
  severity: "medium",
  enforcementLevel: "mandatory",
  title: "A grant in the Home division has a written justification",
  why: "Everything that nobody assigned to a division is in Home: a grant there reaches more than it says, and each new queue, user or flow until somebody moves it.",
  fix: "Name the division that holds the objects, or add `justification:` to the grant and say why Home is meant.",
  bad: `divisions:
  Home: {}
grants:
  - { role: queue-reader, divisions: [Home] }`,
  good: `divisions:
  Home: {}
grants:
  - { role: queue-reader, divisions: [Home], justification: "Shared queues stay in Home" }`,
  related: ["all-divisions-justification", "division-leak"],
  checks: {
    client: reads("client", ["grants"], ({ grants }) => unjustified(grants)),
    grant: reads("grant", ["grants"], ({ grants }) => unjustified(grants)),
  },
};

function unjustified(grants: readonly RoleGrantFacts[]): Violation[] {
  return grants
    .filter(({ home, justification }) => home && !saysSomething(justification))
    .map(({ roleKey, justification }) => ({
      atom: roleKey,
      at: ["grants"],
      message: `Role "${roleKey}" is granted in the Home division ${withoutReason(justification)}.`,
    }));
}
