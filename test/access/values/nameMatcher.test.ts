import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isLiteral, nameMatcher } from "../../../access/values/nameMatcher.ts";

describe("patterns over division names", () => {
  it.each([
    ["EMEA_*", "EMEA_Operations"],
    ["*", "North/South"],
    ["*/*", "North/South"],
    ["a?c", "a/c"],
    ["./*", "./x"],
    ["Sales (*)", "Sales (EMEA)"],
    ["[x] *", "[x] y"],
    ["{a,b}*", "{a,b}"],
    ["!*", "!x"],
    ["a\\*", "a\\b"],
    ["K?ln", "Köln"],
  ])("%s matches %s", (pattern, name) => {
    expect(nameMatcher([pattern])(name)).toBe(true);
  });

  it.each([
    ["EMEA_*", "emea_operations"],
    ["EMEA_*", "X_EMEA_"],
    ["Sales (*)", "Sales EMEA"],
    ["[x]*", "xy"],
    ["{a,b}*", "ac"],
    ["!x*", "ab"],
    ["a.*", "abc"],
    ["a|b*", "a"],
  ])("%s does not match %s", (pattern, name) => {
    expect(nameMatcher([pattern])(name)).toBe(false);
  });

  it("without * and ? are plain names that match themselves only", () => {
    const names = fc.string().filter(isLiteral);
    fc.assert(
      fc.property(names, names, (pattern, name) => {
        expect(nameMatcher([pattern])(name)).toBe(pattern === name);
      }),
    );
  });

  it("match when any of several does, and never when there are none", () => {
    expect(nameMatcher(["APAC", "EMEA_*"])("EMEA_1")).toBe(true);
    expect(nameMatcher([])("EMEA_1")).toBe(false);
  });
});
