/** When a call is tried again, and after how long. */
import type { Answer } from "./transport.ts";

/** Tries of one call, the first included. */
export const MAX_TRIES = 8;
/** Seconds; an org that asks for a longer pause gets an error instead (as the vendor's Go SDK does). */
export const LONGEST_RETRY_AFTER = 180;

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;

/** What a test replaces. */
export interface Waiting {
  readonly sleep: (milliseconds: number) => Promise<unknown>;
  /** 0 <= x < 1 */
  readonly random: () => number;
}

export const REAL_WAITING: Waiting = {
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  random: Math.random,
};

/**
 * `busy`: refused before anything was done, safe to repeat whatever the method. `uncertain`: nobody knows whether it was done.
 * Everything but 501 of the 5xx counts as passing (as in the vendor's Go SDK); 408 is how the API reports its own timeouts.
 */
export function failureKind({ status }: Answer): "busy" | "uncertain" | "final" {
  if (status === 429) return "busy";
  if (status === 0 || status === 408 || (status >= 500 && status !== 501)) return "uncertain";
  return "final";
}

/** Milliseconds before try number `tries + 1`; undefined when the org asks for more patience than we have. */
export function pauseBefore(tries: number, answer: Answer, random: () => number): number | undefined {
  const retryAfter = Number(answer.headers["retry-after"]);
  if (answer.headers["retry-after"] !== undefined && Number.isFinite(retryAfter)) {
    return retryAfter > LONGEST_RETRY_AFTER ? undefined : retryAfter * 1000;
  }
  const longest = Math.min(FIRST_PAUSE_MS * 2 ** (tries - 1), LONGEST_PAUSE_MS);
  // Between half and all of it, so that parallel calls do not come back in step.
  return Math.round(longest * (0.5 + random() / 2));
}
