import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Budget, type Usage, usageOf } from "../../../providers/genesys/budget.ts";

const NOW = 1_000_000;
const answer = (headers: Record<string, string>) => ({ status: 200, body: undefined, headers, networkCode: "" });

/** A budget that has seen one answer. */
function answered(usage: Usage): Budget {
  const budget = new Budget();
  budget.sent();
  budget.ended(usage, NOW, NOW);
  return budget;
}

describe("the budget", () => {
  it("reads the org's three headers, and nothing out of others", () => {
    const headers = { "inin-ratelimit-count": "7", "inin-ratelimit-allowed": "300", "inin-ratelimit-reset": "53" };
    expect(usageOf(answer(headers))).toEqual({ count: 7, allowed: 300, reset: 53 });
    expect(usageOf(answer({ ...headers, "inin-ratelimit-count": "many" }))).toBeUndefined();
    expect(usageOf(answer({}))).toBeUndefined();
  });

  it("is open as long as the org has told no limit", () => {
    const budget = new Budget();
    for (let sent = 0; sent < 1000; sent++) budget.sent();
    expect(budget.room(NOW)).toBe("yes");
    budget.ended(undefined, NOW, NOW);
    expect(budget.room(NOW)).toBe("yes");
  });

  it("keeps a twentieth of the limit in reserve", () => {
    expect(answered({ count: 284, allowed: 300, reset: 10 }).room(NOW)).toBe("yes");
    expect(answered({ count: 285, allowed: 300, reset: 10 }).room(NOW)).toBe(11_000);
    expect(answered({ count: 2, allowed: 3, reset: 10 }).room(NOW)).toBe("yes");
  });

  it("counts what is on its way, and waits for its answers rather than for the minute", () => {
    const budget = answered({ count: 8, allowed: 10, reset: 30 });
    budget.sent();
    expect(budget.room(NOW)).toBe("yes");
    budget.sent();
    expect(budget.room(NOW)).toBe("after an answer");
    budget.ended({ count: 10, allowed: 10, reset: 30 }, NOW, NOW);
    expect(budget.room(NOW)).toBe(31_000);
  });

  it("is open again when the minute is over, and not filled by an answer that comes late", () => {
    const budget = answered({ count: 10, allowed: 10, reset: 30 });
    expect(budget.room(NOW + 31_000)).toBe("yes");
    budget.sent();
    budget.ended({ count: 1, allowed: 10, reset: 60 }, NOW + 31_000, NOW + 31_000);
    budget.sent();
    budget.ended({ count: 10, allowed: 10, reset: 30 }, NOW, NOW);
    expect(budget.room(NOW + 31_000)).toBe("yes");
  });

  it("counts a request whose answer was lost as sent", () => {
    const budget = answered({ count: 8, allowed: 10, reset: 30 });
    for (const _ of [1, 2]) {
      budget.sent();
      budget.ended(undefined, NOW, NOW);
    }
    expect(budget.room(NOW)).toBe(31_000);
  });

  it("starts anew with a new token", () => {
    const budget = answered({ count: 10, allowed: 10, reset: 30 });
    budget.renewed();
    expect(budget.room(NOW)).toBe("yes");
  });

  it("never lets the org count more than it allows, however answers are delayed and `reset` is rounded", () => {
    const latency = fc.record({ there: fc.nat(5000), back: fc.nat(5000) });
    fc.assert(
      fc.property(
        fc.array(latency, { minLength: 1, maxLength: 200 }),
        fc.integer({ min: 10, max: 60 }),
        fc.integer({ min: 1, max: 10 }),
        fc.constantFrom(Math.ceil, Math.floor, Math.round),
        (requests, allowed, concurrency, round) => {
          expect(mostCounted(requests, allowed, concurrency, round)).toBeLessThanOrEqual(allowed);
        },
      ),
    );
  });

  it("uses nearly all that the org allows", () => {
    const requests = Array.from({ length: 600 }, () => ({ there: 50, back: 50 }));
    const minutes = 3;
    expect(simulate(requests, 300, 10, Math.ceil).now).toBeLessThan(minutes * 62_000);
  });
});

interface Latency {
  readonly there: number;
  readonly back: number;
}

type Round = (value: number) => number;

function mostCounted(requests: readonly Latency[], allowed: number, concurrency: number, round: Round): number {
  return simulate(requests, allowed, concurrency, round).most;
}

/** An org that counts in fixed minutes, and a sender that does what the budget says. Milliseconds, no waiting. */
function simulate(requests: readonly Latency[], allowed: number, concurrency: number, round: Round) {
  const budget = new Budget();
  const waiting = [...requests];
  const events: { at: number; happen: () => void }[] = [];
  const window = { start: Number.NEGATIVE_INFINITY, count: 0 };
  let [now, most, onTheirWay, paused] = [0, 0, 0, false];
  const later = (at: number, happen: () => void) => {
    events.push({ at, happen });
    events.sort((a, b) => a.at - b.at);
  };
  const count = (): Usage => {
    if (now - window.start >= 60_000) Object.assign(window, { start: now, count: 0 });
    window.count += 1;
    most = Math.max(most, window.count);
    return { count: window.count, allowed, reset: round((window.start + 60_000 - now) / 1000) };
  };
  const send = ({ there, back }: Latency) => {
    const sentAt = now;
    budget.sent();
    onTheirWay += 1;
    later(now + there, () => {
      const usage = count();
      later(now + back, () => {
        onTheirWay -= 1;
        budget.ended(usage, sentAt, now);
      });
    });
  };
  for (;;) {
    while (!paused && onTheirWay < concurrency && waiting.length > 0) {
      const room = budget.room(now);
      if (room === "yes") send(waiting.shift() as Latency);
      else if (room === "after an answer") break;
      else {
        const until = now + room;
        paused = true;
        later(until, () => {
          paused = false;
          budget.waited(until);
        });
      }
    }
    const next = events.shift();
    if (next === undefined) return { now, most };
    now = next.at;
    next.happen();
  }
}
