/** Runs rules over facts. A rule whose fields are not all known refuses: what cannot be decided is not allowed. */
import { containsUnknown, type MaybeUnknown } from "../access/resources/unknown.ts";
import type { Facts } from "./facts.ts";
import { type Finding, makeFinding, type Violation } from "./finding.ts";
import type { Rule } from "./rule.ts";
import { type EffectiveSetting, type PolicySettings, settingOf } from "./settings.ts";

/** Every finding of the enabled rules, in the order of the subjects and then of the rules. */
export function evaluate(
  rules: readonly Rule[],
  subjects: readonly MaybeUnknown<Facts>[],
  settings: PolicySettings = {},
  today?: string,
): Finding[] {
  const enabled = rules
    .map((rule) => ({ rule, setting: settingOf(rule, settings) }))
    .filter(({ setting }) => setting.enforcementLevel !== "disabled");
  return subjects.flatMap((facts) => enabled.flatMap(({ rule, setting }) => evaluateRule(rule, facts, setting, today)));
}

export function evaluateRule(
  rule: Rule,
  facts: MaybeUnknown<Facts>,
  setting: EffectiveSetting = settingOf(rule),
  today?: string,
): Finding[] {
  const subject = facts as Facts; // kind and key are never unknown: they come from the resource's type and logical key
  const check = rule.checks[subject.kind];
  if (!check) return [];
  const unknown = check.reads.filter((field) => containsUnknown(subject[field as keyof Facts]));
  const violations =
    unknown.length > 0 ? unknown.map(undecided) : check.check(subject as never, setting.options as never, today);
  return violations.map((violation) => makeFinding(rule, setting.enforcementLevel, subject, violation));
}

function undecided(field: string): Violation {
  return {
    atom: `unknown:${field}`,
    at: [],
    message: `"${field}" is not known during the preview, so this rule cannot decide and refuses.`,
    undecided: true,
  };
}
