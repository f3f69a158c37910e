/**
 * `npm run bench`: what the parts of this project cost, beside their targets. Never fails a build: machines differ.
 * Without options every case runs.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { benchAdopt } from "./adopt.ts";
import { benchCatalogue } from "./catalogue.ts";
import { benchCheck } from "./check.ts";
import { benchDocs, benchEngine, type EngineOptions } from "./engine/main.ts";
import { printMeasures } from "./measures.ts";
import { benchStartup } from "./startup/main.ts";
import { benchTimeline } from "./timeline/main.ts";

interface Case {
  readonly name: string;
  readonly run: (options: EngineOptions) => void | Promise<void>;
}

/** To add a case, add a line. */
const CASES: readonly Case[] = [
  { name: "catalogue", run: () => printMeasures(benchCatalogue()) },
  { name: "check", run: () => printMeasures(benchCheck()) },
  { name: "adopt", run: async () => printMeasures(await benchAdopt()) },
  { name: "effective", run: script("effective.ts") },
  { name: "diff", run: script("diff.ts") },
  { name: "page", run: script("page.ts") },
  { name: "startup", run: benchStartup },
  { name: "engine", run: benchEngine },
];

/** Cases that measure nothing to compare: they run where they are asked for. */
const ASKED: readonly Case[] = [{ name: "timeline", run: benchTimeline }];

const USAGE = `Usage: npm run bench -- [--only NAME]... [--startup] [--timeline] [--engine] [--clients N] [--json FILE] [--docs] [--check]

  --only      one case (repeatable): ${CASES.map(({ name }) => name).join(", ")}
  --startup   the same as --only startup: whole processes of the compiled command, a minute or two
  --engine    the same as --only engine: through the real Pulumi CLI, most of an hour
  --timeline  one preview of 10 clients (or of --clients N): which process starts when, what it loads, whom it asks
  --clients   the engine case with N clients only
  --json      write the figures of the engine case to a file
  --docs      with --engine or --startup: keep its figures in dev/bench/results.json; make docs/benchmarks.md and its pictures from that file
  --check     exit code 1 when docs/benchmarks.md is not what dev/bench/results.json says`;

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<0 | 1 | 2> {
  const options = read(args);
  if (typeof options === "string") {
    console.error(`${options}\n\n${USAGE}`);
    return 2;
  }
  const { names, check, measures } = options;
  if (check) return benchDocs(true);
  if (measures.docs && names.length === 0) return benchDocs(false);
  for (const { name, run } of CASES) if (names.length === 0 || names.includes(name)) await run(measures);
  for (const { name, run } of ASKED) if (names.includes(name)) await run(measures);
  return 0;
}

function read(args: readonly string[]) {
  try {
    const { only, startup, timeline, engine, clients, json, docs, check, help } = parse(args);
    if (help) return "What `npm run bench` measures.";
    const unknown = only.find((name) => !CASES.some((known) => known.name === name));
    if (unknown !== undefined) return `There is no case "${unknown}".`;
    if (clients !== undefined && !/^[1-9]\d*$/.test(clients))
      return `--clients ${clients}: write a whole number above 0.`;
    if (clients !== undefined && docs) return "--docs needs all sizes: leave out --clients.";
    const names = [
      ...only,
      ...(startup ? ["startup"] : []),
      ...(timeline ? ["timeline"] : []),
      ...(engine || (clients !== undefined && !timeline) ? ["engine"] : []),
    ];
    const measures: EngineOptions = { docs, ...(clients && { clients: Number(clients) }), ...(json && { json }) };
    return { names, check, measures };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    options: {
      only: { type: "string", multiple: true, default: [] },
      startup: { type: "boolean", default: false },
      timeline: { type: "boolean", default: false },
      engine: { type: "boolean", default: false },
      clients: { type: "string" },
      json: { type: "string" },
      docs: { type: "boolean", default: false },
      check: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  }).values;
}

/** A case that is a script of its own and prints its own lines. */
function script(file: string): () => void {
  const path = join(import.meta.dirname, file);
  return () => {
    spawnSync(process.execPath, [path], { stdio: "inherit" });
  };
}
