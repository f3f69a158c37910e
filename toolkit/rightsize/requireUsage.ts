/** The use of an org as evidence: read from a file, of the right org, whole and fresh; or a Failure that says what is missing. */
import { isUsageComplete, type Usage, type UsageRow, usageSchema } from "../../access/usage/model.ts";
import { dayOf, parseDay, printDay } from "../../access/values/day.ts";
import { printable } from "../../access/values/untrusted.ts";
import { EXIT } from "../exitCodes.ts";
import { Failure } from "../failure.ts";
import { readBounded } from "../readBounded.ts";
import type { Window } from "./model.ts";

/** Older evidence says nothing of what began since. */
const STALE_DAYS = 5;

const DAY = 86_400_000;

/** Bytes: a row has about 150, and the org is asked for at most a year. */
const LARGEST_USAGE = 256 * 1024 * 1024;

/** @throws Failure where the file cannot be read or is no reading of use */
export function readUsageFile(file: string): Usage {
  let value: unknown;
  try {
    value = JSON.parse(readBounded(file, LARGEST_USAGE));
  } catch (error) {
    throw new Failure(printable(`The usage ${file} cannot be read: ${(error as Error).message}.`));
  }
  const parsed = usageSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = issue?.path.map(String).join(".") || "its top";
  throw new Failure(
    printable(`${file} is no reading of an org's use: ${place}: ${issue?.message}. Write one with --save-usage.`),
  );
}

export interface Evidence {
  readonly window: Window;
  /** Of all clients, within the window. */
  readonly rows: readonly UsageRow[];
}

/** @throws Failure for another org, for use that is too old, too short or not complete */
export function requireUsage(usage: Usage, organization: string, wantedDays: number, now: Date): Evidence {
  if (usage.organization.id.toLowerCase() !== organization)
    throw new Failure(
      printable(
        `The usage is of the org ${JSON.stringify(usage.organization.name)} (id ${usage.organization.id}), and what it is held against is of ${organization}. Read the usage of that org.`,
      ),
      EXIT.invalidSpec,
    );
  const last = dayNumber(usage.window.to);
  const from = last - wantedDays + 1;
  if (dayNumber(usage.window.from) > from)
    throw new Failure(
      `The usage has ${usage.window.days} days, from ${usage.window.from} to ${usage.window.to}, and the window is ${wantedDays} days. Read more days, or say a smaller --window: what is used more seldom then counts as unused.`,
      EXIT.unreachable,
    );
  if (last < dayOf(now) - 1 - STALE_DAYS)
    throw new Failure(
      `The usage ends on ${usage.window.to}, more than ${STALE_DAYS} days ago: what was used since is not in it. Read it again.`,
      EXIT.unreachable,
    );
  if (last >= dayOf(now))
    throw new Failure(
      `The usage ends on ${usage.window.to}, which is not over yet in UTC. Read whole days.`,
      EXIT.unreachable,
    );
  const window = { from: printOf(from), to: usage.window.to, days: wantedDays };
  const gaps = gapsOf(usage, window);
  if (gaps.length > 0)
    throw new Failure(
      "The usage is not complete, so nothing can be called unused. Read it again.",
      EXIT.unreachable,
      gaps.map(printable),
    );
  return { window, rows: usage.rows.filter(({ day }) => day >= window.from && day <= window.to) };
}

function gapsOf(usage: Usage, window: Window): string[] {
  const told = usage.missing.map(
    ({ from, to, client, reason }) => `${from} to ${to}${client === undefined ? "" : `, client ${client}`}: ${reason}`,
  );
  if (!isUsageComplete(usage)) return told;
  const first = dayNumber(window.from);
  const unread = Array.from({ length: window.days }, (_, index) => printOf(first + index)).filter(
    (day) => !usage.read.some(({ from, to }) => from <= day && day <= to),
  );
  return unread.length === 0 ? [] : [`${unread.length} days were not read, the first of them ${unread[0]}.`];
}

/** Whether the usage has the calls of a client: it may be about single clients only. */
export function coversClient({ scope }: Usage, id: string): boolean {
  return scope === "organization" || scope.clients.some((one) => one.toLowerCase() === id);
}

export function dayNumber(text: string): number {
  const day = parseDay(text);
  if (day === undefined)
    throw new Failure(printable(`${JSON.stringify(text)} in the usage is not a day of the calendar.`));
  return day;
}

export function printOf(day: number): string {
  return printDay(new Date(day * DAY));
}
