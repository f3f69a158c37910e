import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { loadJudgedSpec, specFileOf } from "../../policies/loadJudgedSpec.ts";

const RIGHT = readFileSync("test/stories/01-permission-added/base.yaml", "utf8");

describe("a spec that rules can judge", () => {
  it("is one whose policies name rules and options that exist", () => {
    const right = loadJudgedSpec("stacks/prod.yaml", () => `${RIGHT}\npolicies: { secret-age: advisory }\n`);
    expect(right).toMatchObject({ ok: true, spec: { file: "stacks/prod.yaml" } });
  });

  it.each([
    ["{ no-such-rule: disabled }", "unknown-rule"],
    ["{ secret-age: { enforcementLevel: advisory, no-such-option: 1 } }", "unknown-option"],
    ["{ waiver: { maximumDays: never } }", "bad-option"],
  ])("is not valid with policies: %s", (policies, code) => {
    const wrong = loadJudgedSpec("stacks/prod.yaml", () => `${RIGHT}\npolicies: ${policies}\n`);
    expect(wrong).toMatchObject({ ok: false, problems: [{ code, position: { file: "stacks/prod.yaml" } }] });
  });

  it("is not valid where the language refuses it, whatever its policies say", () => {
    const wrong = loadJudgedSpec("stacks/prod.yaml", () => "policies: { no-such-rule: disabled }\n");
    expect(wrong).toMatchObject({ ok: false });
  });
});

describe("the file of a stack's spec", () => {
  it.each([
    ["prod", undefined, "stacks/prod.yaml"],
    ["prod", "", "stacks/prod.yaml"],
    ["contoso/access/prod", undefined, "stacks/prod.yaml"],
    ["prod", "shared/all.yaml", "shared/all.yaml"],
  ])("of %s, configured as %s, is %s", (stack, configured, file) => {
    expect(specFileOf(stack, configured)).toBe(file);
  });
});
