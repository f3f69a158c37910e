/** All rules over one stack, with its settings and waivers. */
import type { Expectation } from "../../access/plan/desired.ts";
import { evaluate } from "../../policies/evaluate.ts";
import type { Facts } from "../../policies/facts.ts";
import type { Finding } from "../../policies/finding.ts";
import { factsFromPlan } from "../../policies/fromPlan.ts";
import { RULES } from "../../policies/rules/index.ts";
import { settingOf, waiverSettings } from "../../policies/settings.ts";
import { applyWaivers, type Waiver } from "../../policies/waivers.ts";
import type { ValidStack } from "../open/loadedStack.ts";
import type { InForce } from "./inForce.ts";
import { type Fleet, isAboutFleet, shownIn } from "./severalStacks.ts";
import type { JudgedStack } from "./toReport.ts";

/** Facts of a stack, computed once: the stack's own rules and those over several stacks need them. */
export interface StackWithFacts {
  readonly stack: ValidStack;
  readonly facts: readonly Facts[];
}

export function withFacts(stack: ValidStack): StackWithFacts {
  return { stack, facts: factsFromPlan(stack.desired) };
}

export function judgeStack(
  { stack, facts }: StackWithFacts,
  fleet: Fleet | undefined,
  { settings, waivers, promises }: InForce,
  today: string,
): JudgedStack {
  const own = evaluate(RULES, withPromises(facts, promises), settings);
  const shared = fleet ? evaluate(RULES, [fleet.facts], settings).flatMap((one) => shownIn(stack, one, fleet)) : [];
  // A waiver of a finding about several stacks waits for a check that sees them; it is no stray one.
  const applicable = fleet ? waivers : waivers.filter(({ finding }) => !isAboutFleet(finding));
  const judged = applyWaivers([...own, ...shared], applicable, { today, ...waiverSettings(settings) });
  const open = judged.open.map((finding) => atWaiver(finding, applicable, stack));
  const disabled = RULES.filter((rule) => settingOf(rule, settings).enforcementLevel === "disabled");
  return { open, waived: judged.waived, disabled: disabled.map(({ id }) => id) };
}

function withPromises(facts: readonly Facts[], promises: readonly Expectation[]): readonly Facts[] {
  if (promises.length === 0) return facts;
  return facts.map((one) =>
    one.kind === "stack" ? { ...one, expectations: [...one.expectations, ...promises] } : one,
  );
}

/** A finding about a waiver counts those that were applied; the file may list others, or none where they came from a git ref. */
function atWaiver(finding: Finding, applied: readonly Waiver[], { spec }: ValidStack): Finding {
  const [section, index, ...below] = finding.path;
  if (section !== "waivers" || typeof index !== "number") return finding;
  const written = spec.value.waivers.findIndex((waiver) => waiver.finding === applied[index]?.finding);
  return { ...finding, path: written < 0 ? ["waivers"] : ["waivers", written, ...below] };
}
