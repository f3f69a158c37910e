/** The report as one table: what is missing first, then the org, its clients and their owners. */
import { renderCsv } from "../../../access/report/csv.ts";
import type { UsageReport, Use } from "../model.ts";

const COLUMNS = [
  "kind",
  "group",
  "id",
  "name",
  "owner",
  "requests",
  "share",
  "trend",
  "errors",
  "status429",
  "projected_month",
  "busiest_day_utc",
  "mean_per_hour",
  "logins",
  "top_operation",
  "message",
  "organization_id",
  "from_utc",
  "to_utc",
] as const;

type Row = Partial<Record<(typeof COLUMNS)[number], string>>;

export function renderUsageCsv(report: UsageReport): string {
  const { organization, window, missing, alarms, total, clients, owners } = report;
  const rows: Row[] = [
    ...missing.map((message) => ({ kind: "missing", message })),
    ...alarms.map(({ severity, client, message }) => ({ kind: severity, id: client ?? "", message })),
    { kind: "org", name: organization.name, ...cells(total) },
    ...clients.map((client) => ({
      kind: "client",
      group: client.group,
      id: client.id,
      name: client.name ?? "",
      owner: client.owner ?? "",
      ...cells(client),
      busiest_day_utc: client.busiest?.day ?? "",
      mean_per_hour: text(client.busiest?.meanPerHour),
      logins: text(client.logins),
      top_operation: client.operations
        .slice(0, 1)
        .map(({ method, path }) => `${method} ${path}`)
        .join(""),
    })),
    ...owners.map((owner) => ({ kind: "owner", owner: owner.owner ?? "", ...cells(owner) })),
  ];
  const every: Row = { organization_id: organization.id, from_utc: window.from, to_utc: window.to };
  return renderCsv([COLUMNS, ...rows.map((row) => COLUMNS.map((column) => ({ ...row, ...every })[column] ?? ""))]);
}

function cells({ requests, share, trend, errors, status429, projected }: Use): Row {
  return {
    requests: String(requests),
    share: share.toFixed(4),
    trend: trend === null ? "" : trend.toFixed(4),
    errors: String(errors),
    status429: String(status429),
    projected_month: text(projected),
  };
}

function text(value: number | null | undefined): string {
  return value == null ? "" : String(value);
}
