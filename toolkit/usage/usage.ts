/** One report of usage, from what was read: counts, shares, trends, projections, and alarms against the quota. */
import { limit } from "../../access/catalogue/limits.ts";
import { isUsageComplete, type Usage, type UsageRow, type UsageWindow } from "../../access/usage/model.ts";
import { monthOf, type Projection, projectMonth } from "../../access/usage/project.ts";
import { parseDay, printDay } from "../../access/values/day.ts";
import { compareText } from "../../access/values/text.ts";
import { printable } from "../../access/values/untrusted.ts";
import { EXIT, type ExitCode } from "../exitCodes.ts";
import type { Caller, Callers } from "./callers.ts";
import type { Alarm, ClientUse, OperationUse, OwnerUse, Quota, UsageReport, Use } from "./model.ts";
import type { Thresholds, UsageOptions } from "./options.ts";

export interface UsageInput {
  /** More days than are shown: the trend and the projection look further back. */
  readonly usage: Usage;
  /** Days that are shown, the last ones of the reading. */
  readonly days: number;
  readonly callers: Callers;
  /** There is a spec that says who owns what. */
  readonly hasSpec: boolean;
  readonly quota: Quota | null;
  readonly thresholds: Thresholds;
  readonly missing: readonly string[];
  readonly notes: readonly string[];
}

const DAY_MS = 86_400_000;
const TOP_OPERATIONS = 3;
/** Two removed operations that would bring the org below the threshold are named with an alarm. */
const OPERATIONS_OF_AN_ALARM = 2;

const LIMITS = [
  "The finest grain that the org tells is a day, in UTC: an hour is a mean, a 24th of its day, and a minute cannot be seen.",
  "The present day is left out: it is not over. The vendor's console may show days in local time.",
  "The vendor bills the greater of commitment and use, and counts neither its own logins nor its own pages: the bill may differ.",
  "The quota of the vendor's table is named users times requests; add-ons and contracts are not in it.",
];

export function usageReport(input: UsageInput): UsageReport {
  const { usage, days, callers, hasSpec, quota, thresholds } = input;
  const last = numberOf(usage.window.to);
  const first = last - days + 1;
  const before = first - days;
  const previous = before >= numberOf(usage.window.from) ? windowOf(before, first - 1) : null;
  const gaps = usage.missing.map(
    ({ from, to, client, reason }) =>
      `${from} to ${to}${client ? ` of client ${client}` : ""} were not read. ${reason}`,
  );
  const missing = [...gaps, ...callers.missing, ...input.missing];
  const whole = isUsageComplete(usage);
  const span: Days = {
    first,
    last,
    before: previous && whole ? before : undefined,
    from: numberOf(usage.window.from),
    whole,
  };
  const total = useOf(usage.rows, span, undefined);
  const byClient = Map.groupBy(usage.rows, ({ client }) => client);
  const clients = [...byClient]
    .map(([id, rows]) => clientUse(id, rows, span, total.use.requests, callers.known?.get(id), callers, hasSpec))
    .filter(({ requests, projected }) => requests > 0 || (projected ?? 0) > 0)
    .sort((a, b) => b.requests - a.requests || compareText(a.id, b.id));
  const projection = total.projection;
  const percent = (requests: number | null | undefined) =>
    quota && requests != null ? round((requests / quota.requests) * 100) : null;
  const used = {
    percent: percent(projection?.counted),
    projectedPercent: percent(projection?.requests),
    usedUp: quota && projection ? usedUp(projection, quota.requests) : null,
  };
  const alarms = alarmsOf(clients, usage.rows.filter(within(first, last)), total.use, quota, used, thresholds);
  const worst = alarms.some(({ severity }) => severity === "critical") ? "critical" : "warn";
  return {
    organization: usage.organization,
    readAt: usage.readAt,
    timeZone: "UTC",
    window: windowOf(first, last),
    previous: span.before === undefined ? null : previous,
    complete: missing.length === 0,
    missing,
    read: usage.read,
    total: total.use,
    month: projection ? { name: projection.month, counted: projection.counted, through: usage.window.to } : null,
    quota,
    state: alarms.length > 0 ? worst : used.projectedPercent === null ? "unknown" : "ok",
    used,
    thresholds,
    alarms,
    clients,
    owners: ownersOf(clients),
    rate: rateOf(clients),
    notes: [...callers.notes, ...input.notes],
    limits: LIMITS,
  };
}

/** An incomplete reading never ends well; else the alarms decide. */
export function exitCodeOf({ complete, alarms }: UsageReport, failOn: UsageOptions["failOn"]): ExitCode {
  if (!complete) return EXIT.unreachable;
  if (failOn === undefined) return EXIT.ok;
  const fails = alarms.some(({ severity }) => failOn === "warn" || severity === "critical");
  return fails ? EXIT.refused : EXIT.ok;
}

