/** The report as JSON, for other programs. */
import { answerJson } from "../../answerJson.ts";
import type { UsageReport } from "../model.ts";

export function renderUsageJson(report: UsageReport): string {
  return answerJson(report);
}
