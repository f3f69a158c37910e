/**
 * `genesys-access diff --format markdown` of a change that widens most of 300 clients, as a process: what a pipeline waits for. `node dev/bench/diff.ts` prints wall
 * time and peak memory of each run, beside the target.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ProcessRun, runFresh } from "./process.ts";
import { wideningChange } from "./wideningChange.ts";

export const DIFF_CLIENTS = 300;
/** Seconds of wall time that the median run should stay below. */
export const DIFF_TARGET = 3;

const ROOT = join(import.meta.dirname, "..", "..");

if (import.meta.main) {
  const runs = diffRuns(5);
  for (const { seconds, peakMegabytes } of runs) console.log(`${seconds.toFixed(2)} s  ${peakMegabytes.toFixed(0)} MB`);
  const median = runs.map(({ seconds }) => seconds).sort((a, b) => a - b)[2] ?? Number.NaN;
  const verdict = median < DIFF_TARGET ? "met" : "not met";
  console.log(`diff of ${DIFF_CLIENTS} clients: median ${median.toFixed(2)} s, target < ${DIFF_TARGET} s: ${verdict}`);
}

/** Fresh processes, one after the other. Throws with the process's own words where one does not compare. */
export function diffRuns(runs: number): ProcessRun[] {
  const dir = mkdtempSync(join(tmpdir(), "genesys-access-bench-"));
  const [base, head] = [join(dir, "base.yaml"), join(dir, "head.yaml")];
  const change = wideningChange(DIFF_CLIENTS);
  writeFileSync(base, change.base);
  writeFileSync(head, change.head);
  const args = [
    join(ROOT, "cli", "genesys-access.mjs"),
    "diff",
    "--base",
    base,
    "--head",
    head,
    "--format",
    "markdown",
  ];
  try {
    return Array.from({ length: runs }, () => {
      const run = runFresh(args, ROOT);
      if (run.exitCode !== 0 || !run.stdout.includes(": mixed")) throw new Error(run.stderr || run.stdout);
      return run;
    });
  } finally {
    rmSync(dir, { recursive: true });
  }
}
