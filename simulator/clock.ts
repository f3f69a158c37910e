/** The clock of an org: the real time, or one that a test gives; it can be moved forwards, so that days pass in a moment. */
import { badRequest } from "./http/errors.ts";
import type { Clock } from "./org/org.ts";

export class MovableClock {
  readonly #base: Clock;
  #ahead = 0;

  constructor(base: Clock) {
    this.#base = base;
  }

  /** Milliseconds since 1970. */
  readonly now = (): number => this.#base() + this.#ahead;

  /**
   * @param by milliseconds, or a span of ISO 8601 in weeks, days and less: `P1D`, `PT90M`
   * @throws ApiError for anything else, and for a way back
   */
  advance(by: number | string): void {
    const milliseconds = typeof by === "number" ? by : spanOf(by);
    if (!(milliseconds >= 0) || milliseconds > MOST_MS)
      throw badRequest(`The clock goes forwards only, by at most ${MOST_DAYS} days at once: it was not moved.`);
    this.#ahead += milliseconds;
  }

  /** @throws ApiError for a time before the present one: entries of the audit and lifetimes of tokens would be in the future */
  set(to: Date | number | string): void {
    const time = typeof to === "number" ? to : to instanceof Date ? to.getTime() : Date.parse(to);
    if (Number.isNaN(time)) throw badRequest(`${JSON.stringify(to)} is no time: write it as ISO 8601 does.`);
    const now = this.now();
    if (time < now)
      throw badRequest(`The clock goes forwards only: it shows ${new Date(now).toISOString()}, and was not moved.`);
    this.advance(time - now);
  }
}

const MOST_DAYS = 3660;
const MOST_MS = MOST_DAYS * 86_400_000;
const SPAN = /^P(?=.)(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
const UNITS = [7 * 86_400_000, 86_400_000, 3_600_000, 60_000, 1000];

function spanOf(text: string): number {
  const parts = SPAN.exec(text)?.slice(1);
  if (parts === undefined)
    throw badRequest(`${JSON.stringify(text)} is no span of time: write P1D, PT90M or P1DT12H, or milliseconds.`);
  return parts.reduce((sum, part, index) => sum + Number(part ?? 0) * (UNITS[index] ?? 0), 0);
}
