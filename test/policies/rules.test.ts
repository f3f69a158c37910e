import { existsSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { type MaybeUnknown, UNKNOWN } from "../../access/resources/unknown.ts";
import { evaluate, evaluateRule } from "../../policies/evaluate.ts";
import type { Facts, FactsKind } from "../../policies/facts.ts";
import { RULES } from "../../policies/rules/index.ts";
import { settingOf } from "../../policies/settings.ts";
import { DISABLED_RULES_ON, expectedFindings, fixtureFacts } from "../support/fixtureFacts.ts";
import { findingsInSnippet } from "../support/snippetSpec.ts";

const wrong = fixtureFacts("everything-wrong");
const right = fixtureFacts("everything-right");
const settings = DISABLED_RULES_ON;

describe.each(RULES.map((rule) => [rule.id, rule] as const))("rule %s", (id, rule) => {
  it("stands in a file of its own name", () => {
    expect(readdirSync("policies/rules")).toContain(`${id}.ts`);
  });

  it("trips on everything-wrong.yaml", () => {
    expect(evaluate([rule], wrong, settings).length).toBeGreaterThan(0);
  });

  it("is silent on everything-right.yaml", () => {
    expect(evaluate([rule], right, settings)).toEqual([]);
  });

  it("explains itself: title, why, fix as a sentence, bad and good YAML that differ", () => {
    for (const text of [rule.title, rule.why, rule.fix, rule.bad, rule.good])
      expect(text.trim().length).toBeGreaterThan(10);
    expect(rule.fix).toMatch(/^[A-Z].*\.$/s);
    expect(rule.bad).not.toBe(rule.good);
  });

  it("trips on its bad YAML and not on its good YAML", () => {
    expect(findingsInSnippet(rule, rule.bad).map((finding) => finding.rule)).toContain(id);
    expect(findingsInSnippet(rule, rule.good)).toEqual([]);
  });

  it("says with every finding what is wrong and what to write, in sentences", () => {
    for (const { message, fix } of evaluate([rule], wrong, settings)) {
      expect(message).toMatch(/^["A-Z].*\.$/s);
      expect(fix).toMatch(/^[A-Z].*\.$/s);
    }
  });

  it("gives each of its options a default and a description", () => {
    const shape: Readonly<Record<string, z.core.$ZodType>> = rule.options?.shape ?? {};
    for (const option of Object.values(shape)) {
      expect((option as z.ZodType).description?.length).toBeGreaterThan(10);
      expect(option).toBeInstanceOf(z.ZodDefault);
    }
  });

  it("relates to rules that exist", () => {
    const ids = RULES.map((other) => other.id);
    const rules = rule.related.filter((related) => !related.startsWith("https://"));
    expect(ids).toEqual(expect.arrayContaining(rules));
    expect(rules).not.toContain(id);
  });

  it("has a page in the docs", () => {
    expect(existsSync(`docs/rules/${id}.md`)).toBe(true);
  });

  it.each(unknownCases(id))("refuses a %s whose %s is unknown", (_kind, field, facts) => {
    const findings = evaluateRule(rule, facts);
    expect(findings.map((finding) => finding.atom)).toContain(`unknown:${field}`);
  });

  it.each(unknownCases(id))(
    "refuses a %s with an unknown inside %s, also beside a known value",
    (_kind, field, facts) => {
      const beside = { ...(facts as object), [field]: ["known", UNKNOWN] } as unknown as MaybeUnknown<Facts>;
      expect(evaluateRule(rule, beside).map((finding) => finding.atom)).toContain(`unknown:${field}`);
    },
  );
});

describe("the rule set", () => {
  it("has no id twice", () => {
    expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
  });

  it("contains every rule file", () => {
    const files = readdirSync("policies/rules").filter((file) => file.endsWith(".ts") && file !== "index.ts");
    expect(files.sort()).toEqual(RULES.map(({ id }) => `${id}.ts`).sort());
  });

  it("keeps the rules of a category together", () => {
    const runs = RULES.map(({ category }) => category).filter((category, index, all) => category !== all[index - 1]);
    expect(new Set(runs).size).toBe(runs.length);
  });

  it("gives every finding of everything-wrong.yaml an id of its own", () => {
    const ids = evaluate(RULES, wrong, settings).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(["everything-wrong", "everything-right"] as const)("finds exactly the listed atoms in %s.yaml", (name) => {
    const ids = evaluate(RULES, fixtureFacts(name), settings).map(({ id }) => id);
    expect(ids.sort()).toEqual(expectedFindings(name));
  });

  it("accepts no option that a rule does not have the type for", () => {
    const noAdminRole = RULES.find(({ id }) => id === "no-admin-role");
    expect(() => noAdminRole && settingOf(noAdminRole, { "no-admin-role": { share: 2 } })).toThrow();
  });
});

/** One case per kind and field that a rule reads. */
function unknownCases(id: string): [FactsKind, string, MaybeUnknown<Facts>][] {
  const rule = RULES.find((candidate) => candidate.id === id);
  return Object.entries(rule?.checks ?? {}).flatMap(([kind, check]) =>
    check.reads.map((field): [FactsKind, string, MaybeUnknown<Facts>] => {
      const facts = right.find((candidate) => candidate.kind === kind);
      return [kind as FactsKind, field, { ...facts, [field]: UNKNOWN } as MaybeUnknown<Facts>];
    }),
  );
}
