/** The report of `genesys-access check` about one file, without what changes with every release. */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import type { Report } from "../../access/report/model.ts";
import { checkSpecs } from "../../toolkit/check/checkSpecs.ts";

export const RULE_PAGES = "https://git.contoso.example/access/docs/rules/";

/** Neither a release nor a rule that found nothing changes it: the version is 0.0.0, and only rules that found something are described. */
export function checkReport(file: string): Report {
  const { report } = checkSpecs({
    files: [{ name: basename(file, ".yaml"), file }],
    readText: (path) => readFileSync(path, "utf8"),
    strict: false,
    today: "2026-11-21",
    rulePages: RULE_PAGES,
  });
  const found = new Set(report.stacks.flatMap(({ results }) => results.map((result) => result.rule)));
  const rules = report.rules.filter(({ id }) => found.has(id));
  return { ...report, rules, tool: { ...report.tool, version: "0.0.0" } };
}
