import { expect, test } from "vitest";
import type { OperationFigures } from "../../../../dev/bench/engine/figures.ts";
import { comparedTable, storedTable } from "../../../../dev/bench/peer/tables.ts";

function figures(operation: OperationFigures["operation"], seconds: number, cpuSeconds: number): OperationFigures {
  const use = { parts: {}, cpuSeconds, peakMegabytes: 100 };
  return { operation, seconds, range: [seconds, seconds], calls: { "GET /api/v2/tokens/me": 4 }, throttled: 0, use };
}

const state = { ours: 80, theirs: 100 };

test("the line that is lost most comes first, and the number of lost lines before the table", () => {
  const ours = [figures("create", 1, 1), figures("preview", 3, 2), figures("up", 4, 2)];
  const theirs = [figures("create", 2, 2), figures("preview", 2, 2), figures("up", 2, 1)];
  const text = comparedTable([{ clients: 10, ours, theirs, state }]);

  expect(text).toMatch(/^This project is slower on 2 of 3 lines\.\n/);
  const lines = text.split("\n").filter((line) => /^\| 10 \| [a-z]+ \|/.test(line));
  expect(lines.map((line) => line.split(" | ").slice(1, 4))).toEqual([
    ["up", "2.00", "2.00"],
    ["preview", "1.50", "1.00"],
    ["create", "0.50", "0.50"],
  ]);
  expect(text).toContain("| 10 | 80 | 100 | 0.80 |");
});

test("without the peer the stored figures stand beside the run, with their day, and no ratio is made of two days", () => {
  const text = storedTable([{ clients: 10, ours: [figures("preview", 2, 3)], theirs: [], state }]);

  expect(text).toContain("Terraform did not run here");
  expect(text).toMatch(/of 2026-11-21, and both were side by side on 2026-11-29/);
  expect(text).toContain("| 10 | preview | 2.00 | 3.0 | 100 | 4 | 0.78 | 36 | 1.69 | 1.63 |");
});
