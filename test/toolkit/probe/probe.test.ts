/** The probe finds every setting of the embedded org, over HTTP, and leaves nothing behind. */
import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Switches } from "../../../simulator/index.ts";
import { sandbox } from "./support.ts";

/** A small generator with a seed, so that a failure can be repeated. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

type Setting = Pick<
  Switches,
  | "escalationGuard"
  | "uniqueNames"
  | "refuseDeleteOfHeldRole"
  | "expandWildcards"
  | "secretOnRead"
  | "withoutConditions"
  | "mostDivisions"
  | "requestsPerMinute"
  | "readAfterWriteDelayMs"
>;

function setting(seed: number): Setting {
  const random = chance(seed);
  const pick = <T>(...values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  return {
    escalationGuard: pick("off", "role", "permissions"),
    uniqueNames: pick<boolean | "divisions">(true, false, "divisions"),
    refuseDeleteOfHeldRole: pick(true, false),
    expandWildcards: pick(true, false),
    secretOnRead: pick(true, false),
    withoutConditions: pick<string[]>([], ["routing:queue:view"], ["authorization:role:view", "routing:queue:view"]),
    mostDivisions: pick(0, 30, 75),
    requestsPerMinute: pick(0, 40, 90, 300),
    readAfterWriteDelayMs: pick(0, 0, 120, 2000, 30_000),
  };
}

/** What an org says of itself where the switch says that it has no limit. */
const WITHOUT_LIMIT = { mostDivisions: 50, requestsPerMinute: 300 };

describe("the probe", () => {
  it.each(Array.from({ length: 20 }, (_, index) => index + 1))(
    "finds every setting of an org, and leaves nothing: %i",
    async (seed) => {
      const { readAfterWriteDelayMs: delay, ...wanted } = setting(seed);
      const { probe, leftovers, run } = await sandbox({ ...wanted, readAfterWriteDelayMs: delay });
      const behaviour = await probe();
      const { readAfterWriteDelayMs: found, ...switches } = behaviour.switches;
      expect(switches).toEqual({
        ...wanted,
        mostDivisions: wanted.mostDivisions || WITHOUT_LIMIT.mostDivisions,
        requestsPerMinute: wanted.requestsPerMinute || WITHOUT_LIMIT.requestsPerMinute,
      });
      expect(found).toBeGreaterThanOrEqual(delay);
      expect(found).toBeLessThanOrEqual(delay * 1.25 + 50);
      expect(behaviour.questions.filter(({ notObserved }) => notObserved).map(({ id }) => id)).toEqual(["limits"]);
      expect(behaviour.left).toEqual([]);
      expect(leftovers()).toEqual([]);
      expect(existsSync(run.ledger)).toBe(false);
    },
  );
});
