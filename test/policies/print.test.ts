import { describe, expect, it } from "vitest";
import { evaluate } from "../../policies/evaluate.ts";
import { factsFromPlan } from "../../policies/fromPlan.ts";
import { printFinding } from "../../policies/print.ts";
import { RULES } from "../../policies/rules/index.ts";
import { planFile } from "../support/fixtureOrg.ts";

const { spec, desired } = planFile("test/fixtures/everything-wrong.yaml");
const lines = evaluate(RULES, factsFromPlan(desired)).map((finding) => printFinding(finding, spec));

describe("printed findings", () => {
  it.each([
    ['test/fixtures/everything-wrong.yaml:11:9 roles.everything-reader.permissions[0]: Permission "analytics:*:view"'],
    [
      'test/fixtures/everything-wrong.yaml:12:9 roles.everything-reader.permissions[1]: Permission "routing:queue:edit"',
    ],
    [
      'test/fixtures/everything-wrong.yaml:13:9 roles.everything-reader.permissions[2]: Permission "conversation:call:add"',
    ],
    ['test/fixtures/everything-wrong.yaml:26:19 clients.reporting.scopes[1]: Scope "routing"'],
    [
      'test/fixtures/everything-wrong.yaml:28:9 clients.reporting.grants[0]: Role "everything-reader" is granted in all divisions',
    ],
    [
      'test/fixtures/everything-wrong.yaml:29:9 clients.reporting.grants[1]: Role "queue-writer" gives "routing:queue:edit"',
    ],
    ['test/fixtures/everything-wrong.yaml:41:9 groups."Quality Team".grants[0]: Role "everything-reader"'],
  ])("begin with file, line, column and path: %s", (start) => {
    expect(lines.filter((line) => line.startsWith(start))).toHaveLength(1);
  });

  it("end with the fix and the rule", () => {
    for (const line of lines) expect(line).toMatch(/\. .+\. \([a-z-]+\)$/);
  });

  it("fall back to the path in the YAML when the file is not at hand", () => {
    const [first] = evaluate(RULES, factsFromPlan(desired));
    expect(first && printFinding(first)).toMatch(/^roles\.everything-reader\.permissions: /);
  });
});