interface Days {
  readonly first: number;
  readonly last: number;
  /** The first day of what the trend compares with. */
  readonly before: number | undefined;
  /** The first day that was read. */
  readonly from: number;
  /** Nothing is missing: else nothing is foretold. */
  readonly whole: boolean;
}

function useOf(rows: readonly UsageRow[], { first, last, before, from, whole }: Days, ofOrg: number | undefined) {
  const shown = rows.filter(within(first, last));
  const requests = sum(shown, "requests");
  const earlier = before === undefined ? 0 : sum(rows.filter(within(before, first - 1)), "requests");
  const projection = whole ? projectMonth(perDayOf(rows), from, last) : undefined;
  const use: Use = {
    requests,
    share: ofOrg === undefined ? (requests > 0 ? 1 : 0) : ofOrg > 0 ? requests / ofOrg : 0,
    trend: earlier > 0 ? requests / earlier - 1 : null,
    errors: sum(shown, "status400") + sum(shown, "status500"),
    status429: sum(shown, "status429"),
    projected: projection?.requests ?? null,
  };
  return { use, shown, projection };
}

function clientUse(
  id: string,
  rows: readonly UsageRow[],
  span: Days,
  ofOrg: number,
  caller: Caller | undefined,
  { known }: Callers,
  hasSpec: boolean,
): ClientUse {
  const { use, shown } = useOf(rows, span, ofOrg);
  const perDay = perDayOf(shown);
  const most = mostOf(perDay);
  const rejected = mostOf(perDayOf(shown, "status429"));
  const logins = rows.filter(({ path }) => path.endsWith("/oauth/token"));
  const inSpec = hasSpec && caller?.key !== undefined;
  return {
    id,
    name: caller?.name ?? null,
    group: id === "" ? "unnamed" : inSpec ? "spec" : known === undefined || caller ? "org" : "unknown",
    key: caller?.key ?? null,
    owner: caller?.owner ?? null,
    ...use,
    busiest: most && { day: dayText(most[0]), requests: most[1], meanPerHour: Math.round(most[1] / 24) },
    most429: rejected && { day: dayText(rejected[0]), requests: rejected[1] },
    logins: logins.length === 0 ? null : sum(logins.filter(within(span.first, span.last)), "requests"),
    operations: operationsOf(shown).slice(0, TOP_OPERATIONS),
    perDay: Array.from({ length: span.last - span.first + 1 }, (_, index) => perDay.get(span.first + index) ?? 0),
  };
}

/** Most requests first. */
function operationsOf(rows: readonly UsageRow[]): OperationUse[] {
  const all = sum(rows, "requests");
  return [...Map.groupBy(rows, ({ method, path }) => `${path} ${method}`)]
    .map(([key, own]) => {
      const [path = "", method = ""] = key.split(" ");
      const requests = sum(own, "requests");
      return {
        method: own[0]?.method ?? method,
        path: own[0]?.path ?? path,
        requests,
        share: all > 0 ? requests / all : 0,
      };
    })
    .sort((a, b) => b.requests - a.requests || compareText(`${a.path} ${a.method}`, `${b.path} ${b.method}`));
}

/** An owner answers for all of its clients; last those of whom nobody says who owns them. */
function ownersOf(clients: readonly ClientUse[]): OwnerUse[] {
  return [...Map.groupBy(clients, ({ owner }) => owner)]
    .map(([owner, own]) => {
      const add = (of: (client: ClientUse) => number) => own.reduce((total, client) => total + of(client), 0);
      const requests = add((one) => one.requests);
      const earlier = own.map(({ requests: now, trend }) => (trend === null ? undefined : now / (1 + trend)));
      const compared = earlier.every((one) => one !== undefined);
      const past = earlier.reduce<number>((total, one) => total + (one ?? 0), 0);
      return {
        owner,
        clients: own.length,
        requests,
        share: add(({ share }) => share),
        trend: compared && past > 0 ? round(requests / past - 1, 6) : null,
        errors: add(({ errors }) => errors),
        status429: add(({ status429 }) => status429),
        projected: own.every(({ projected }) => projected !== null) ? add(({ projected }) => projected ?? 0) : null,
      };
    })
    .sort(
      (a, b) =>
        Number(a.owner === null) - Number(b.owner === null) ||
        b.requests - a.requests ||
        compareText(a.owner ?? "", b.owner ?? ""),
    );
}

