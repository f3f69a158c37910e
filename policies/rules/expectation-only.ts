import { z } from "zod";
import { decide, type Evidence } from "../../access/explain/decide.ts";
import { needOf } from "../../access/intent/need.ts";
import type { OnlyExpectation } from "../../access/plan/desired.ts";
import type { StackFacts } from "../facts.ts";
import type { Violation } from "../finding.ts";
import { type Rule, reads } from "../rule.ts";
import { pathText } from "./shared/expectedOf.ts";
import { holdingsOf, subjectsOf } from "./shared/holdings.ts";

const options = z.object({
  existingRoles: z
    .enum(["report", "ignore"])
    .default("report")
    .meta({ loosens: "any" })
    .describe(
      "What to do about roles of the org that the stack grants and does not make: report refuses, because they may hold the permission; ignore takes them to hold it not",
    ),
});

type Stack = Pick<StackFacts, "expectations" | "clients" | "grants" | "roles">;

export const expectationOnly: Rule = {
  id: "expectation-only",
  category: "expectation",
  severity: "high",
  enforcementLevel: "mandatory",
  title: "A permission is held only by those that `only:` names",
  why: "Some permissions are meant for one client or team. Everybody else who comes to hold one, by a shared role or a wildcard, is found here. It speaks of this stack: what the console grants besides, no file knows.",
  fix: "Take the permission away, or add the subject to the list.",
  bad: `roles:
  qm-export:
    name: Integration - QM Export
    permissions: ["recording:recording:view"]
clients:
  qm-export:
    name: QM Export
    grantType: client-credentials
    grants: [{ role: qm-export, divisions: [EMEA_Operations] }]
  bi:
    name: BI
    grantType: client-credentials
    grants: [{ role: qm-export, divisions: [EMEA_Operations] }]
only:
  - { permission: "recording:recording:view", subjects: [clients.qm-export] }`,
  good: `roles:
  qm-export:
    name: Integration - QM Export
    permissions: ["recording:recording:view"]
clients:
  qm-export:
    name: QM Export
    grantType: client-credentials
    grants: [{ role: qm-export, divisions: [EMEA_Operations] }]
only:
  - { permission: "recording:recording:view", subjects: [clients.qm-export] }`,
  related: ["expectation-can", "expectation-cannot"],
  options,
  checks: {
    stack: reads(
      "stack",
      ["expectations", "clients", "grants", "roles"],
      (stack, { existingRoles }: z.infer<typeof options>) =>
        stack.expectations.flatMap((expectation) =>
          expectation.kind === "only" ? others(expectation, stack, existingRoles === "report") : [],
        ),
    ),
  },
};

/** One violation for each subject that holds the permission and is not named. */
function others({ permission, subjects, path }: OnlyExpectation, stack: Stack, reportExisting: boolean): Violation[] {
  const named = new Set(subjects);
  return [...subjectsOf(stack)].flatMap(([subject, grants]) => {
    if (named.has(subject)) return [];
    const holdings = holdingsOf(grants, stack.roles);
    const [evidence] = decide(needOf([permission], "ALL"), holdings).evidence;
    if (!evidence || evidence.state === "no") return [];
    if (evidence.because === "existing-role" && !reportExisting) return [];
    const message = `"${subject}" ${verb(evidence)} "${permission}", which ${listed(subjects)} may: ${pathText(evidence)}.`;
    return [{ atom: `${permission} ${subject}`, at: path, message }];
  });
}

function verb({ state }: Evidence): string {
  return state === "maybe" ? "may hold" : "holds";
}

function listed(subjects: readonly string[]): string {
  return subjects.length === 0 ? "nobody" : `only ${subjects.map((subject) => `"${subject}"`).join(" and ")}`;
}
