/** The report for people: coverage first, then the summary, findings by severity, clients, and what no reading can tell. */
import { aligned } from "../../../access/values/alignedRows.ts";
import { copyable, printable } from "../../../access/values/untrusted.ts";
import { type AuditClient, type AuditFinding, type AuditReport, shownFindings } from "../model.ts";
import type { AuditRendering } from "./index.ts";
import { baselineLines, countOf, howMuchWasRead, summaryLines, wordOf } from "./words.ts";

/** Lines of one finding; JSON and CSV have all. */
const MOST_ITEMS = 8;

export function renderAuditText(report: AuditReport, { width }: AuditRendering): string {
  const blocks = [
    head(report),
    coverage(report, width),
    [...summaryLines(report), ...baselineLines(report)].map(printable),
    ...shownFindings(report).map(findingBlock),
    gone(report),
    report.baseline ? [] : clientTable(report.clients, width),
    ["Limits of what can be known", ...report.limits.map((line) => `  - ${line}`)],
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join("\n")}\n`)
    .join("\n");
}

function head({ organization, readAt, readBy }: AuditReport): string[] {
  const { id, name } = organization;
  return [
    printable(
      `Audit of ${JSON.stringify(name)} (id ${id}), read ${readAt} by ${JSON.stringify(readBy.name)} (id ${readBy.clientId})`,
    ),
  ];
}

function coverage(report: AuditReport, width: number | undefined): string[] {
  const { coverage: parts, skipped } = report;
  const rows = parts.map(({ part, state, count, reason = "" }) => [
    `  ${part}`,
    state,
    String(count),
    printable(reason),
  ]);
  const [notLooked, forFiles] = [
    skipped.filter(({ reason }) => !isAboutFiles(reason)),
    skipped.filter(({ reason }) => isAboutFiles(reason)),
  ];
  return [
    `Coverage: ${howMuchWasRead(report)}`,
    ...aligned(rows, width),
    ...notLooked.map(({ check, reason }) => `  skipped ${check}: ${printable(reason)}`),
    ...(forFiles.length > 0
      ? [`  ${countOf(forFiles.length, "rule")} about files left out: ${forFiles.map(({ check }) => check).join(", ")}`]
      : []),
  ];
}

/** Rules that no org has anything for are one line. */
function isAboutFiles(reason: string): boolean {
  return /^(It judges|It compares|No convention)/.test(reason);
}

function findingBlock(finding: AuditFinding): string[] {
  const { check, subject, items, why, fix, id, waiver } = finding;
  const shown = items.slice(0, MOST_ITEMS);
  const more = items.length - shown.length;
  const lines = waiver
    ? [printable(`waived until ${waiver.expires} by ${waiver.owner}: ${waiver.reason}`)]
    : [`why: ${printable(why)}`, `fix: ${printable(fix)}`];
  return [
    `${wordOf(finding)}  ${check}  ${subject.kind} ${printable(JSON.stringify(subject.name))} (${printable(subject.id)})`,
    ...shown.map(({ message }) => `    - ${printable(message)}`),
    ...(more > 0 ? [`    - and ${more} more, in --format json`] : []),
    ...lines.map((line) => `    ${line}`),
    `    id:  ${copyable(id)}`,
  ];
}

function gone({ baseline }: AuditReport): string[] {
  if (!baseline || baseline.gone.length === 0) return [];
  return baseline.gone.map(({ change, id, subject }) =>
    printable(`${change === "gone" ? "gone" : "gone, or out of sight"}  ${id}  ${JSON.stringify(subject.name)}`),
  );
}

function clientTable(clients: readonly AuditClient[], width: number | undefined): string[] {
  if (clients.length === 0) return [];
  const rows = clients.map((client) => [
    printable(client.name),
    client.severity ?? "-",
    printable(
      client.state === "active" ? client.grantType.toLowerCase() : `${client.grantType.toLowerCase()}, ${client.state}`,
    ),
    `${client.permissions}${client.unknown ? " and unknown ones" : ""}`,
    String(client.writes),
    client.allDivisions ? "all" : String(new Set(client.roles.flatMap(({ divisions }) => divisions)).size),
    client.requests === null ? "?" : String(client.requests),
    client.dangers.join(", ") || "-",
  ]);
  const title = ["client", "worst", "logs in with", "permissions", "that write", "divisions", "calls", "dangers"];
  return aligned([title, ...rows], width);
}
