/** The intervals `start/end` of analytics, usage and schedules. */
import { badRequest } from "./errors.ts";

/** A span of time in milliseconds since 1970; the end is not inside. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** Reads `start/end` in ISO 8601; throws 400 otherwise. */
export function readInterval(text: string): Interval {
  const [from, to] = text.split("/").map((part) => Date.parse(part));
  if (from === undefined || to === undefined || !(from < to)) {
    throw badRequest(`The interval ${text} is not valid: give start/end in ISO 8601, start first.`);
  }
  return { from, to };
}

export function within({ from, to }: Interval, date: string): boolean {
  const time = Date.parse(date);
  return time >= from && time < to;
}
