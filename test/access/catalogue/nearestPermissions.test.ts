import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AccessKind, actionClass, allActions } from "../../../access/catalogue/actions.ts";
import { isDangerous } from "../../../access/catalogue/dangers.ts";
import { nearestPermissions } from "../../../access/catalogue/nearestPermissions.ts";
import { allPermissions, permission } from "../../../access/catalogue/permissions.ts";
import { sensitivity } from "../../../access/catalogue/sensitivity.ts";
import { slips } from "../../../access/values/nearest.ts";

const ALL = [...allPermissions()];
const ACTIONS = [...allActions()];
const isHarmless = (text: string) => sensitivity(text) === undefined && !isDangerous(text);
const RANK: Readonly<Record<AccessKind, number>> = { read: 0, write: 1, admin: 2 };
/** Words that people write for reading. */
const READING = ["view", "read", "list", "get", "readonly", "search", "download"];

const part = fc.oneof(
  fc.constantFrom(...ALL).map((one) => one.split(":")),
  fc.tuple(fc.string(), fc.string(), fc.string()),
);
/** Parts of different permissions under one another, and words that no permission has. */
const mixed = fc
  .tuple(part, part, part, fc.constantFrom(...READING, ...ACTIONS, "onqueue", "approve"), fc.boolean())
  .map(([a, b, c, word, own]) => `${a[0]}:${b[1]}:${own ? c[2] : word}`);
const mistyped = fc
  .tuple(fc.constantFrom(...ALL), fc.nat(40), fc.nat(3), fc.constantFrom("", "q", "ab", ":", "\u0130"))
  .map(([one, at, cut, put]) => one.slice(0, at) + put + one.slice(at + cut));
const written = fc.oneof(mixed, mistyped, fc.string());

describe("a correction", () => {
  it("never names another entity", () => {
    fc.assert(
      fc.property(written, (text) => {
        const [domain = "", entity = ""] = text.split(/[:./]/);
        for (const near of nearestPermissions(text)) {
          const [ofDomain = "", ofEntity = ""] = near.split(":");
          expect([slips(domain, ofDomain), slips(entity, ofEntity)]).not.toContain(undefined);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it("never is of a higher class than what was written", () => {
    fc.assert(
      fc.property(fc.constantFrom(...ALL), fc.constantFrom(...READING), fc.boolean(), (one, word, plural) => {
        const [domain, entity] = one.split(":");
        for (const near of nearestPermissions(`${domain}:${entity}${plural ? "s" : "x"}:${word}`))
          expect(permission(near)?.kind).toBe("read");
      }),
      { numRuns: 3000 },
    );
    fc.assert(
      fc.property(written, (text) => {
        const action = text.split(/[:./]/)[2] ?? "";
        for (const near of nearestPermissions(text))
          expect(RANK[permission(near)?.kind ?? "admin"]).toBeLessThanOrEqual(RANK[actionClass(action)]);
      }),
      { numRuns: 3000 },
    );
  });

  it("never shows data about people, and never is a danger", () => {
    fc.assert(
      fc.property(written, (text) => {
        expect(nearestPermissions(text).filter((near) => !isHarmless(near))).toEqual([]);
      }),
      { numRuns: 3000 },
    );
  });

  it("of every permission of the catalogue with a letter too many names that one or none, and none that is worse", () => {
    const wrong = ALL.flatMap((one) => {
      const [domain = "", entity = "", action = ""] = one.split(":");
      const found = nearestPermissions(`${domain}:${entity}${entity.at(-1)}:${action}`);
      // A number with a digit more is another number; some permissions are worse than their action says.
      const isSpecial = /\d$/.test(entity) || RANK[permission(one)?.kind ?? "admin"] > RANK[actionClass(action)];
      const expected = isHarmless(one) && !isSpecial ? found.includes(one) : !found.includes(one);
      return expected ? [] : [`${one}: ${found.join()}`];
    });
    expect(wrong).toEqual([]);
  });
});

it.each([
  "routing:agent:fly",
  "reporting:acd:edit",
  "analytics:conversation:read",
  "routing:queue:approve",
  "recording:recording:veiw",
  "routing:queue:constructor",
  "routing:queue",
  "routing:queue:view:all",
  "routing:*:view",
])("there is no correction of %s", (text) => {
  expect(nearestPermissions(text)).toEqual([]);
});

it("answers thousands of mistyped lines in the time of a few", () => {
  const started = performance.now();
  for (let index = 0; index < 5000; index++) nearestPermissions(`routing:queueOfMine${index}:view`);
  expect(performance.now() - started).toBeLessThan(10_000);
});
