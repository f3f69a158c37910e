/**
 * The number of requests that the token may still send, by the org's own count. Every answer of the API carries `inin-ratelimit-count`,
 * `-allowed` and `-reset` (300 requests a minute and token, as the vendor documents; a new token has a bucket of its own).
 * No clock and no timer in here.
 */
import { LONGEST_WINDOW } from "../../token/bounds.ts";
import type { Answer } from "./transport.ts";

/** The numbers that one answer gives about its window. */
export interface Usage {
  readonly count: number;
  readonly allowed: number;
  /** Seconds until the window ends. */
  readonly reset: number;
}

/** `yes`, or a reason to wait: for that many milliseconds, or for the answer of a request that is on its way. */
export type Room = "yes" | "after an answer" | number;

interface Window {
  readonly allowed: number;
  /** The highest count that the org told; each request that went uncounted adds one. */
  readonly count: number;
  /** The end lies between these two, milliseconds of the local clock. */
  readonly endsAfter: number;
  readonly endsBefore: number;
}

/** Part of the limit that stays unused: for requests of ours that the org counts and whose answer never came. */
const RESERVE = 0.05;
/** A margin, because the vendor does not document how `reset` is rounded. */
const ROUNDING_MS = 1000;

/** Undefined where the answer says nothing, or what cannot be: a window without end would be a pause without end. */
export function usageOf({ headers }: Answer): Usage | undefined {
  const [count, allowed, reset] = ["count", "allowed", "reset"].map((name) =>
    Number.parseInt(headers[`inin-ratelimit-${name}`] ?? "", 10),
  ) as [number, number, number];
  return count >= 0 && allowed > 0 && reset >= 0 && reset <= LONGEST_WINDOW ? { count, allowed, reset } : undefined;
}

export class Budget {
  #window: Window | undefined;
  #inFlight = 0;

  /** The limit, once the org has told it. */
  get allowed(): number | undefined {
    return this.#window?.allowed;
  }

  /** Until the first answer nothing is known, and nothing needs to be: a new token's first requests are fewer than any real limit. */
  room(now: number): Room {
    if (this.#window === undefined) return "yes";
    const { allowed, count, endsBefore } = this.#window;
    const used = now >= endsBefore ? 0 : count;
    const usable = allowed - Math.floor(allowed * RESERVE);
    if (used + this.#inFlight < usable) return "yes";
    // Requests on their way may be in the count already: their answers tell.
    return used < usable ? "after an answer" : endsBefore - now;
  }

  sent(): void {
    this.#inFlight += 1;
  }

  /** A request has ended. @param usage undefined where the answer told nothing, or never came: the org may have counted it */
  ended(usage: Usage | undefined, sentAt: number, now: number): void {
    this.#inFlight -= 1;
    if (usage !== undefined) this.#window = merge(this.#window, usage, sentAt, now);
    else if (this.#window) this.#window = { ...this.#window, count: this.#window.count + 1 };
  }

  /** A window that ends until then has been waited for, whatever the clock says: a timer may fire a little early. */
  waited(until: number): void {
    if (this.#window === undefined || this.#window.endsBefore > until) return;
    this.#window = { ...this.#window, count: 0, endsBefore: Number.NEGATIVE_INFINITY };
  }

  /** Another token: another bucket. */
  renewed(): void {
    this.#window = undefined;
  }
}

/** Answers come out of order: one of an older window says nothing about this one. */
function merge(known: Window | undefined, { count, allowed, reset }: Usage, sentAt: number, now: number): Window {
  const endsAfter = sentAt + reset * 1000 - ROUNDING_MS;
  const endsBefore = now + reset * 1000 + ROUNDING_MS;
  if (known === undefined || endsAfter > known.endsBefore) return { allowed, count, endsAfter, endsBefore };
  if (endsBefore < known.endsAfter) return known;
  return {
    allowed,
    count: Math.max(count, known.count),
    endsAfter: Math.max(endsAfter, known.endsAfter),
    endsBefore: Math.min(endsBefore, known.endsBefore),
  };
}
