/** The requests of a whole month, from those of the days so far: by weekday, and by what the last days of earlier months were. */
import { printDay } from "../values/day.ts";

export interface Projection {
  /** `2026-11`: the month that the present day is in. */
  readonly month: string;
  /** Requests of its whole days so far. */
  readonly counted: number;
  /** With what the days from the present one on are likely to bring. */
  readonly requests: number;
  /** What was counted, then what is expected, by the day's number since 1970. */
  readonly days: ReadonlyMap<number, number>;
}

/** With fewer days nothing is foretold. */
const LEAST_DAYS = 3;
/** Occurrences of a weekday that its mean is taken from: older ones say little about now. */
const WEEKS = 4;
/** The last days of a month, which monthly work makes unlike others. */
const END_DAYS = 5;
const DAY_MS = 86_400_000;

/**
 * @param perDay requests by the day's number since 1970; a day that is not there had none
 * @param first the first day that was read
 * @param last the last whole day
 * @returns undefined where too few days were read since the first request
 */
export function projectMonth(perDay: ReadonlyMap<number, number>, first: number, last: number): Projection | undefined {
  const at = (day: number) => perDay.get(day) ?? 0;
  const seen = Math.min(...[...perDay].flatMap(([day, requests]) => (requests > 0 && day >= first ? [day] : [])));
  const begin = Number.isFinite(seen) ? seen : first;
  if (last - begin + 1 < LEAST_DAYS) return undefined;
  const [month, start, end] = monthOf(last + 1);
  const usual = weekdayMeans(at, begin, last);
  const factors = endFactors(at, usual, begin, Math.min(last, start - 1));
  const days = new Map<number, number>();
  for (let day = start; day <= end; day++) {
    const expected = (usual[weekdayOf(day)] ?? 0) * (factors[end - day] ?? 1);
    days.set(day, day <= last ? at(day) : expected);
  }
  const sum = (until: number) =>
    [...days].reduce((total, [day, requests]) => (day <= until ? total + requests : total), 0);
  return { month, counted: sum(last), requests: Math.round(sum(end)), days };
}

type At = (day: number) => number;

function weekdayMeans(at: At, first: number, last: number): readonly number[] {
  const all = Array.from({ length: last - first + 1 }, (_, index) => last - index);
  const inner = all.filter((day) => daysToEnd(day) >= END_DAYS);
  const mean = (days: readonly number[]) => days.reduce((sum, day) => sum + at(day), 0) / days.length;
  const used = inner.length > 0 ? inner : all;
  return Array.from({ length: 7 }, (_, weekday) => {
    const own = used.filter((day) => weekdayOf(day) === weekday).slice(0, WEEKS);
    return own.length > 0 ? mean(own) : mean(used.slice(0, WEEKS * 7));
  });
}

/** By days to the end of the month: what those days had, in parts of a usual day of that weekday. */
function endFactors(at: At, usual: readonly number[], first: number, last: number): readonly (number | undefined)[] {
  return Array.from({ length: END_DAYS }, (_, toEnd) => {
    let [had, expected] = [0, 0];
    for (let day = first; day <= last; day++) {
      if (daysToEnd(day) !== toEnd) continue;
      had += at(day);
      expected += usual[weekdayOf(day)] ?? 0;
    }
    return expected > 0 ? had / expected : undefined;
  });
}

function weekdayOf(day: number): number {
  return new Date(day * DAY_MS).getUTCDay();
}

function daysToEnd(day: number): number {
  return monthOf(day)[2] - day;
}

/** Its name, its first and its last day. */
export function monthOf(day: number): readonly [name: string, first: number, last: number] {
  const date = new Date(day * DAY_MS);
  const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1) / DAY_MS;
  const last = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) / DAY_MS - 1;
  return [printDay(date).slice(0, 7), first, last];
}
