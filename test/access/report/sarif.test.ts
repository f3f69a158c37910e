import type { Log, Result, Run } from "sarif";
import { describe, expect, it } from "vitest";
import type { Report, ReportResult } from "../../../access/report/model.ts";
import { renderSarif } from "../../../access/report/sarif.ts";
import { sarifErrors } from "../../support/sarifSchema.ts";
import { HOSTILE, report, result, WAIVED } from "./reports.ts";

function runOf(input: Report): Run {
  const log = JSON.parse(renderSarif(input)) as Log;
  expect(sarifErrors(log)).toEqual([]);
  const [run] = log.runs;
  if (!run) throw new Error("SARIF without a run");
  return run;
}

function resultOf(changes: Partial<ReportResult>): Result {
  const [only] = runOf(report([result(changes)])).results ?? [];
  if (!only) throw new Error("SARIF without a result");
  return only;
}

describe("the report as SARIF", () => {
  it("fits the schema of SARIF 2.1.0, whatever is in it", () => {
    runOf(report([], { notes: ["Waivers are those of main."] }));
    runOf(
      report([
        result(),
        result(WAIVED),
        result({ message: HOSTILE, path: HOSTILE, position: { file: HOSTILE, line: 1, column: 1 } }),
      ]),
    );
  });

  it("is checked by a schema that refuses other things", () => {
    expect(sarifErrors({ version: "2.1.0", runs: [{ results: [] }] })).not.toEqual([]);
  });

  it("describes each rule with help, page, default level and a severity that code scanning ranks by", () => {
    expect(runOf(report([])).tool.driver.rules).toEqual([
      expect.objectContaining({
        id: "no-write-permission",
        name: "NoWritePermission",
        helpUri: "https://git.contoso.example/access/docs/rules/no-write-permission.md",
        help: {
          text: "Read-only is a promise. Remove the permission.",
          markdown: expect.stringContaining("**Avoid**\n\n```yaml\npermissions: [routing:queue:edit]\n```"),
        },
        defaultConfiguration: { enabled: true, level: "error" },
        properties: { tags: ["security", "privilege"], precision: "high", "security-severity": "9.5" },
      }),
    ]);
  });

  it("points each result at its rule and at a line of a file relative to the run", () => {
    expect(resultOf({ level: "advisory" })).toMatchObject({
      ruleId: "no-write-permission",
      ruleIndex: 0,
      level: "warning",
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "stacks/prod.yaml", uriBaseId: "SRCROOT" },
            region: { startLine: 14, startColumn: 9 },
          },
        },
      ],
    });
  });

  it.each([
    ["my stacks/ä#1.yaml", { uri: "my%20stacks/%C3%A4%231.yaml", uriBaseId: "SRCROOT" }],
    ["/etc/specs/a.yaml", { uri: "file:///etc/specs/a.yaml" }],
  ])("writes the file %s as an address", (file, uri) => {
    const location = resultOf({ position: { file, line: 1, column: 1 } }).locations?.[0]?.physicalLocation;
    expect(location?.artifactLocation).toEqual(uri);
  });

  it("records a waiver as a suppression with its justification", () => {
    expect(resultOf(WAIVED).suppressions).toEqual([
      { kind: "inSource", status: "accepted", justification: "Migration (bi-team@contoso.example, until 2027-03-31)" },
    ]);
    expect(resultOf({}).suppressions).toBeUndefined();
  });

  it("keeps a result's fingerprint when lines move or texts change, and only then", () => {
    const prints = (changes: Partial<ReportResult>) => resultOf(changes).partialFingerprints;
    const moved = { position: { file: "stacks/prod.yaml", line: 99, column: 1 }, message: "Other words." };
    expect(prints(moved)).toEqual(prints({}));
    expect(prints({ id: "no-write-permission/role/bi/routing:queue:add" })).not.toEqual(prints({}));
    expect(prints({ position: { file: "stacks/dev.yaml", line: 14, column: 9 } })).not.toEqual(prints({}));
    expect(prints({})?.["primaryLocationLineHash"]).toMatch(/^[0-9a-f]{32}:1$/);
  });

  it("reports what stacks share by an included file once, unless it is waived in one of them", () => {
    const position = { file: "stacks/shared/roles.yaml", line: 2, column: 1 };
    const stack = (name: string, changes: Partial<ReportResult> = {}) => ({
      name,
      file: `stacks/${name}.yaml`,
      results: [result({ position, ...changes })],
      disabled: [],
    });
    const shared = runOf(report([], { stacks: [stack("dev"), stack("prod")] })).results ?? [];
    expect(shared.map(({ properties }) => properties?.["stacks"])).toEqual([["dev", "prod"]]);
    const judged = runOf(report([], { stacks: [stack("dev", WAIVED), stack("prod")] })).results ?? [];
    expect(judged.map(({ suppressions = [] }) => suppressions.length)).toEqual([1, 0]);
  });

  it("lets no name forge a link or hide characters", () => {
    const { message } = resultOf({
      message: "See [this page](https://evil.example) or roles.bi[0].\u202e",
      fix: "Do.",
    });
    expect(message.text).toBe("See \\[this page\\](https://evil.example) or roles.bi\\[0\\].\\\\u{202e} Do.");
    expect(resultOf({ message: "roles.bi.permissions[0] is wrong.", fix: "Do." }).message.text).toBe(
      "roles.bi.permissions[0] is wrong. Do.",
    );
  });
});
