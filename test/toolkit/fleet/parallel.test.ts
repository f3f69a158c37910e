import { describe, expect, it } from "vitest";
import { orgsAtOnce, thisMachine } from "../../../toolkit/fleet/parallel.ts";

const machine = (gigabytes: number, processors: number) => () => ({ free: gigabytes * 1e9, processors });

describe("the orgs that run at once", () => {
  it.each([
    ["four by default", {}, 64, 16, 4],
    ["as many as somebody says", { parallel: 12 }, 2, 1, 12],
    ["as many as fit into the free memory", { parallel: "auto" }, 6, 16, 6],
    ["and no more than the processors can feed", { parallel: "auto" }, 64, 2, 4],
    ["one at least, on the smallest machine", { parallel: "auto" }, 0.5, 1, 1],
    ["as many as fit into the memory that is given", { memory: 4e9 }, 64, 16, 5],
    ["the smaller of both", { memory: 8e9, parallel: 2 }, 64, 16, 2],
    ["no more than fit, whatever is asked for", { memory: 2e9, parallel: 8 }, 64, 16, 2],
  ] as const)("are %s", (_, options, gigabytes, processors, orgs) => {
    expect(orgsAtOnce(options, machine(gigabytes, processors))).toBe(orgs);
  });

  it("are none where not even one fits into what is given", () => {
    expect(() => orgsAtOnce({ memory: 500e6 })).toThrow("--memory: one org takes some 0.8 GB. Write at least that.");
  });

  it("depend on what this machine has", () => {
    const { free, processors } = thisMachine();
    expect(free).toBeGreaterThan(0);
    expect(processors).toBeGreaterThan(0);
  });
});
