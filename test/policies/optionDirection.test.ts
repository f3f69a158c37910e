import { describe, expect, it } from "vitest";
import { declaredDirection, optionDirection } from "../../policies/optionDirection.ts";
import { optionSchemas } from "../../policies/optionSchemas.ts";
import { RULES } from "../../policies/rules/index.ts";
import { waiverRule } from "../../policies/waiverRule.ts";

const OPTIONS = [...RULES, waiverRule].flatMap((rule) =>
  Object.keys(rule.options?.shape ?? {}).map((option) => [rule.id, option, rule] as const),
);

describe.each(OPTIONS)("option of %s: %s", (id, option, rule) => {
  it("declares which way it loosens", () => {
    expect(declaredDirection(rule, option)).toBeDefined();
    expect(optionDirection(id, option)).toBe(declaredDirection(rule, option));
  });

  it("keeps the declaration out of the published schema", () => {
    expect(JSON.stringify(optionSchemas(rule)[option])).not.toContain("loosens");
  });

  it("declares more or less only of a value that has an order: a number, a list, a yes or no", () => {
    const { type } = optionSchemas(rule)[option] as { type?: string };
    const ordered = ["number", "integer", "array", "boolean"].includes(type ?? "");
    expect(ordered || optionDirection(id, option) === "any").toBe(true);
  });
});

it("knows a longer token for the looser one, and a shorter deny list", () => {
  expect(optionDirection("token-lifetime", "maximumSeconds")).toBe("more");
  expect(optionDirection("permission-deny-list", "permissions")).toBe("less");
  expect(optionDirection("waiver", "maximumDays")).toBe("more");
});

it.each([
  ["no-such-rule", "share"],
  ["no-admin-role", "no-such-option"],
  ["no-admin-role", "toString"],
  ["__proto__", "constructor"],
])("takes every change of what it does not know for loosening: %s, %s", (rule, option) => {
  expect(optionDirection(rule, option)).toBe("any");
});
