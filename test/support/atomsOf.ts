import { evaluateRule } from "../../policies/evaluate.ts";
import type { Facts } from "../../policies/facts.ts";
import { RULES } from "../../policies/rules/index.ts";
import { settingOf } from "../../policies/settings.ts";

/** The atoms that one rule finds in facts, with options or with its defaults, whatever its level. */
export function atomsOf(id: string, facts: Facts, options: Readonly<Record<string, unknown>> = {}): string[] {
  return findingsOf(id, facts, options).map(({ atom }) => atom);
}

export function findingsOf(id: string, facts: Facts, options: Readonly<Record<string, unknown>> = {}) {
  const rule = RULES.find((candidate) => candidate.id === id);
  if (!rule) throw new Error(`There is no rule ${id}.`);
  return evaluateRule(rule, facts, settingOf(rule, { [id]: options }));
}
