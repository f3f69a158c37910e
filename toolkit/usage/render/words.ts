/** Numbers and sentences that more than one format has. */
import type { ClientUse, UsageReport } from "../model.ts";

export function percent(part: number | null): string {
  return part === null ? "-" : `${(part * 100).toFixed(1)} %`;
}

/** Of the trend: with its sign. */
export function change(trend: number | null): string {
  return trend === null ? "-" : `${trend > 0 ? "+" : ""}${(trend * 100).toFixed(0)} %`;
}

export function number(value: number | null): string {
  return value === null ? "-" : String(value);
}

/** What stands for a client where a name is shown. */
export function labelOf({ id, name, group }: ClientUse): string {
  if (group === "unnamed") return "(no client)";
  return name ?? id;
}

export const GROUP_TITLES = {
  spec: "Clients of the spec",
  org: "Clients of the org",
  unknown: "Unknown clients: the org does not list them",
  unnamed: "Requests of no client",
} as const;

/** Whether the reading with a spec found clients that are not in it. */
export function groupTitle(group: ClientUse["group"], clients: readonly ClientUse[]): string {
  const withSpec = clients.some((one) => one.group === "spec");
  return group === "org" && withSpec ? "Unknown clients: the spec does not have them" : GROUP_TITLES[group];
}

export function headLines(report: UsageReport): string[] {
  const { window, readAt, total, previous } = report;
  const trend = previous ? `, ${change(total.trend)} against ${previous.from} to ${previous.to}` : "";
  return [
    `Whole days in UTC, ${window.from} to ${window.to} (${window.days}); the day of the reading (${readAt}) is left out.`,
    `${total.requests} requests${trend}, ${total.errors} errors, of these ${total.status429} with 429.`,
  ];
}

export function quotaLines({ quota, used, state, month, total, thresholds }: UsageReport): string[] {
  const projected =
    total.projected === null || !month
      ? "The month cannot be projected."
      : `${month.name}: ${month.counted} requests through ${month.through}, projected ${total.projected} for the month.`;
  if (!quota)
    return [projected, "Quota: unknown, so there is no percentage and no alarm (--quota N, or --licences FILE)."];
  const page = quota.page ? ` by ${quota.page}, read ${quota.pageDate}` : "";
  const parts = quota.licences.map(({ licence, users, perUser, model }) => `${users} ${model} ${licence} x ${perUser}`);
  const computed = parts.length > 0 ? `: ${parts.join(" + ")}` : "";
  const share = (value: number | null) => (value === null ? "unknown" : `${value} %`);
  const day = used.usedUp === null ? "" : `; used up on ${used.usedUp}`;
  return [
    projected,
    `Quota: ${quota.requests} requests a month (${quota.source}${computed}${page}).`,
    `Used ${share(used.percent)}, projected ${share(used.projectedPercent)}${day}: ${state} (warn from ${thresholds.warn} %, critical from ${thresholds.critical} %, one client above ${thresholds.clientWarn} %).`,
  ];
}

const BARS = "▁▂▃▄▅▆▇█";
const WIDEST = 30;

/** The days as a line of bars, several days in one where there are many; a day without requests is a blank. */
export function sparkline(perDay: readonly number[]): string {
  const size = Math.ceil(perDay.length / WIDEST);
  const sums = Array.from({ length: Math.ceil(perDay.length / size) }, (_, index) =>
    perDay.slice(index * size, (index + 1) * size).reduce((sum, one) => sum + one, 0),
  );
  const most = Math.max(1, ...sums);
  return sums.map((one) => (one === 0 ? " " : (BARS[Math.min(7, Math.floor((one / most) * 7.999))] ?? ""))).join("");
}
