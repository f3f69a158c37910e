/** Times whole processes of the command: installed and from sources in turns, so that both meet the same load of the machine. */
import { spawnSync } from "node:child_process";
import { loadavg } from "node:os";
import { join } from "node:path";
import { ROOT } from "../../package/build.ts";
import { thisMachine } from "../machine.ts";
import { type StartupFigures, timingOf } from "./figures.ts";
import { installedProject } from "./project.ts";

interface Case {
  readonly name: string;
  readonly args: readonly string[];
  /** The command line as the page shows it, where it names a folder of this machine. */
  readonly shown?: string;
  /** A part of what it prints. */
  readonly prints: RegExp;
}

const OPERATION = "POST /api/v2/analytics/conversations/details/query";

/** @param runs timed processes of each command; one of each before them fills the compile cache */
export async function measureStartup(runs: number): Promise<StartupFigures> {
  const load = Math.round((loadavg()[0] ?? 0) * 10) / 10;
  const project = await installedProject();
  try {
    const sources = join(ROOT, "cli", "genesys-access.mjs");
    const timed = casesOf(project.base).map((each) => ({
      each,
      installed: timesOf(() => runOnce([project.command, ...each.args], project.folder, each.prints)),
      sources: timesOf(() => runOnce([sources, ...each.args], project.folder, each.prints)),
    }));
    const empty = timesOf(() => runOnce(["--eval", "0"], project.folder, /^$/));
    for (let run = 0; run <= runs; run += 1)
      for (const { add } of [empty, ...timed.flatMap((one) => [one.installed, one.sources])]) add();
    return {
      date: new Date().toISOString().slice(0, 10),
      machine: thisMachine(),
      node: process.versions.node,
      runs,
      load,
      empty: empty.timing(),
      commands: timed.map(({ each: { name, args, shown }, installed, sources }) => ({
        name,
        command: shown ?? args.join(" "),
        installed: installed.timing(),
        sources: sources.timing(),
      })),
    };
  } finally {
    project.remove();
  }
}

function casesOf(base: string): Case[] {
  return [
    { name: "version", args: ["--version"], prints: /^\d+\.\d+\.\d+\n$/ },
    { name: "check", args: ["check"], prints: /^3 stacks, \d+ rules/m },
    {
      name: "explain",
      args: ["explain", "powerbi-emea", "--can", OPERATION, "--stack", "prod"],
      shown: `explain powerbi-emea --can "${OPERATION}" --stack prod`,
      prints: /^allowed: /,
    },
    { name: "diff", args: ["diff", "--base", base], shown: "diff --base FOLDER", prints: /^Verdict: widened/m },
  ];
}

/** Collects times; the first one, which fills the caches, does not count. */
function timesOf(run: () => number) {
  const times: number[] = [];
  return { add: () => times.push(run()), timing: () => timingOf(times.slice(1)) };
}

/** Milliseconds from start to end. Throws with the process's own words where it does something else than expected. */
function runOnce(args: readonly string[], cwd: string, prints: RegExp): number {
  const { NODE_OPTIONS: _, NODE_COMPILE_CACHE: __, NODE_DISABLE_COMPILE_CACHE: ___, ...env } = process.env;
  const begin = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: "utf8", env });
  const milliseconds = Math.round(performance.now() - begin);
  if (status !== 0 || !prints.test(stdout)) throw new Error(`${args.join(" ")}: ${stderr || stdout}`);
  return milliseconds;
}
