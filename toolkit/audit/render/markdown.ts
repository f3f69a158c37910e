/** The report as Markdown, for the summary of a job, a mail or a ticket: text of the org is shown in code spans. */
import type { BlockContent } from "mdast";
import { code, prose } from "../../../access/report/comment/code.ts";
import { bullets, heading, paragraph, strong, table } from "../../../access/report/comment/nodes.ts";
import { serialise } from "../../../access/report/comment/serialise.ts";
import { type AuditFinding, type AuditReport, shownFindings } from "../model.ts";
import { baselineLines, countOf, howMuchWasRead, summaryLines, wordOf } from "./words.ts";

/** Platforms cut long texts: most findings, clients, and things of one finding; what is left out is counted. */
const MOST_FINDINGS = 200;
const MOST_CLIENTS = 100;
const MOST_ITEMS = 5;

export function renderAuditMarkdown(report: AuditReport): string {
  const { organization, readAt, readBy, limits } = report;
  const shown = shownFindings(report);
  return serialise([
    heading(3, "Audit of ", code(organization.name)),
    paragraph("Read ", code(readAt), " by ", code(readBy.name), " in the org ", code(organization.id), "."),
    ...coverage(report),
    ...bullets([...summaryLines(report), ...baselineLines(report)].map((line) => prose(line))),
    ...(shown.length > 0 ? [heading(4, "Findings")] : []),
    ...shown.slice(0, MOST_FINDINGS).flatMap(findingBlocks),
    ...rest(shown.length, MOST_FINDINGS, "finding"),
    ...gone(report),
    ...(report.baseline ? [] : clientTable(report)),
    heading(4, "Limits of what can be known"),
    ...bullets(limits.map((line) => prose(line))),
  ]);
}

function coverage(report: AuditReport): BlockContent[] {
  const { coverage: parts, skipped } = report;
  return [
    paragraph(strong(`Coverage: ${howMuchWasRead(report)}.`)),
    table(
      ["Part", "State", "Count", "Missing"],
      parts.map(({ part, state, count, reason = "" }) => [[part], [state], [String(count)], prose(reason)]),
    ),
    ...bullets(skipped.map(({ check, reason }) => ["skipped ", code(check), ": ", ...prose(reason)])),
  ];
}

function findingBlocks(finding: AuditFinding): BlockContent[] {
  const { check, subject, items, why, fix, id, waiver } = finding;
  const last = waiver
    ? [paragraph("Waived until ", waiver.expires, " by ", code(waiver.owner), ": ", code(waiver.reason))]
    : [paragraph("Why: ", ...prose(why)), paragraph("Fix: ", ...prose(fix))];
  return [
    paragraph(strong(wordOf(finding)), " ", code(check), ` ${subject.kind} `, code(subject.name)),
    ...bullets(items.slice(0, MOST_ITEMS).map(({ message }) => prose(message))),
    ...rest(items.length, MOST_ITEMS, "thing"),
    ...last,
    paragraph("Id: ", code(id)),
  ];
}

function rest(count: number, most: number, noun: string): BlockContent[] {
  return count <= most ? [] : [paragraph(`And ${countOf(count - most, noun)} more.`)];
}

function gone({ baseline }: AuditReport): BlockContent[] {
  if (!baseline || baseline.gone.length === 0) return [];
  const rows = baseline.gone.slice(0, MOST_FINDINGS);
  return [
    heading(4, "Gone since the baseline"),
    ...bullets(
      rows.map(({ id, subject, change }) => [
        code(id),
        " of ",
        code(subject.name),
        ...(change === "hidden" ? [", or out of sight"] : []),
      ]),
    ),
    ...rest(baseline.gone.length, MOST_FINDINGS, "finding"),
  ];
}

function clientTable({ clients }: AuditReport): BlockContent[] {
  if (clients.length === 0) return [];
  return [
    heading(4, "Clients"),
    table(
      ["Client", "Worst", "Logs in with", "Permissions", "That write", "Divisions", "Calls", "Dangers"],
      clients
        .slice(0, MOST_CLIENTS)
        .map((client) => [
          [code(client.name)],
          [client.severity ?? "-"],
          [code(client.grantType)],
          [`${client.permissions}${client.unknown ? " and unknown ones" : ""}`],
          [String(client.writes)],
          [client.allDivisions ? "all" : String(new Set(client.roles.flatMap(({ divisions }) => divisions)).size)],
          [client.requests === null ? "?" : String(client.requests)],
          [client.dangers.join(", ") || "-"],
        ]),
    ),
    ...rest(clients.length, MOST_CLIENTS, "client"),
  ];
}
