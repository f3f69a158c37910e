import { describe, expect, it } from "vitest";
import { NO_CHANGES, notPreviewed, notRun, type OrgReport, unchanged, worst } from "../../../toolkit/fleet/model.ts";
import { outcomeLine, renderFleet } from "../../../toolkit/fleet/render.ts";

const WIDENED: OrgReport = {
  stack: "emea",
  file: "stacks/emea.yaml",
  organization: { id: "3e1f6b52-6c6c-4d3e-8a55-2f1f1d9b7a01", name: "Contoso EMEA" },
  access: { verdict: "widened", driftLookedFor: true, gained: 12, lost: 0, unknown: 3, digest: "ab".repeat(32) },
  changes: { create: 4, update: 1, replace: 2, delete: 3 },
  seconds: 12.4,
  result: "previewed",
  exitCode: 0,
  reasons: [],
};
const FAILED: OrgReport = {
  ...notPreviewed({ name: "na", file: "stacks/na.yaml" }),
  seconds: 3,
  result: "failed",
  exitCode: 4,
  reasons: ["the stack is currently locked", "name with \u001b[31mcolour"],
};

describe("the report of a fleet", () => {
  it("is a table, why an org is not in order, and one line about all", () => {
    expect(renderFleet("preview", [WIDENED, FAILED], "text")).toBe(
      [
        "STACK  ORGANIZATION  ACCESS          RESOURCES     TIME  RESULT",
        "emea   Contoso EMEA  widened +12 ?3  +4 ~1 +-2 -3  12 s  previewed",
        "na     -             -               -             3 s   failed",
        "",
        "na: failed",
        "  - the stack is currently locked",
        "  - name with \\u{1b}[31mcolour",
        "",
        "2 orgs: 1 previewed, 1 failed",
        "",
      ].join("\n"),
    );
    expect(outcomeLine(WIDENED)).toBe("emea: previewed in 12 s; widened +12 ?3; +4 ~1 +-2 -3");
    const blind = {
      ...WIDENED,
      access: { verdict: "unchanged", driftLookedFor: false, gained: 0, lost: 0, unknown: 0 },
    } as const;
    expect(outcomeLine(blind)).toContain("; unchanged (drift was not looked for); ");
    expect(outcomeLine(FAILED)).toBe("na: failed in 3 s");
  });

  it("is JSON with a version", () => {
    const report = JSON.parse(renderFleet("up", [WIDENED, FAILED], "json"));
    expect(report).toMatchObject({ formatVersion: 1, action: "up", tool: { name: "genesys-access" } });
    expect(report.stacks).toEqual([WIDENED, FAILED]);
  });

  it("ends as the worst org", () => {
    expect(worst([])).toBe(0);
    expect(worst([WIDENED, unchanged(WIDENED)])).toBe(0);
    expect(worst([WIDENED, notRun(WIDENED)])).toBe(1);
    expect(worst([FAILED, notRun(WIDENED)])).toBe(4);
  });

  it("says of an org that was left alone that nothing changed", () => {
    expect(notRun(WIDENED)).toMatchObject({ changes: NO_CHANGES, result: "not run", exitCode: 1 });
    expect(unchanged(WIDENED)).toMatchObject({ result: "unchanged", exitCode: 0 });
  });
});
