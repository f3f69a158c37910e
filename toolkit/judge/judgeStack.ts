/** All rules over one stack, with its settings and waivers. */
import type { Expectation } from "../../access/plan/desired.ts";
import type { Facts } from "../../policies/facts.ts";
import type { Finding } from "../../policies/finding.ts";
import { factsFromPlan } from "../../policies/fromPlan.ts";
import { judgeFacts } from "../../policies/judgeFacts.ts";
import { RULES } from "../../policies/rules/index.ts";
import { settingOf } from "../../policies/settings.ts";
import { isAboutSeveralStacks, type Waiver } from "../../policies/waivers.ts";
import type { ValidStack } from "../open/loadedStack.ts";
import type { InForce } from "./inForce.ts";
import { type SeveralStacks, shownIn } from "./severalStacks.ts";
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
  several: SeveralStacks | undefined,
  { settings, waivers, promises }: InForce,
  today: string,
): JudgedStack {
  const all = [...withPromises(facts, promises), ...(several ? [several.facts] : [])];
  const shown = (finding: Finding) =>
    several && isAboutSeveralStacks(finding.id) ? shownIn(stack, finding, several) : [finding];
  const judged = judgeFacts(all, { settings, waivers, today }, { shown });
  const open = judged.open.map((finding) => atWaiver(finding, waivers, stack));
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
