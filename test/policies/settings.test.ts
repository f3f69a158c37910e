import { describe, expect, it } from "vitest";
import { z } from "zod";
import { loadSpec } from "../../access/language/loadSpec.ts";
import { printProblem } from "../../access/language/problem.ts";
import { evaluate } from "../../policies/evaluate.ts";
import { factsFromPlan } from "../../policies/fromPlan.ts";
import { configSchema, initialConfig } from "../../policies/packConfig.ts";
import type { Rule } from "../../policies/rule.ts";
import { RULES } from "../../policies/rules/index.ts";
import { noImplicitGrant } from "../../policies/rules/no-implicit-grant.ts";
import { type PolicySettings, settingOf, settingProblems, waiverSettings } from "../../policies/settings.ts";
import { waiverRule } from "../../policies/waiverRule.ts";
import { planFile } from "../support/fixtureOrg.ts";

const limited: Rule = {
  ...noImplicitGrant,
  id: "limited",
  options: z.object({ most: z.int().max(10).default(5).describe("The most that is allowed.") }),
};

function problems(policies: string): string[] {
  const result = loadSpec(
    "a.yaml",
    () => `organization: { id: 7c1d3c52-6f0e-4d53-9a3c-0d7be1f6a101 }\npolicies:\n${policies}`,
  );
  if (!result.ok) return result.problems.map(printProblem);
  return settingProblems([...RULES, limited], result.spec.value.policies, result.spec).map(printProblem);
}

describe("settings of a spec", () => {
  it("are fine as a level, as a level with options, and as options alone", () => {
    expect(
      problems(
        "  no-implicit-grant: disabled\n  limited: { enforcementLevel: advisory, most: 3 }\n  waiver: { maximumDays: 180 }",
      ),
    ).toEqual([]);
  });

  it.each([
    [
      "  no-implicit-grants: advisory",
      /^a\.yaml:3:3 policies\.no-implicit-grants: there is no rule .* Nearest: no-implicit-grant/,
    ],
    [
      "  limited: { mots: 3 }",
      /^a\.yaml:3:14 policies\.limited\.mots: rule "limited" has no option "mots"\. Nearest: most\. /,
    ],
    [
      "  limited: { most: 11 }",
      /^a\.yaml:3:20 policies\.limited\.most: rule "limited" does not take this: .*<=10.* \(The most that is allowed\)\./,
    ],
    [
      "  no-implicit-grant: { most: 3 }",
      /policies\.no-implicit-grant\.most: .* Use one of enforcementLevel, or remove it\./,
    ],
    ["  waiver: { maximumDays: 0 }", /policies\.waiver\.maximumDays: /],
    [
      "  limited: off",
      /^a\.yaml:3:12 policies\.limited: "off" is not a value of this key.*mandatory, advisory, disabled/,
    ],
  ])("are refused with place and fix: %s", (policies, text) => {
    const [only, ...more] = problems(policies);
    expect(only).toMatch(text);
    expect(more).toEqual([]);
  });

  it("change level and options, and leave the rest to the rule", () => {
    expect(settingOf(limited, { limited: "disabled" })).toEqual({ enforcementLevel: "disabled", options: { most: 5 } });
    expect(settingOf(limited, { limited: { most: 3 } })).toEqual({
      enforcementLevel: "mandatory",
      options: { most: 3 },
    });
    expect(settingOf(limited)).toEqual({ enforcementLevel: "mandatory", options: { most: 5 } });
  });

  it("disable a rule, or give its findings another level", () => {
    const facts = factsFromPlan(planFile("test/fixtures/every-fact.yaml").desired);
    const levels = (settings: PolicySettings) =>
      evaluate([noImplicitGrant], facts, settings).map(({ enforcementLevel }) => enforcementLevel);
    expect(levels({})).toEqual(["mandatory"]);
    expect(levels({ "no-implicit-grant": "advisory" })).toEqual(["advisory"]);
    expect(levels({ "no-implicit-grant": { enforcementLevel: "disabled" } })).toEqual([]);
  });

  it("say how long a waiver may last", () => {
    expect(waiverSettings({})).toEqual({ maximumDays: 400 });
    expect(waiverSettings({ waiver: { maximumDays: 180 } })).toEqual({ maximumDays: 180 });
    expect(waiverSettings({ waiver: "mandatory" })).toEqual({ maximumDays: 400, enforcementLevel: "mandatory" });
  });
});

describe("configuration of the policy pack", () => {
  it("has the spec's settings, always with a level", () => {
    expect(
      initialConfig([limited, noImplicitGrant], { limited: { most: 3 }, "no-implicit-grant": "advisory" }),
    ).toEqual({
      limited: { enforcementLevel: "mandatory", most: 3 },
      "no-implicit-grant": { enforcementLevel: "advisory" },
    });
  });

  it("leaves out what the program refuses: the rule then holds with its defaults", () => {
    expect(
      initialConfig([limited], { limited: { enforcementLevel: "disabled", most: 11 }, other: "disabled" }),
    ).toEqual({});
  });

  it("reaches both policies of a rule that has two", () => {
    const both: Rule = { ...limited, checks: { ...limited.checks, stack: { reads: [], check: () => [] } } };
    expect(Object.keys(initialConfig([both], { limited: "advisory" }))).toEqual(["limited", "limited-stack"]);
  });

  it("has a schema with a default and a description for every option of every rule", () => {
    expect(configSchema(noImplicitGrant)).toBeUndefined();
    expect(configSchema(limited)?.properties).toMatchObject({
      most: { type: "integer", default: 5, maximum: 10, description: "The most that is allowed." },
    });
    for (const rule of [...RULES, waiverRule]) {
      for (const option of Object.values(configSchema(rule)?.properties ?? {})) {
        expect(option, rule.id).toMatchObject({ default: expect.anything(), description: expect.any(String) });
      }
    }
  });
});
