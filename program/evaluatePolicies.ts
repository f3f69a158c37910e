import type { DesiredAccess } from "../access/plan/desired.ts";
import type { LoadedSpec } from "../access/spec/loadSpec.ts";
import { evaluate } from "../policies/evaluate.ts";
import { factsFromPlan } from "../policies/fromPlan.ts";
import { printFinding } from "../policies/print.ts";
import { RULES } from "../policies/rules/index.ts";

/** The rules of the policy pack over the plan: one line per finding. The program refuses by itself, so that a forgotten `--policy-pack` opens nothing. */
export function evaluatePolicies(spec: LoadedSpec, desired: DesiredAccess): string[] {
  return evaluate(RULES, factsFromPlan(desired)).map((finding) => printFinding(finding, spec));
}
