import type { StackFacts } from "../facts.ts";
import type { Violation } from "../finding.ts";
import { type Rule, reads } from "../rule.ts";
import { decidedOf, pathText } from "./shared/expectedOf.ts";

export const expectationCan: Rule = {
  id: "expectation-can",
  category: "expectation",
  severity: "high",
  enforcementLevel: "mandatory",
  title: "Every client can do what its `can:` lists",
  why: "A client loses access where nobody looks: a role is shared, a division renamed, a line tidied up. What an integration relies on stands beside it as `can:` and is decided from roles and divisions at every check. Access under a condition does not count: the condition may not be met.",
  fix: "Grant what is missing, or remove the expectation.",
  bad: `divisions: { EMEA_Operations: {}, NA_Operations: {} }
roles:
  bi-reader:
    name: Integration - BI Reader
    permissions: ["analytics:conversationDetail:view"]
clients:
  bi:
    name: BI
    grantType: client-credentials
    grants:
      - { role: bi-reader, divisions: [NA_Operations] }
    can:
      - { endpoint: POST /api/v2/analytics/conversations/details/query, in: EMEA_Operations }`,
  good: `divisions: { EMEA_Operations: {}, NA_Operations: {} }
roles:
  bi-reader:
    name: Integration - BI Reader
    permissions: ["analytics:conversationDetail:view"]
clients:
  bi:
    name: BI
    grantType: client-credentials
    grants:
      - { role: bi-reader, divisions: [EMEA_Operations, NA_Operations] }
    can:
      - { endpoint: POST /api/v2/analytics/conversations/details/query, in: EMEA_Operations }`,
  related: ["expectation-cannot", "expectation-only"],
  checks: { stack: reads("stack", ["expectations", "clients", "roles"], unmet) },
};

function unmet(stack: Pick<StackFacts, "expectations" | "clients" | "roles">): Violation[] {
  return decidedOf(stack, "can")
    .filter(({ decision }) => decision.state !== "yes")
    .map(({ expectation: { client, path }, decision, need, text, atom }) => {
      const missing = decision.evidence.filter(({ state }) => state !== "yes").map(pathText);
      const why =
        need.match === "UNKNOWN"
          ? "no public source says which permission it asks for"
          : missing.join(need.match === "ALL" ? "; " : ", and ") || "it has no roles";
      const verb = decision.state === "no" || decision.state === "elsewhere" ? "cannot" : "cannot for certain";
      return {
        atom,
        at: path,
        message: `Client "${client}" ${verb} ${need.operation ? "call" : "use"} ${text}: ${why}.`,
      };
    });
}
