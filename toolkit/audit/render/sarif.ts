/** The report as SARIF 2.1.0 (OASIS), as GitHub code scanning and GitLab read it. An org has no lines: every place is the first line of what was looked at. */
import { createHash } from "node:crypto";
import type { Notification, ReportingDescriptor, Result } from "sarif";
import { SARIF_SCHEMA, SECURITY_SEVERITY } from "../../../access/report/sarif.ts";
import { sarifLocation, sarifText } from "../../../access/report/sarifText.ts";
import { printableJson } from "../../../access/values/untrusted.ts";
import { TOOL } from "../../tool.ts";
import {
  type AuditFinding,
  type AuditReport,
  type AuditSeverity,
  type CheckText,
  messageOf,
  shownFindings,
} from "../model.ts";
import type { AuditRendering } from "./index.ts";

const LEVELS = { critical: "error", high: "error", medium: "warning", low: "note", info: "note" } as const;
const SEVERITY: Readonly<Record<AuditSeverity, string>> = { ...SECURITY_SEVERITY, info: "0.0" };

export function renderAuditSarif(report: AuditReport, { source }: AuditRendering): string {
  const { checks, catalogueDate, digest, organization, readAt, complete } = report;
  const indexes = new Map(checks.map(({ id }, index) => [id, index]));
  return printableJson({
    $schema: SARIF_SCHEMA,
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            ...TOOL,
            semanticVersion: TOOL.version,
            rules: checks.map(descriptor),
            properties: { catalogueDate },
          },
        },
        automationDetails: { id: `genesys-access/audit/${organization.id}/` },
        columnKind: "utf16CodeUnits",
        originalUriBaseIds: { SRCROOT: { description: { text: "The folder that the audit ran in." } } },
        invocations: [{ executionSuccessful: complete, toolExecutionNotifications: notifications(report) }],
        results: shownFindings(report).map((finding) => resultOf(finding, indexes.get(finding.check) ?? -1, source)),
        properties: { digest, organization: organization.id, readAt, complete },
      },
    ],
  });
}

/** Coverage first: what was not read, and which checks did not look. */
function notifications({ coverage, skipped, baseline }: AuditReport): Notification[] {
  const unread = coverage.filter(({ state }) => state !== "read");
  return [
    ...unread.map(({ part, state, reason = "" }) => note("error", `${part}: ${state}. ${reason}`)),
    ...skipped.map(({ check, reason }) => note("note", `skipped ${check}: ${reason}`)),
    ...(baseline?.gone ?? []).map(({ id, change }) => note("note", `${change}: ${id}`)),
  ];
}

function note(level: "error" | "note", text: string): Notification {
  return { level, message: { text: sarifText(text) } };
}

function descriptor({ id, category, severity, title, why, fix }: CheckText): ReportingDescriptor {
  return {
    id,
    shortDescription: { text: sarifText(title) },
    fullDescription: { text: sarifText(why) },
    help: { text: sarifText(`${why} ${fix}`) },
    defaultConfiguration: { level: LEVELS[severity] },
    properties: { tags: ["security", category], precision: "high", "security-severity": SEVERITY[severity] },
  };
}

function resultOf(finding: AuditFinding, ruleIndex: number, source: string): Result {
  const { id, check, severity, state, subject, fix, waiver, change } = finding;
  const hash = createHash("sha256").update(id).digest("hex").slice(0, 32);
  return {
    ruleId: check,
    ruleIndex,
    // What cannot be decided is for review; SARIF wants no level beside that kind.
    ...(state === "investigate" ? { kind: "review" as const, level: "none" as const } : { level: LEVELS[severity] }),
    message: { text: sarifText(`${subject.kind} ${JSON.stringify(subject.name)}: ${messageOf(finding)} ${fix}`) },
    locations: [sarifLocation({ file: source, line: 1, column: 1 }, `${subject.kind}/${subject.name}`)],
    partialFingerprints: { "genesysAccessFinding/v1": hash, primaryLocationLineHash: `${hash}:1` },
    ...(change && { baselineState: change === "changed" ? ("updated" as const) : change }),
    ...(waiver && {
      suppressions: [
        {
          kind: "external" as const,
          status: "accepted" as const,
          justification: sarifText(`${waiver.reason} (${waiver.owner}, until ${waiver.expires})`),
        },
      ],
    }),
    properties: { finding: id, severity, state, subject: subject.id },
  };
}
