import { describe, expect, it } from "vitest";
import { evaluate } from "../../policies/evaluate.ts";
import { factsFromPlan } from "../../policies/fromPlan.ts";
import { printFinding, printWaived } from "../../policies/print.ts";
import { RULES } from "../../policies/rules/index.ts";
import { planFile } from "../support/fixtureOrg.ts";

const { spec, desired } = planFile("test/fixtures/everything-wrong.yaml");
const findings = evaluate(RULES, factsFromPlan(desired));
const lines = findings.map((finding) => printFinding(finding, spec));

describe("printed findings", () => {
  it.each([
    ['test/fixtures/everything-wrong.yaml:12:9 roles.everything-reader.permissions[0]: Permission "analytics:*:view"'],
    [
      'test/fixtures/everything-wrong.yaml:13:9 roles.everything-reader.permissions[1]: Permission "routing:queue:edit"',
    ],
    [
      'test/fixtures/everything-wrong.yaml:14:9 roles.everything-reader.permissions[2]: Permission "conversation:call:add"',
    ],
    ['test/fixtures/everything-wrong.yaml:60:19 clients.reporting.scopes[1]: Scope "routing"'],
    [
      'test/fixtures/everything-wrong.yaml:62:9 clients.reporting.grants[0]: Role "everything-reader" is granted in all divisions',
    ],
    [
      'test/fixtures/everything-wrong.yaml:63:9 clients.reporting.grants[1]: Role "queue-writer" gives "routing:queue:edit"',
    ],
    ['test/fixtures/everything-wrong.yaml:117:9 groups."Quality Team".grants[0]: Role "everything-reader"'],
  ])("begin with file, line, column and path: %s", (start) => {
    expect(lines.filter((line) => line.startsWith(start))).toHaveLength(1);
  });

  it("end with the fix and the id that a waiver names", () => {
    for (const [index, line] of lines.entries()) {
      expect(line).toMatch(/\. .+\. \[[a-z-]+\/(role|client|grant|stack)\/.+\]$/);
      expect(line).toContain(`[${findings[index]?.id}]`);
    }
  });

  it("about a whole stack stand at the place that the rule names, or at none", () => {
    const [finding] = findings;
    const { file, line } = spec.locate(["clients", "widget"]);
    if (!finding) throw new Error("everything-wrong.yaml has findings");
    expect(printFinding({ ...finding, path: ["clients", "widget"] }, spec)).toContain(`${file}:${line}:`);
    expect(printFinding({ ...finding, path: [] })).toBe(`${finding.message} ${finding.fix} [${finding.id}]`);
  });

  it("that are waived say until when, by whom and why", () => {
    const [finding] = findings;
    if (!finding) throw new Error("everything-wrong.yaml has findings");
    const waiver = {
      finding: finding.id,
      reason: "Until the migration.",
      owner: "web@contoso.example",
      expires: "2027-03-31",
    };
    expect(printWaived(finding, waiver, spec)).toBe(
      `waived until 2027-03-31 by web@contoso.example (Until the migration): ${printFinding(finding, spec)}`,
    );
  });

  it("fall back to the path in the YAML when the file is not at hand", () => {
    const [first] = evaluate(RULES, factsFromPlan(desired));
    expect(first && printFinding(first)).toMatch(/^roles\.everything-reader\.permissions: /);
  });
});
