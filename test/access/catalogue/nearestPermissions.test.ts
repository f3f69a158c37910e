import fc from "fast-check";
import { distance } from "fastest-levenshtein";
import { expect, it, vi } from "vitest";
import { nearestPermissions } from "../../../access/catalogue/nearestPermissions.ts";
import { allPermissions } from "../../../access/catalogue/permissions.ts";
import { best, mostSimilarity, similarity } from "../../../access/values/nearest.ts";

vi.mock("fastest-levenshtein", async (original) => {
  const real = await original<typeof import("fastest-levenshtein")>();
  return { ...real, distance: vi.fn(real.distance) };
});

const ALL = [...allPermissions()];
const mistyped = fc
  .tuple(fc.constantFrom(...ALL), fc.nat(40), fc.nat(3), fc.constantFrom("", "q", "ab", ":", "\u0130"))
  .map(([permission, at, cut, put]) => permission.slice(0, at) + put + permission.slice(at + cut));

it("leaves out no permission that a comparison with the whole catalogue finds", () => {
  fc.assert(
    fc.property(fc.oneof(mistyped, fc.string()), fc.constantFrom(1, 3), (text, count) => {
      expect(nearestPermissions(text, count)).toEqual(ofWholeCatalogue(text, count));
    }),
    { numRuns: 150 },
  );
});

it("compares a mistyped permission with a part of the catalogue only, and the same line no second time", () => {
  const counted = vi.mocked(distance);
  counted.mockClear();
  nearestPermissions("routing:queueOfMine:view");
  expect(counted.mock.calls.length).toBeLessThan(350);
  counted.mockClear();
  nearestPermissions("routing:queueOfMine:view");
  expect(counted).not.toHaveBeenCalled();
});

it("takes a word that every object has for an action like any other", () => {
  expect(nearestPermissions("routing:queue:constructor")[0]).toMatch(/^routing:queue:/);
});

it("knows an upper bound of the likeness without comparing", () => {
  const word = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom("a", "B", "b", "\u0130") }));
  fc.assert(
    fc.property(word, word, (a, b) => {
      expect(mostSimilarity(a, b)).toBeGreaterThanOrEqual(similarity(a, b));
    }),
  );
});

/** The same, without an order of search and without leaving anything out. */
function ofWholeCatalogue(text: string, count: number): string[] {
  const wanted = text.split(/[:./]/);
  if (wanted.length === 2) wanted.splice(1, 0, wanted[1] ?? "");
  const [domain = "", entity = "", action = ""] = wanted;
  const words: Record<string, string> = { read: "view", readonly: "view", get: "view", list: "view", create: "add" };
  const more: Record<string, string> = { write: "edit", update: "edit", modify: "edit", remove: "delete" };
  const other = { ...words, ...more }[action.toLowerCase()] ?? action;
  const score = (permission: string) => {
    const [ofDomain = "", ofEntity = "", ofAction = ""] = permission.split(":");
    const alike = Math.max(similarity(action, ofAction), similarity(other, ofAction));
    return 0.35 * similarity(domain, ofDomain) + 0.45 * similarity(entity, ofEntity) + 0.2 * alike;
  };
  return best(ALL, score, count);
}
