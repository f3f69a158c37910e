/** The report as JSON, for other programs and as the next baseline: everything, also what did not change. */
import { answerJson } from "../../answerJson.ts";
import { type AuditReport, messageOf } from "../model.ts";

export function renderAuditJson({ tool: _, findings, ...report }: AuditReport): string {
  return answerJson({ ...report, findings: findings.map((finding) => ({ ...finding, message: messageOf(finding) })) });
}
