/** The report as Markdown, for the summary of a job, a mail or a ticket: text of the org is shown in code spans. */
import type { BlockContent } from "mdast";
import { code, prose } from "../../../access/report/comment/code.ts";
import { bullets, heading, paragraph, strong, table } from "../../../access/report/comment/nodes.ts";
import { serialise } from "../../../access/report/comment/serialise.ts";
import type { UsageReport } from "../model.ts";
import { change, groupTitle, headLines, labelOf, number, percent, quotaLines } from "./words.ts";

/** Platforms cut long texts; what is left out is counted. */
const MOST_CLIENTS = 100;

export function renderUsageMarkdown(report: UsageReport): string {
  const { organization, complete, missing, alarms, rate, notes, limits } = report;
  return serialise([
    heading(3, "Usage of ", code(organization.name)),
    ...(complete
      ? []
      : [paragraph(strong("Not everything was read.")), ...bullets(missing.map((line) => prose(line)))]),
    ...bullets([...headLines(report), ...quotaLines(report)].map((line) => prose(line))),
    ...bullets(alarms.map(({ severity, message }) => [strong(severity), " ", ...prose(message)])),
    ...clientTables(report),
    ...ownerTable(report),
    ...bullets([...rate.advice, ...notes].map((line) => prose(line))),
    heading(4, "Limits of what can be known"),
    ...bullets(limits.map((line) => prose(line))),
  ]);
}

function clientTables({ clients }: UsageReport): BlockContent[] {
  const shown = clients.slice(0, MOST_CLIENTS);
  const blocks = (["spec", "org", "unknown", "unnamed"] as const).flatMap((group): BlockContent[] => {
    const own = shown.filter((one) => one.group === group);
    if (own.length === 0) return [];
    return [
      heading(4, groupTitle(group, clients)),
      table(
        ["Client", "Requests", "Share", "Trend", "Errors", "429", "Month", "Most"],
        own.map((client) => [
          [code(labelOf(client))],
          [String(client.requests)],
          [percent(client.share)],
          [change(client.trend)],
          [percent(client.requests > 0 ? client.errors / client.requests : null)],
          [String(client.status429)],
          [number(client.projected)],
          client.operations.slice(0, 1).map(({ method, path }) => code(`${method} ${path}`)),
        ]),
      ),
    ];
  });
  const left = clients.length - shown.length;
  return left > 0 ? [...blocks, paragraph(`And ${left} more.`)] : blocks;
}

function ownerTable({ owners }: UsageReport): BlockContent[] {
  if (owners.every(({ owner }) => owner === null)) return [];
  return [
    heading(4, "Owners"),
    table(
      ["Owner", "Clients", "Requests", "Share", "Month"],
      owners.map(({ owner, clients, requests, share, projected }) => [
        [owner === null ? "nobody says" : code(owner)],
        [String(clients)],
        [String(requests)],
        [percent(share)],
        [number(projected)],
      ]),
    ),
  ];
}
