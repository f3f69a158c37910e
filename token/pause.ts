/** The pause before the next try of a call. */
import { LONGEST_RETRY_AFTER } from "./bounds.ts";

/** Tries of one call, the first included. */
export const MAX_TRIES = 8;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;

/**
 * Milliseconds after try number `tries`: `Retry-After` where the org says it in seconds, else twice as long each time, somewhere in its second half so that
 * parallel consumers do not come back in step. Undefined when there is no next try.
 */
export function pauseBefore(tries: number, retryAfter: string | null, random: () => number): number | undefined {
  if (tries >= MAX_TRIES) return undefined;
  // A count of seconds and nothing else: -1, an empty text or 1e9 would be no pause or one without end.
  if (retryAfter !== null && /^\s*\d+(\.\d+)?\s*$/.test(retryAfter)) {
    const seconds = Number(retryAfter);
    return seconds > LONGEST_RETRY_AFTER ? undefined : seconds * 1000;
  }
  return Math.round(Math.min(FIRST_PAUSE_MS * 2 ** (tries - 1), LONGEST_PAUSE_MS) * (0.5 + random() / 2));
}
