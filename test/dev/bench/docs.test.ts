import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { bringUpToDate, pagesOf, readResults } from "../../../dev/bench/engine/docs.ts";
import type { EngineFigures, ScenarioFigures } from "../../../dev/bench/engine/figures.ts";
import { OPERATION_NAMES, type Scenario, scenario } from "../../../dev/bench/engine/scenario.ts";
import { isMet, targetsOf } from "../../../dev/bench/engine/targets.ts";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function measured(scenario: Scenario, calls: number, seconds: number): ScenarioFigures {
  const use = { parts: { engine: { cpuSeconds: 1, peakMegabytes: 100 } }, cpuSeconds: 1, peakMegabytes: 100 };
  const operations = OPERATION_NAMES.map((operation) => {
    return { operation, seconds, range: [seconds, seconds] as const, calls: { "GET /x": calls }, throttled: 0, use };
  });
  const state = { bytes: 500_000, perResource: { OAuthClient: 2400, RoleGrant: 1600 } };
  return { scenario, operations, state, objects: 2 * scenario.clients + 3 };
}

function figuresOf(...scenarios: ScenarioFigures[]): EngineFigures {
  const machine = { cpu: "Example CPU", cpus: 2, memoryGigabytes: 8, platform: "linux" };
  return { date: "2026-01-02", machine, versions: { node: "v24.21.0" }, scenarios };
}

const verdictOf = (figures: EngineFigures, text: string) =>
  targetsOf(figures)
    .filter(({ what }) => what.includes(text))
    .map(isMet);

test("a target is met up to its limit and missed above", () => {
  const usual = scenario("usual", 500);
  expect(verdictOf(figuresOf(measured(usual, 25, 1)), "refresh, 500 clients: calls")).toEqual([true]);
  expect(verdictOf(figuresOf(measured(usual, 26, 1)), "refresh, 500 clients: calls")).toEqual([false]);
  expect(verdictOf(figuresOf(measured(usual, 11, 1)), "up without changes")).toEqual([false]);
  expect(verdictOf(figuresOf(measured(usual, 10, 1)), "up without changes")).toEqual([true]);
});

test("time is held against the engine's own, and against the Terraform provider's", () => {
  const floor = scenario("floor", 500, { subject: "idle" });
  const slow = figuresOf(measured(scenario("usual", 500), 1, 16), measured(floor, 0, 10));
  expect(new Set(verdictOf(slow, "over the engine's own"))).toEqual(new Set([false]));
  const limited = (seconds: number) =>
    verdictOf(
      figuresOf(measured(scenario("300 requests a minute", 50, { requestsPerMinute: 300 }), 100, seconds)),
      "create, 50 clients, 300 requests a minute: time",
    );
  expect(limited(185 / 15)).toEqual([true]);
  expect(limited(12.4)).toEqual([false]);
});

test("what was not measured is no target", () => {
  expect(targetsOf(figuresOf())).toEqual([]);
});

test("the same figures give the same page and pictures, and a page that was changed by hand is noticed", async () => {
  const root = mkdtempSync(join(tmpdir(), "bench-docs-"));
  folders.push(root);
  const figures = figuresOf(
    measured(scenario("usual", 100), 100, 5),
    measured(scenario("naive", 100, { subject: "naive" }), 300, 6),
  );

  expect(await bringUpToDate(figures, true, root)).toEqual([
    "docs/benchmarks.md",
    "docs/images/bench-calls.svg",
    "docs/images/bench-seconds.svg",
  ]);
  expect(await bringUpToDate(figures, false, root)).toEqual([]);
  expect(readFileSync(join(root, "docs/images/bench-calls.svg"), "utf8")).toMatch(/^<svg[\s\S]*Terraform/);
  writeFileSync(join(root, "docs/benchmarks.md"), "met");
  expect(await bringUpToDate(figures, false, root)).toEqual(["docs/benchmarks.md"]);
});

test("the page in the repository says what dev/bench/results.json says", async () => {
  expect(await bringUpToDate(readResults(), false)).toEqual([]);
  expect([...(await pagesOf(readResults())).keys()]).toContain("docs/benchmarks.md");
});
