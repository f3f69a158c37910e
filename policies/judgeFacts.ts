/** The one judge: rules over facts, with the settings and waivers of a spec, on a day. The program, the policy pack and every command ask it. */
import type { MaybeUnknown } from "../access/resources/unknown.ts";
import { evaluate, evaluateRule } from "./evaluate.ts";
import type { Facts } from "./facts.ts";
import type { Finding } from "./finding.ts";
import type { Rule } from "./rule.ts";
import { RULES } from "./rules/index.ts";
import { type PolicySettings, settingOf, waiverSettings } from "./settings.ts";
import { applyWaivers, type Judged, type Waiver } from "./waivers.ts";

/** The terms that facts are judged by. */
export interface Terms {
  /** `policies:` of the spec. */
  readonly settings: PolicySettings;
  readonly waivers: readonly Waiver[];
  /** The day in UTC, `YYYY-MM-DD`: the clock is the caller's. */
  readonly today: string;
}

export interface JudgeOptions {
  readonly rules?: readonly Rule[];
  /** The findings of a stack that a finding stands for; by default itself. */
  readonly shown?: (finding: Finding) => readonly Finding[];
}

/**
 * All findings of a stack, open and waived. A waiver of a finding about several stacks waits until the facts of several stacks are among those
 * that are judged: before, nobody can say that it matches nothing.
 */
export function judgeFacts(
  facts: readonly MaybeUnknown<Facts>[],
  terms: Terms,
  { rules = RULES, shown = (finding) => [finding] }: JudgeOptions = {},
): Judged {
  const findings = evaluate(rules, facts, terms.settings, terms.today).flatMap(shown);
  return settle(findings, terms, !facts.some((one) => (one as Facts).kind === "fleet"));
}

/**
 * Findings of one rule that no waiver covers, where the other findings of the stack are not at hand: nothing is said about the waivers. Whoever
 * asks has decided that the rule is enforced: the engine does so by its own configuration, which may be stricter than the spec.
 */
export function openFindings(rule: Rule, facts: MaybeUnknown<Facts>, terms: Terms): Finding[] {
  const findings = evaluateRule(rule, facts, settingOf(rule, terms.settings), terms.today);
  if (findings.length === 0) return [];
  return settle(findings, terms, true).open.filter((finding) => finding.rule === rule.id);
}

function settle(findings: readonly Finding[], { settings, waivers, today }: Terms, oneStack: boolean): Judged {
  return applyWaivers(findings, waivers, { today, oneStack, ...waiverSettings(settings) });
}
