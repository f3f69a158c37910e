/** `npm run bench`: what the catalogue and a check of a very large spec cost, beside their targets. Never fails a build: machines differ. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { largeSpec } from "./largeSpec.ts";
import { runFresh } from "./process.ts";

interface Measure {
  readonly what: string;
  readonly unit: string;
  /** Of several fresh processes, sorted. */
  readonly values: readonly number[];
  /** The median should be below it. */
  readonly target: number;
}

const ROOT = join(import.meta.dirname, "..");
const CLIENTS = 1000;
const PERMISSIONS = 50;

function catalogue(runs: number): Measure[] {
  const file = join(import.meta.dirname, "catalogueLoad.ts");
  const results = repeat(runs, () => {
    const { stdout, stderr } = runFresh([file], ROOT);
    if (stdout === "") throw new Error(stderr);
    return JSON.parse(stdout) as { milliseconds: number; megabytes: number };
  });
  return [
    measure(
      "catalogue, first use: time",
      "ms",
      results.map(({ milliseconds }) => milliseconds),
      50,
    ),
    measure(
      "catalogue, first use: memory",
      "MB",
      results.map(({ megabytes }) => megabytes),
      30,
    ),
  ];
}

function check(runs: number): Measure[] {
  const dir = mkdtempSync(join(tmpdir(), "genesys-access-bench-"));
  const spec = join(dir, "large.yaml");
  writeFileSync(spec, largeSpec(CLIENTS, PERMISSIONS));
  const results = repeat(runs, () => {
    const run = runFresh([join(ROOT, "cli", "genesys-access.mjs"), "check", spec, "--format", "json"], ROOT);
    // 0 or 1: the rules have looked at everything, and may well refuse some of it.
    if (run.exitCode !== 0 && run.exitCode !== 1) throw new Error(run.stderr || run.stdout.slice(0, 2000));
    return run;
  });
  rmSync(dir, { recursive: true });
  const what = `check of ${CLIENTS} clients with ${PERMISSIONS} permissions each`;
  return [
    measure(
      `${what}: time`,
      "s",
      results.map(({ seconds }) => seconds),
      3,
    ),
    measure(
      `${what}: peak memory`,
      "MB",
      results.map(({ peakMegabytes }) => peakMegabytes),
      400,
    ),
  ];
}

function measure(what: string, unit: string, values: readonly number[], target: number): Measure {
  return { what, unit, values: [...values].sort((a, b) => a - b), target };
}

function median({ values }: Measure): number {
  return values[Math.floor(values.length / 2)] ?? Number.NaN;
}

function repeat<T>(times: number, action: () => T): T[] {
  return Array.from({ length: times }, action);
}

function print(measures: readonly Measure[]): void {
  for (const each of measures) {
    const { what, unit, target, values } = each;
    const value = median(each);
    const spread = `${values[0]?.toFixed(1)} to ${values.at(-1)?.toFixed(1)}`;
    const verdict = value < target ? "met" : "not met";
    console.log(
      `${what.padEnd(62)} ${value.toFixed(1).padStart(7)} ${unit.padEnd(3)} (${spread})  target < ${target} ${unit}: ${verdict}`,
    );
  }
}

function save(measures: readonly Measure[]): void {
  const folder = join(import.meta.dirname, "results");
  mkdirSync(folder, { recursive: true });
  const machine = { node: process.version, platform: process.platform, cpus: cpus().length, cpu: cpus()[0]?.model };
  const date = new Date().toISOString();
  const results = measures.map((each) => ({ ...each, median: median(each), met: median(each) < each.target }));
  const file = join(folder, `${date.replaceAll(":", "-").slice(0, 19)}.json`);
  writeFileSync(file, `${JSON.stringify({ date, machine, results }, null, 2)}\n`);
  console.log(`Written to ${file}`);
}

const measures = [...catalogue(5), ...check(3)];
print(measures);
save(measures);
