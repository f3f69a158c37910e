import type { LoadedSpec } from "../access/language/loadSpec.ts";
import type { DesiredAccess } from "../access/plan/desired.ts";
import { printDay } from "../access/values/day.ts";
import { factsFromPlan } from "../policies/fromPlan.ts";
import { judgeFacts } from "../policies/judgeFacts.ts";
import { type OrgTerms, ownTerms } from "../policies/orgTerms.ts";
import { printFinding, printTogether, printWaived } from "../policies/print.ts";

/** The findings of the rules, one line each, by their effect on the run. */
export interface FindingLines {
  /** Mandatory findings: the run is refused. */
  readonly refused: readonly string[];
  /** Advisory findings; what several of them ask for has a line of its own. */
  readonly advised: readonly string[];
  /** Number of advisory findings. */
  readonly advice: number;
  /** Findings that a waiver of the spec covers. */
  readonly waived: readonly string[];
}

/**
 * The rules of the policy pack over the plan, with the settings and waivers of the spec. The program refuses by itself, so that a forgotten
 * `--policy-pack` opens nothing; and in an update the engine asks the pack about the whole stack only when everything is written.
 *
 * @param org what other stacks of the organization demand
 */
export function evaluatePolicies(
  spec: LoadedSpec,
  desired: DesiredAccess,
  now = new Date(),
  org: OrgTerms = ownTerms(spec),
): FindingLines {
  const { waivers } = spec.value;
  const expectations = [...desired.expectations, ...org.promises];
  const facts = factsFromPlan({ ...desired, expectations });
  const { open, waived } = judgeFacts(facts, { settings: org.settings, waivers, today: printDay(now) });
  const refused = open.filter(({ enforcementLevel }) => enforcementLevel === "mandatory");
  const advised = open.filter(({ enforcementLevel }) => enforcementLevel === "advisory");
  return {
    refused: refused.map((finding) => printFinding(finding, spec)),
    advised: printTogether(advised, spec),
    advice: advised.length,
    waived: waived.map(({ finding, waiver }) => printWaived(finding, waiver, spec)),
  };
}
