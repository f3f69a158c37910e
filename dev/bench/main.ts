/**
 * `npm run bench`: what the parts of this project cost, beside their targets. Never fails a build: machines differ.
 * Without options every case runs.
 */
import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { benchAdopt } from "./adopt.ts";
import { benchCatalogue } from "./catalogue.ts";
import { benchCheck } from "./check.ts";
import { benchDocs, benchEngine, type EngineOptions } from "./engine/main.ts";
import { printMeasures } from "./measures.ts";
import { benchPeer, type PeerOptions } from "./peer/main.ts";
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

const USAGE = `Usage: npm run bench -- [--only NAME]... [--startup] [--timeline] [--engine] [--clients N] [--peer PATH --peer-rc FILE] [--json FILE] [--docs] [--check]

  --only      one case (repeatable): ${CASES.map(({ name }) => name).join(", ")}
  --startup   the same as --only startup: whole processes of the compiled command, a minute or two
  --engine    the same as --only engine: through the real Pulumi CLI, most of an hour
  --timeline  one preview of 10 clients (or of --clients N): which process starts when, what it loads, whom it asks
  --clients   the engine case with N clients only
  --peer      this project and the vendor's Terraform provider in turns, with the OpenTofu or Terraform of this path;
              \`--peer none\` shows the stored figures beside a run of this project
  --peer-rc   the CLI configuration of --peer, which says where the provider is (TF_CLI_CONFIG_FILE)
  --n         with --peer: numbers of clients (10,50,100); --passes: lives of each (2)
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
  const { names, check, measures, peer } = options;
  if (peer) {
    await benchPeer(peer);
    return 0;
  }
  if (check) return benchDocs(true);
  if (measures.docs && names.length === 0) return benchDocs(false);
  for (const { name, run } of CASES) if (names.length === 0 || names.includes(name)) await run(measures);
  for (const { name, run } of ASKED) if (names.includes(name)) await run(measures);
  return 0;
}

function read(args: readonly string[]) {
  try {
    const parsed = parse(args);
    const { only, startup, timeline, engine, clients, json, docs, check, help } = parsed;
    if (help) return "What `npm run bench` measures.";
    const unknown = only.find((name) => !CASES.some((known) => known.name === name));
    if (unknown !== undefined) return `There is no case "${unknown}".`;
    if (clients !== undefined && !/^[1-9]\d*$/.test(clients))
      return `--clients ${clients}: write a whole number above 0.`;
    if (clients !== undefined && docs) return "--docs needs all sizes: leave out --clients.";
    const peer = parsed.peer === undefined ? undefined : readPeer(parsed);
    if (typeof peer === "string") return peer;
    const names = [
      ...only,
      ...(startup ? ["startup"] : []),
      ...(timeline ? ["timeline"] : []),
      ...(engine || (clients !== undefined && !timeline) ? ["engine"] : []),
    ];
    const measures: EngineOptions = { docs, ...(clients && { clients: Number(clients) }), ...(json && { json }) };
    return { names, check, measures, peer };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function readPeer({ peer, n, passes, "peer-rc": rc }: ReturnType<typeof parse>): PeerOptions | string {
  const sizes = n.split(",").map(Number);
  const whole = (number: number) => Number.isInteger(number) && number > 0;
  if (!sizes.every(whole)) return `--n ${n}: write whole numbers above 0, as in 10,50,100.`;
  if (!whole(Number(passes))) return `--passes ${passes}: write a whole number above 0.`;
  const turns = { sizes, passes: Number(passes) };
  if (peer === undefined || peer === "none") return turns;
  if (rc === undefined) return "--peer needs --peer-rc FILE, the CLI configuration that says where the provider is.";
  return { ...turns, peer: { binary: resolve(peer), rc: resolve(rc) } };
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
      peer: { type: "string" },
      "peer-rc": { type: "string" },
      n: { type: "string", default: "10,50,100" },
      passes: { type: "string", default: "2" },
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
