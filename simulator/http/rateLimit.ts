/** The counter behind the rate limits. */
import type { Clock } from "../org/org.ts";

const WINDOW_MS = 60_000;

export interface Usage {
  readonly count: number;
  /** Whole seconds until the window ends. */
  readonly reset: number;
}

/** Requests per minute and key (a token, or a client that logs in), in fixed windows that start with the first request. */
export class RateCounter {
  readonly #now: Clock;
  readonly #windows = new Map<string, { start: number; count: number }>();

  constructor(now: Clock) {
    this.#now = now;
  }

  count(key: string): Usage {
    const now = this.#now();
    const known = this.#windows.get(key);
    const window = known && now - known.start < WINDOW_MS ? known : { start: now, count: 0 };
    window.count += 1;
    this.#windows.set(key, window);
    return { count: window.count, reset: Math.max(1, Math.ceil((window.start + WINDOW_MS - now) / 1000)) };
  }
}
