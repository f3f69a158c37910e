/** The report for people: what is missing first, then the quota, alarms, clients by group, owners, and what cannot be known. */
import { aligned } from "../../../access/values/alignedRows.ts";
import { printable } from "../../../access/values/untrusted.ts";
import type { ClientUse, UsageReport } from "../model.ts";
import { change, groupTitle, headLines, labelOf, number, percent, quotaLines, sparkline } from "./words.ts";

export function renderUsageText(report: UsageReport, width?: number): string {
  const { organization, complete, missing, alarms, rate, notes, limits, clients } = report;
  const groups = (["spec", "org", "unknown", "unnamed"] as const).flatMap((group) => {
    const own = clients.filter((one) => one.group === group);
    return own.length === 0 ? [] : [[groupTitle(group, clients), ...table(own, width)]];
  });
  const blocks = [
    [printable(`Usage of ${JSON.stringify(organization.name)} (id ${organization.id})`), ...headLines(report)],
    complete ? [] : ["NOT everything was read:", ...missing.map((line) => `  - ${printable(line)}`)],
    quotaLines(report).map(printable),
    alarms.map(({ severity, message }) => `${severity}  ${message}`),
    ...groups,
    owners(report, width),
    rate.advice.length === 0
      ? []
      : ["Rate of single tokens, another limit than the quota", ...rate.advice.map((line) => `  - ${line}`)],
    notes.map((line) => printable(`note: ${line}`)),
    ["Limits of what can be known", ...limits.map((line) => `  - ${line}`)],
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join("\n")}\n`)
    .join("\n");
}

function table(clients: readonly ClientUse[], width: number | undefined): string[] {
  const rows = clients.map((client) => {
    const [top] = client.operations;
    return [
      `  ${printable(labelOf(client))}`,
      String(client.requests),
      percent(client.share),
      change(client.trend),
      percent(client.requests > 0 ? client.errors / client.requests : null),
      String(client.status429),
      number(client.projected),
      client.busiest ? String(client.busiest.meanPerHour) : "-",
      top ? printable(`${top.method} ${top.path} (${percent(top.share)})`) : "-",
      sparkline(client.perDay),
    ];
  });
  const title = ["  client", "requests", "share", "trend", "errors", "429", "month", "hour*", "most", "days"];
  return [...aligned([title, ...rows], width), "  * mean of an hour on the busiest day"];
}

function owners({ owners: all }: UsageReport, width: number | undefined): string[] {
  if (all.every(({ owner }) => owner === null)) return [];
  const rows = all.map(({ owner, clients, requests, share, projected }) => [
    `  ${printable(owner ?? "(nobody says)")}`,
    String(clients),
    String(requests),
    percent(share),
    number(projected),
  ]);
  return ["Owners", ...aligned([["  owner", "clients", "requests", "share", "month"], ...rows], width)];
}