/** Without a quota there are none. */
function alarmsOf(
  clients: readonly ClientUse[],
  shown: readonly UsageRow[],
  total: Use,
  quota: Quota | null,
  used: UsageReport["used"],
  { clientWarn, warn, critical }: Thresholds,
): Alarm[] {
  if (!quota) return [];
  const alarms: Alarm[] = [];
  const { projectedPercent, usedUp: day } = used;
  if (projectedPercent !== null && projectedPercent >= Math.min(warn, critical)) {
    const severity = projectedPercent >= critical ? "critical" : "warn";
    const heaviest = [...Map.groupBy(shown, ({ client, method, path }) => JSON.stringify([client, method, path]))]
      .map(([, rows]) => ({ row: rows[0], requests: sum(rows, "requests") }))
      .sort((a, b) => b.requests - a.requests)
      .slice(0, OPERATIONS_OF_AN_ALARM)
      .flatMap(({ row, requests }) =>
        row ? [`${row.method} ${row.path} of ${nameOf(clients, row.client)} (${share(requests, total.requests)})`] : [],
      );
    const when = day === null ? "" : `, used up on ${day}`;
    alarms.push({
      severity,
      client: null,
      message: `The org is projected at ${projectedPercent} % of its ${quota.requests} requests a month${when}. Most requests are ${heaviest.join(" and ")}.`,
    });
  }
  for (const { id, projected, operations } of clients) {
    const part = projected === null ? 0 : round((projected / quota.requests) * 100);
    if (part <= clientWarn) continue;
    const [top] = operations;
    const most = top ? ` Most of it is ${top.method} ${top.path} (${share(top.share, 1)}).` : "";
    alarms.push({
      severity: "warn",
      client: id,
      message: `${nameOf(clients, id)} alone is projected at ${part} % of the org's ${quota.requests} requests a month.${most}`,
    });
  }
  return alarms.map((alarm) => ({ ...alarm, message: printable(alarm.message) }));
}

function rateOf(clients: readonly ClientUse[]): UsageReport["rate"] {
  const perMinute = limit("requests-per-minute");
  const advice = clients.flatMap(({ id, status429, most429, logins, perDay }) => {
    const name = nameOf(clients, id);
    const refused =
      status429 > 0 && most429
        ? [
            `${name} was refused ${status429} times with 429, most on ${most429.day} (${most429.requests}): a token has ${perMinute} requests a minute. Have it wait as Retry-After says, and keep its token until it ends.`,
          ]
        : [];
    const active = perDay.filter((requests) => requests > 0).length;
    const daily = logins === null || active === 0 ? 0 : logins / active;
    // A token lives a day by default.
    const often =
      daily > MOST_LOGINS_A_DAY
        ? [`${name} logs in ${Math.round(daily)} times a day: one token serves for hours, so have it keep its token.`]
        : [];
    return [...refused, ...often].map(printable);
  });
  return { perMinute, advice };
}

/** With more logins a day a client keeps its token for less than half an hour. */
const MOST_LOGINS_A_DAY = 48;

function nameOf(clients: readonly ClientUse[], id: string): string {
  const client = clients.find((one) => one.id === id);
  if (id === "") return "requests of no client";
  return client?.name == null ? `client ${id}` : JSON.stringify(client.name);
}

/** The day on which the quota is reached; null where this month does not. */
function usedUp({ days }: Projection, quota: number): string | null {
  let total = 0;
  for (const [day, requests] of days) {
    total += requests;
    if (total >= quota) return dayText(day);
  }
  return null;
}

type Count = "requests" | "status400" | "status429" | "status500";

function perDayOf(rows: readonly UsageRow[], count: Count = "requests"): ReadonlyMap<number, number> {
  const days = new Map<number, number>();
  for (const row of rows) days.set(numberOf(row.day), (days.get(numberOf(row.day)) ?? 0) + row[count]);
  return days;
}

/** The earliest of the days with the most; null where all are zero. */
function mostOf(perDay: ReadonlyMap<number, number>): readonly [day: number, requests: number] | null {
  const most = Math.max(0, ...perDay.values());
  return most === 0 ? null : ([...perDay].sort(([a], [b]) => a - b).find(([, requests]) => requests === most) ?? null);
}

function sum(rows: readonly UsageRow[], count: Count): number {
  return rows.reduce((total, row) => total + row[count], 0);
}

function within(first: number, last: number) {
  const [from, to] = [dayText(first), dayText(last)];
  return ({ day }: UsageRow) => day >= from && day <= to;
}

function windowOf(first: number, last: number): UsageWindow {
  return { from: dayText(first), to: dayText(last), days: last - first + 1 };
}

function share(part: number, whole: number): string {
  return `${round((part / whole) * 100)} %`;
}

function round(value: number, digits = 1): number {
  return Number(value.toFixed(digits));
}

function dayText(day: number): string {
  return printDay(new Date(day * DAY_MS));
}

function numberOf(text: string): number {
  const day = parseDay(text);
  if (day === undefined) throw new Error(`${text} is no day.`);
  return day;
}

/** Days to read, so that there is a window before to compare with, and two ends of months to learn from. */
export function daysToRead(days: number, today: number, most: number): number {
  const [, first] = monthOf(today);
  const [, earlier] = monthOf(first - 1);
  const [, before] = monthOf(earlier - 1);
  return Math.min(Math.max(days * 2, today - before), most);
}
