import { z } from "zod";
import type { State } from "../../access/explain/decide.ts";
import type { StackFacts } from "../facts.ts";
import type { Violation } from "../finding.ts";
import { type Rule, reads } from "../rule.ts";
import { type Decided, decidedOf, pathText } from "./shared/expectedOf.ts";

const options = z.object({
  unknown: z
    .enum(["report", "ignore"])
    .default("report")
    .meta({ loosens: "any" })
    .describe(
      "What to do where the catalogue does not know whether a division limits the permission: report refuses until it was proved with the client's own credentials, ignore takes it to be limited",
    ),
});

export const expectationCannot: Rule = {
  id: "expectation-cannot",
  category: "expectation",
  severity: "critical",
  enforcementLevel: "mandatory",
  title: "No client can do what its `cannot:` lists",
  why: "A silo is a promise about what a client does not reach. Roles are shared and divisions are edited by many, so the promise stands beside the client as `cannot:` and is decided at every check. A permission that no division limits breaks a promise about a division wherever it is granted.",
  fix: "Take the permission or the division away, or remove the expectation.",
  bad: `divisions: { EMEA_Operations: {}, NA_Operations: {} }
roles:
  campaign-desk:
    name: Integration - Campaign Desk
    permissions: ["outbound:schedule:view"]
clients:
  emea-desk:
    name: EMEA Desk
    grantType: client-credentials
    grants:
      - { role: campaign-desk, divisions: [EMEA_Operations] }
    cannot:
      - { permission: "outbound:schedule:view", in: NA_Operations }`,
  good: `divisions: { EMEA_Operations: {}, NA_Operations: {} }
roles:
  campaign-desk:
    name: Integration - Campaign Desk
    permissions: ["outbound:campaign:viewSchedule"]
clients:
  emea-desk:
    name: EMEA Desk
    grantType: client-credentials
    grants:
      - { role: campaign-desk, divisions: [EMEA_Operations] }
    cannot:
      - { permission: "outbound:campaign:viewSchedule", in: NA_Operations }`,
  related: ["expectation-can", "expectation-only", "division-leak"],
  options,
  checks: {
    stack: reads("stack", ["expectations", "clients", "roles"], (stack, { unknown }: z.infer<typeof options>) =>
      broken(stack, unknown === "report"),
    ),
  },
};

function broken(stack: Pick<StackFacts, "expectations" | "clients" | "roles">, reportUnknown: boolean): Violation[] {
  return decidedOf(stack, "cannot").flatMap((decided) => {
    const { expectation, decision, need, text, atom } = decided;
    if (!BREAKING.includes(decision.state)) return [];
    if (!reportUnknown && isOnlyDoubt(decided)) return [];
    const verb = decision.state === "maybe" ? "may be able to" : "can";
    const paths = decision.evidence.filter(({ state }) => BREAKING.includes(state)).map(pathText);
    const why = WITHOUT_PERMISSION[need.match] ?? paths.join("; ");
    const what = `${need.operation ? "call" : "use"} ${text}`;
    return [{ atom, at: expectation.path, message: `Client "${expectation.client}" ${verb} ${what}: ${why}.` }];
  });
}

const WITHOUT_PERMISSION: Readonly<Record<string, string>> = {
  NONE: "the operation declares no permission",
  UNKNOWN: "no public source says which permission it asks for",
};

const BREAKING: readonly State[] = ["yes", "conditional", "maybe"];

/** It would hold if divisions limited every permission of which nobody knows it. */
function isOnlyDoubt({ decision, need }: Decided): boolean {
  return (
    need.match !== "UNKNOWN" &&
    decision.state === "maybe" &&
    decision.evidence.every(({ state, because }) => state !== "maybe" || because === "may-leak")
  );
}
