/** Decides whether a call is tried again, and after how long. */
import { MAX_TRIES, pauseBefore as pauseAfterTry } from "../../token/pause.ts";
import type { Answer } from "./transport.ts";

export { MAX_TRIES };

/** The two parts of waiting that a test replaces: time and chance. */
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

/** Milliseconds before try number `tries + 1`; undefined when there is none, or the org asks for more patience than we have. */
export function pauseBefore(tries: number, { headers }: Answer, random: () => number): number | undefined {
  return pauseAfterTry(tries, headers["retry-after"] ?? null, random);
}
