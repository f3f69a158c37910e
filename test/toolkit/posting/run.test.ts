import fc from "fast-check";
import { expect, test } from "vitest";
import { isOlder } from "../../../toolkit/posting/run.ts";

const run = fc.record({
  id: fc.integer({ min: 1, max: 4 }),
  attempt: fc.integer({ min: 1, max: 3 }),
  started: fc.constantFrom("2026-11-21T12:00:00Z", "2026-11-21T13:00:00Z"),
});

test("of two runs of one platform at most one is older, and order carries over", () => {
  fc.assert(
    fc.property(run, run, run, (a, b, c) => {
      expect(isOlder(a, b) && isOlder(b, a)).toBe(false);
      if (isOlder(a, b) && isOlder(b, c)) expect(isOlder(a, c)).toBe(true);
    }),
  );
});

test("an old run that was started again late is still the older one", () => {
  const late = { id: 1, attempt: 2, started: "2026-11-21T18:00:00Z" };
  expect(isOlder(late, { id: 2, attempt: 1, started: "2026-11-21T12:00:00Z" })).toBe(true);
});

test("where one has no number, the time decides", () => {
  const byHand = { started: "2026-11-21T12:00:00Z" };
  expect(isOlder(byHand, { id: 1, started: "2026-11-21T13:00:00Z" })).toBe(true);
  expect(isOlder({ id: 1, started: "2026-11-21T13:00:00Z" }, byHand)).toBe(false);
});
