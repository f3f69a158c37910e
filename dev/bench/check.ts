/** The cost of `genesys-access check` of a very large spec. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { largeSpec } from "./largeSpec.ts";
import { type Measure, measure } from "./measures.ts";
import { type ProcessRun, runFresh } from "./process.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const [CLIENTS, PERMISSIONS, RUNS] = [1000, 50, 3];

export function benchCheck(): Measure[] {
  const dir = mkdtempSync(join(tmpdir(), "genesys-access-bench-"));
  const spec = join(dir, "large.yaml");
  writeFileSync(spec, largeSpec(CLIENTS, PERMISSIONS));
  const runs = Array.from({ length: RUNS }, () => checkOnce(spec));
  rmSync(dir, { recursive: true });
  const what = `check of ${CLIENTS} clients with ${PERMISSIONS} permissions each`;
  const [times, peaks] = [runs.map(({ seconds }) => seconds), runs.map(({ peakMegabytes }) => peakMegabytes)];
  return [measure(`${what}: time`, "s", times, 3), measure(`${what}: peak memory`, "MB", peaks, 400)];
}

function checkOnce(spec: string): ProcessRun {
  const run = runFresh([join(ROOT, "cli", "genesys-access.mjs"), "check", spec, "--format", "json"], ROOT);
  // 0 or 1: the rules have looked at everything, and may well refuse some of it.
  if (run.exitCode !== 0 && run.exitCode !== 1) throw new Error(run.stderr || run.stdout.slice(0, 2000));
  return run;
}
