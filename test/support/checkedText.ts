import type { ReportResult } from "../../access/report/model.ts";
import { checkSpecs } from "../../toolkit/check/checkSpecs.ts";

/** What `check` finds in one text, in the order in which it tells it; the rest of a spec is the caller's. */
export function checkedText(text: string): ReportResult[] {
  const { report } = checkSpecs({
    files: [{ name: "prod", file: "stacks/prod.yaml" }],
    readText: (file) => {
      if (file === "stacks/prod.yaml") return text;
      throw Object.assign(new Error("there is no such file"), { code: "ENOENT" });
    },
    strict: false,
    today: "2026-11-29",
  });
  return report.stacks.flatMap(({ results }) => results);
}

/** `code path: message Fix` of each, for reading. */
export function told(results: readonly ReportResult[]): string[] {
  return results.map(({ rule, path, message, fix }) => `${rule} ${path ?? ""}: ${message} ${fix ?? ""}`);
}
