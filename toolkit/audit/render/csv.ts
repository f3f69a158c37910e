/** The report as one table: coverage first, then findings, one row for each thing of them, then what is gone. Every row has the digest. */
import { renderCsv } from "../../../access/report/csv.ts";
import { type AuditReport, shownFindings } from "../model.ts";

const COLUMNS = [
  "state",
  "severity",
  "check",
  "subject_kind",
  "subject_id",
  "subject_name",
  "item",
  "message",
  "why",
  "fix",
  "calls",
  "change",
  "waived_until",
  "waiver_owner",
  "waiver_reason",
  "id",
  "organization_id",
  "read_at",
  "digest",
] as const;

type Row = Partial<Record<(typeof COLUMNS)[number], string>>;

export function renderAuditCsv(report: AuditReport): string {
  const { coverage, skipped, organization, readAt, digest, clients, baseline } = report;
  const calls = new Map(clients.map(({ id, requests }) => [id, requests === null ? "" : String(requests)]));
  const rows: Row[] = [
    ...coverage.map(({ part, state, count, reason = "" }) => ({
      state: "coverage",
      check: part,
      item: state,
      message: reason || `${count} read`,
    })),
    ...skipped.map(({ check, reason }) => ({ state: "skipped", check, message: reason })),
    ...shownFindings(report).flatMap(
      ({ id, check, severity, state, status, waiver, subject, items, why, fix, change }) =>
        items.map(({ key, message }) => ({
          state: status === "waived" ? "waived" : state,
          severity,
          check,
          ...subjectCells(subject),
          item: key,
          message,
          why,
          fix,
          calls: subject.kind === "client" ? (calls.get(subject.id) ?? "") : "",
          change: change ?? "",
          waived_until: waiver?.expires ?? "",
          waiver_owner: waiver?.owner ?? "",
          waiver_reason: waiver?.reason ?? "",
          id,
        })),
    ),
    ...(baseline?.gone ?? []).map(({ id, check, severity, subject, change }) => ({
      state: change,
      severity,
      check,
      ...subjectCells(subject),
      change,
      id,
    })),
  ];
  const every: Row = { organization_id: organization.id, read_at: readAt, digest };
  return renderCsv([COLUMNS, ...rows.map((row) => COLUMNS.map((column) => ({ ...row, ...every })[column] ?? ""))]);
}

function subjectCells({ kind, id, name }: { readonly kind: string; readonly id: string; readonly name: string }): Row {
  return { subject_kind: kind, subject_id: id, subject_name: name };
}
