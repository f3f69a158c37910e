import { expect, test } from "vitest";
import { callCount, medianRuns, type OperationRun } from "../../../dev/bench/engine/figures.ts";

const run = (operation: OperationRun["operation"], seconds: number, logins = 1): OperationRun => ({
  operation,
  seconds,
  calls: { "POST /oauth/token": logins, "GET /api/v2/organizations/me": 1 },
  throttled: 0,
  use: { parts: {}, cpuSeconds: seconds, peakMegabytes: 100 },
});

test("of three lives each operation shows the run with the median time, and how far the others were", () => {
  const lives = [
    [run("create", 5), run("refresh", 1)],
    [run("create", 3, 2), run("refresh", 3)],
    [run("create", 4), run("refresh", 2)],
  ];

  expect(medianRuns(lives)).toEqual([
    { ...run("create", 4), range: [3, 5] },
    { ...run("refresh", 2), range: [1, 3] },
  ]);
});

test("one life is its own median", () => {
  expect(medianRuns([[run("create", 5)]])).toEqual([{ ...run("create", 5), range: [5, 5] }]);
});

test("calls are counted over all operations of the API", () => {
  expect(callCount(run("create", 1, 2))).toBe(3);
});
