import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { leastCover, type Need } from "../../../access/intent/leastCover.ts";

const ALTERNATIVES = ["r1", "r2", "r3", "r4", "w1", "w2", "w3", "a1", "a2"];
const classOf = (alternative: string) => "rwa".indexOf(alternative.charAt(0));
const need = fc.uniqueArray(fc.constantFrom(...ALTERNATIVES), { minLength: 1, maxLength: 4 });
const needs = fc.array(need, { maxLength: 7 });

/** Admin, write and read choices. */
function cost(chosen: readonly string[]): number[] {
  const count = (kind: number) => chosen.filter((one) => classOf(one) === kind).length;
  return [count(2), count(1), count(0)];
}

const meets = (chosen: readonly string[], wanted: readonly Need[]) =>
  wanted.every((one) => one.some((choice) => chosen.includes(choice)));

function compare(a: readonly number[], b: readonly number[]): number {
  const index = a.findIndex((value, at) => value !== b[at]);
  return index < 0 ? 0 : (a[index] ?? 0) - (b[index] ?? 0);
}

const SUBSETS = Array.from({ length: 2 ** ALTERNATIVES.length }, (_, bits) =>
  ALTERNATIVES.filter((_, index) => bits & (1 << index)),
);

describe("the least cover", () => {
  it("meets every need, and no choice at all costs less", () => {
    fc.assert(
      fc.property(needs, (wanted) => {
        const chosen = leastCover(wanted, classOf);
        expect(meets(chosen, wanted)).toBe(true);
        const own = cost(chosen);
        for (const other of SUBSETS) {
          if (meets(other, wanted)) expect(compare(own, cost(other))).toBeLessThanOrEqual(0);
        }
      }),
      { numRuns: 150 },
    );
  });

  it("is the same in whatever order the needs come, and however often", () => {
    fc.assert(
      fc.property(needs, (wanted) => {
        const chosen = leastCover(wanted, classOf);
        expect(leastCover([...wanted].reverse(), classOf)).toEqual(chosen);
        expect(leastCover([...wanted, ...wanted], classOf)).toEqual(chosen);
      }),
    );
  });

  it("adds nothing to what is held already, and nothing that is not needed", () => {
    fc.assert(
      fc.property(needs, fc.subarray(ALTERNATIVES), (wanted, held) => {
        const chosen = leastCover(wanted, classOf, new Set(held));
        expect(meets([...held, ...chosen], wanted)).toBe(true);
        for (const one of chosen) {
          expect(held).not.toContain(one);
          expect(meets([...held, ...chosen.filter((other) => other !== one)], wanted)).toBe(false);
        }
      }),
    );
  });

  it("reads before it writes, writes before it administers, and reuses what is needed anyhow", () => {
    expect(leastCover([["w1", "r1"]], classOf)).toEqual(["r1"]);
    expect(leastCover([["a1", "w1"]], classOf)).toEqual(["w1"]);
    expect(leastCover([["w1"], ["w1", "r1"]], classOf)).toEqual(["w1"]);
    expect(
      leastCover(
        [
          ["r1", "r2"],
          ["r3", "r2"],
        ],
        classOf,
      ),
    ).toEqual(["r2"]);
  });

  it("takes among equals what stands first in the need, then the name", () => {
    expect(leastCover([["r2", "r1"]], classOf)).toEqual(["r2"]);
    expect(
      leastCover(
        [
          ["r2", "r1"],
          ["r1", "r3"],
          ["r3", "r2"],
        ],
        classOf,
      ),
    ).toEqual(["r1", "r2"]);
    expect(
      leastCover(
        [
          ["r3", "r1"],
          ["r1", "r3"],
        ],
        classOf,
      ),
    ).toEqual(["r1"]);
  });

  it("ends where needs overlap in a way that has no quick answer", () => {
    const names = Array.from({ length: 60 }, (_, index) => `r${index}`);
    const wanted = names.flatMap((name, index) =>
      [7, 11, 13].map((step) => [name, `r${(index + step) % 60}`, `r${(index * step + 5) % 60}`]),
    );
    const chosen = leastCover(wanted, classOf);
    expect(meets(chosen, wanted)).toBe(true);
  });
});
