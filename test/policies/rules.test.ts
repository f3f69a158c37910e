import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { evaluate, evaluateRule } from "../../policies/evaluate.ts";
import { type Facts, type FactsKind, type MaybeUnknown, UNKNOWN } from "../../policies/facts.ts";
import { factsFromPlan } from "../../policies/fromPlan.ts";
import { RULES } from "../../policies/rules/index.ts";
import { planFile } from "../support/fixtureOrg.ts";

const wrong = factsFromPlan(planFile("test/fixtures/everything-wrong.yaml").desired);
const right = factsFromPlan(planFile("test/fixtures/everything-right.yaml").desired);

describe.each(RULES.map((rule) => [rule.id, rule] as const))("rule %s", (id, rule) => {
  it("stands in a file of its own name", () => {
    expect(readdirSync("policies/rules")).toContain(`${id}.ts`);
  });

  it("trips on everything-wrong.yaml", () => {
    expect(evaluate([rule], wrong).length).toBeGreaterThan(0);
  });

  it("is silent on everything-right.yaml", () => {
    expect(evaluate([rule], right)).toEqual([]);
  });

  it("explains itself: title, why, fix as a sentence, bad and good YAML that differ", () => {
    for (const text of [rule.title, rule.why, rule.fix, rule.bad, rule.good])
      expect(text.trim().length).toBeGreaterThan(10);
    expect(rule.fix).toMatch(/^[A-Z].*\.$/s);
    expect(rule.bad).not.toBe(rule.good);
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
    const files = readdirSync("policies/rules").filter((file) => file !== "index.ts");
    expect(files.sort()).toEqual(RULES.map(({ id }) => `${id}.ts`).sort());
  });

  it("gives every finding of everything-wrong.yaml an id of its own", () => {
    const ids = evaluate(RULES, wrong).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("finds exactly these atoms in everything-wrong.yaml", () => {
    expect(
      evaluate(RULES, wrong)
        .map(({ id }) => id)
        .sort(),
    ).toEqual([
      "all-divisions-justification/client/reporting/everything-reader",
      "all-divisions-justification/grant/groups/Quality Team/everything-reader",
      "exact-redirect-uri/client/widget/http://localhost:3000/callback",
      "exact-redirect-uri/client/widget/http://widget.contoso.example/callback",
      "exact-redirect-uri/client/widget/https://widget.contoso.example/*",
      "no-implicit-grant/client/widget/TOKEN",
      "no-wildcard-permission/role/everything-reader/analytics:*:view",
      "no-wildcard-scope/client/reporting/all",
      "no-write-permission/client/reporting/queue-writer/routing:queue:edit",
      "no-write-permission/role/everything-reader/conversation:call:add",
      "no-write-permission/role/everything-reader/routing:queue:edit",
      "no-write-scope/client/reporting/all",
      "no-write-scope/client/reporting/routing",
    ]);
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
