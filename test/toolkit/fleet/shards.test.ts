import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { weightsOf } from "../../../toolkit/fleet/durations.ts";
import { notPreviewed } from "../../../toolkit/fleet/model.ts";
import { assignShards } from "../../../toolkit/fleet/shards.ts";

const names = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 12 }), { maxLength: 60 });
const seconds = fc.double({ min: 0, max: 5000, noNaN: true });
const fleets = names.chain((stacks) =>
  fc
    .array(seconds, { minLength: stacks.length, maxLength: stacks.length })
    .map((weights) => new Map(stacks.map((stack, at) => [stack, weights[at] ?? 0]))),
);
const shards = fc.integer({ min: 1, max: 12 });
const sum = (values: Iterable<number>) => [...values].reduce((total, one) => total + one, 0);

describe("the shards of a fleet", () => {
  it("have every org exactly once, and every machine comes to the same, in whatever order it finds them", () => {
    fc.assert(
      fc.property(fleets, shards, fc.nat(), (weights, count, turn) => {
        const plan = assignShards(weights, count);
        expect([...plan.keys()].sort()).toEqual([...weights.keys()].sort());
        for (const shard of plan.values()) expect(shard >= 1 && shard <= count).toBe(true);
        const entries = [...weights];
        const at = entries.length === 0 ? 0 : turn % entries.length;
        const turned = new Map([...entries.slice(at), ...entries.slice(0, at)]);
        expect(new Map(assignShards(turned, count))).toEqual(plan);
      }),
    );
  });

  it("take at most a tenth longer than the average, or than the average and the longest org", () => {
    fc.assert(
      fc.property(fleets, shards, (weights, count) => {
        const loads = new Map<number, number>();
        for (const [stack, shard] of assignShards(weights, count))
          loads.set(shard, (loads.get(shard) ?? 0) + (weights.get(stack) ?? 0));
        const average = sum(weights.values()) / count;
        const most = Math.max(average * 1.1, average + Math.max(0, ...weights.values()));
        for (const load of loads.values()) expect(load).toBeLessThanOrEqual(most + 1e-6);
      }),
    );
  });

  const moved = (from: Map<string, number>, to: Map<string, number>) =>
    [...from].filter(([stack, shard]) => to.get(stack) !== shard).length;
  const fleet = (amount: number, weight: (at: number) => number) =>
    new Map(Array.from({ length: amount }, (_, at) => [`contoso-${at}`, weight(at)]));

  it.each([
    ["that all count the same", () => 1, 1, 2],
    ["weighted by time", (at: number) => 5 + ((at * 7919) % 60), 30, 6],
  ])("move few orgs when one comes or goes: orgs %s", (_, weight, added, most) => {
    const weights = fleet(200, weight);
    const plan = assignShards(weights, 4);
    const changes = Array.from({ length: 12 }, (_, at) => [
      moved(plan, assignShards(new Map([...weights, [`fabrikam-${at}`, added]]), 4)),
      moved(assignShards(new Map([...weights].filter(([stack]) => stack !== `contoso-${at}`)), 4), plan),
    ]).flat();
    expect(sum(changes) / changes.length).toBeLessThanOrEqual(most);
  });

  it("move few orgs when there is one machine more", () => {
    const weights = fleet(200, () => 1);
    expect(moved(assignShards(weights, 4), assignShards(weights, 5))).toBeLessThan(70);
  });

  it("are weighed by the seconds of an earlier report; an org that failed, or is new, counts as the middle one", () => {
    const org = { ...notPreviewed({ name: "a", file: "stacks/a.yaml" }), result: "previewed", exitCode: 0 } as const;
    const reports = [
      { ...org, stack: "a", seconds: 10 },
      { ...org, stack: "b", seconds: 30 },
      { ...org, stack: "c", seconds: 90 },
      { ...org, stack: "d", seconds: 1, result: "failed", exitCode: 4 },
      { ...org, stack: "gone", seconds: 20 },
    ] as const;
    expect(Object.fromEntries(weightsOf(["a", "b", "c", "d", "new"], reports))).toEqual({
      a: 10,
      b: 30,
      c: 90,
      d: 30,
      new: 30,
    });
    expect(Object.fromEntries(weightsOf(["a"], []))).toEqual({ a: 1 });
  });
});
