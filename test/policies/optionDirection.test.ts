import { describe, expect, it } from "vitest";
import { listedDirection } from "../../policies/optionDirection.ts";
import { RULES } from "../../policies/rules/index.ts";
import { waiverRule } from "../../policies/waiverRule.ts";

describe("the options of rules", () => {
  it.each(
    [...RULES, waiverRule].flatMap(({ id, options }) =>
      Object.keys(options?.shape ?? {}).map((option) => [id, option]),
    ),
  )("%s: %s says which way it loosens", (rule, option) => {
    expect(["more", "less", "any"]).toContain(listedDirection(rule, option));
  });
});
