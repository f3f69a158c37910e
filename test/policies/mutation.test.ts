import { describe, expect, it } from "vitest";
import { evaluate } from "../../policies/evaluate.ts";
import type { FactsKind } from "../../policies/facts.ts";
import type { Check, Rule } from "../../policies/rule.ts";
import { RULES } from "../../policies/rules/index.ts";
import {
  DISABLED_RULES_ON,
  EXISTING_ROLE,
  existingRoleFindings,
  expectedFindings,
  fixtureFacts,
} from "../support/fixtureFacts.ts";

const wrong = [...fixtureFacts("everything-wrong"), EXISTING_ROLE];
const expected = [...expectedFindings("everything-wrong"), ...existingRoleFindings()].sort();

const checks = RULES.flatMap((rule) =>
  Object.entries(rule.checks).map(([kind, check]) => [rule.id, kind as FactsKind, check] as const),
);

describe("the expected findings of everything-wrong.yaml", () => {
  it.each(checks)("notice when %s no longer looks at a %s", (id, kind, check) => {
    const blind: Check = { ...check, check: () => [] };
    const mutated = RULES.map((rule) => (rule.id === id ? withCheck(rule, kind, blind) : rule));
    expect(idsOf(mutated)).not.toEqual(expected);
  });

  it.each(RULES.map(({ id }) => [id]))("notice when %s is taken out of the set", (id) => {
    expect(idsOf(RULES.filter((rule) => rule.id !== id))).not.toEqual(expected);
  });

  it("hold for the rules as they are", () => {
    expect(idsOf(RULES)).toEqual(expected);
  });
});

function withCheck(rule: Rule, kind: FactsKind, check: Check): Rule {
  return { ...rule, checks: { ...rule.checks, [kind]: check } };
}

function idsOf(rules: readonly Rule[]): string[] {
  return evaluate(rules, wrong, DISABLED_RULES_ON)
    .map(({ id }) => id)
    .sort();
}
