/** The report as JSON, for other programs: schemas/check-report.schema.json describes it. */

import { printableJson } from "../values/untrusted.ts";
import { type Report, summarise } from "./model.ts";

/** Grows with every change that could break a reader. */
export const JSON_FORMAT_VERSION = 1;

export function renderJson(report: Report): string {
  const { tool, catalogueDate, stacks, rules, notes } = report;
  return printableJson({
    formatVersion: JSON_FORMAT_VERSION,
    tool,
    catalogueDate,
    summary: summarise(report),
    stacks,
    rules,
    notes,
  });
}
