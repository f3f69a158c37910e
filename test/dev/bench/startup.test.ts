import { expect, test } from "vitest";
import { pagesOf } from "../../../dev/bench/engine/docs.ts";
import type { EngineFigures } from "../../../dev/bench/engine/figures.ts";
import { isMet, targetsOf } from "../../../dev/bench/engine/targets.ts";
import { type StartupFigures, timingOf } from "../../../dev/bench/startup/figures.ts";
import { measureStartup } from "../../../dev/bench/startup/measure.ts";

const machine = { cpu: "Example CPU", cpus: 2, memoryGigabytes: 8, platform: "linux" };

function figuresOf(version: number, check: number): EngineFigures {
  const timing = (milliseconds: number) => ({ milliseconds, range: [milliseconds - 1, milliseconds + 1] as const });
  const startup: StartupFigures = {
    date: "2026-01-03",
    machine,
    node: "24.21.0",
    runs: 5,
    load: 0.5,
    empty: timing(30),
    commands: [
      { name: "version", command: "--version", installed: timing(version), sources: timing(200) },
      { name: "check", command: "check", installed: timing(check), sources: timing(500) },
      { name: "diff", command: "diff --base FOLDER", installed: timing(700), sources: timing(900) },
    ],
  };
  return { date: "2026-01-02", machine, versions: { node: "24.21.0" }, scenarios: [], startup };
}

test("the median of the processes stands for a command, with the shortest and the longest", () => {
  expect(timingOf([5, 1, 3])).toEqual({ milliseconds: 3, range: [1, 5] });
  expect(timingOf([4, 1, 3, 9])).toEqual({ milliseconds: 3, range: [1, 9] });
  expect(() => timingOf([])).toThrow("Nothing was timed.");
});

test("the installed command has 120 ms for --version and 350 ms for check", () => {
  expect(targetsOf(figuresOf(120, 350)).map(isMet)).toEqual([true, true]);
  expect(targetsOf(figuresOf(121, 351)).map(isMet)).toEqual([false, false]);
});

test("the page shows the start-up with its own day, and only where it was measured", async () => {
  const { startup, ...others } = figuresOf(60, 300);
  const page = (figures: EngineFigures) => pagesOf(figures).then((pages) => pages.get("docs/benchmarks.md") ?? "");

  const text = await page({ ...others, ...(startup && { startup }) });
  expect(text).toContain("Measured 2026-01-03 on 2 × Example CPU");
  expect(text).toContain("| `genesys-access diff --base FOLDER` | 700 (699 to 701) | 900 (899 to 901) |");
  expect(await page(others)).not.toContain("Start-up");
});

test("the package is built, and its command timed beside the sources", async () => {
  const { commands, empty, runs } = await measureStartup(1);

  expect(runs).toBe(1);
  expect(commands.map(({ name }) => name)).toEqual(["version", "check", "explain", "diff"]);
  for (const { installed, sources } of commands) {
    expect(installed.milliseconds).toBeGreaterThan(empty.milliseconds / 2);
    expect(sources.milliseconds).toBeGreaterThan(empty.milliseconds / 2);
  }
}, 240_000);
