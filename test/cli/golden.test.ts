/** Whole reports as files. `UPDATE_GOLDEN=1 npx vitest run test/cli/golden.test.ts` writes them anew; review the difference. */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { describe, expect, it } from "vitest";
import type { ReportFormat } from "../../access/report/formats.ts";
import { renderReport } from "../../access/report/render.ts";
import { checkSpecs } from "../../toolkit/check/checkSpecs.ts";
import { golden } from "../support/golden.ts";

function reportOf(file: string, format: ReportFormat): string {
  const { report } = checkSpecs({
    files: [{ name: basename(file, ".yaml"), file }],
    readText: (path) => readFileSync(path, "utf8"),
    strict: false,
    today: "2026-11-21",
    rulePages: "https://git.contoso.example/access/docs/rules/",
  });
  // Neither a release nor a rule that found nothing should change what is compared here.
  const found = new Set(report.stacks.flatMap(({ results }) => results.map((result) => result.rule)));
  const rules = report.rules.filter(({ id }) => found.has(id));
  const compared = { ...report, rules, tool: { ...report.tool, version: "0.0.0" } };
  return renderReport(compared, format, { color: false });
}

describe.each([["test/fixtures/everything-wrong.yaml"], ["test/cli/fixtures/judged.yaml"]])(
  "the report of %s",
  (file) => {
    it.each([
      ["text", "txt"],
      ["json", "json"],
      ["sarif", "sarif"],
    ] as const)("as %s is the one reviewed", (format, ending) => {
      const text = reportOf(file, format);
      expect(text).toBe(golden(`check/${basename(file, ".yaml")}.${ending}`, text));
    });
  },
);
