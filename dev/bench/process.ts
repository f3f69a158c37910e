/** Measures in processes of their own: what ran before must not have warmed anything up. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

export interface ProcessRun {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Wall time from start to end, the start of Node included. */
  readonly seconds: number;
  /** Peak resident set of the largest Node process that took part, in MB (1e6 bytes). */
  readonly peakMegabytes: number;
}

/** Every Node process of a run adds a line with its peak, in units of 1024 bytes. */
const HOOK = `import { appendFileSync } from "node:fs";
process.on("exit", () => appendFileSync(process.env.BENCH_PEAKS, process.resourceUsage().maxRSS + "\\n"));`;

/** Runs a script under this Node. */
export function runFresh(args: readonly string[], cwd: string): ProcessRun {
  const dir = mkdtempSync(join(tmpdir(), "genesys-access-bench-"));
  const [hook, peaks] = [join(dir, "hook.mjs"), join(dir, "peaks")];
  writeFileSync(hook, HOOK);
  const env = { ...process.env, NODE_OPTIONS: `--import=${pathToFileURL(hook).href}`, BENCH_PEAKS: peaks };
  const begin = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd,
    encoding: "utf8",
    env,
    maxBuffer: 1024 * 1024 * 1024,
  });
  const seconds = (performance.now() - begin) / 1000;
  const largest = Math.max(...readFileSync(peaks, "utf8").trim().split("\n").map(Number));
  rmSync(dir, { recursive: true });
  return { exitCode: status, stdout, stderr, seconds, peakMegabytes: (largest * 1024) / 1e6 };
}
