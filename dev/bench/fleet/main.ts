/** Many orgs on several machines: `npm run bench -- --fleet`. The machines are this one, one after the other. */
import { loadavg } from "node:os";
import { thisMachine } from "../machine.ts";
import { type FleetProject, type FleetRun, fleetProject } from "./project.ts";

const ORGS = 60;
const SHARDS = 2;
const CLIENTS = 5;

interface Row {
  readonly what: string;
  readonly run: FleetRun;
}

/** Measures, and prints Markdown. */
export async function benchFleet(): Promise<void> {
  const begin = performance.now();
  const say = (line: string) => {
    process.stderr.write(`[${((performance.now() - begin) / 60_000).toFixed(1)} min] ${line}\n`);
  };
  const load = loadavg()[0] ?? 0;
  const project = await fleetProject(ORGS, CLIENTS, say);
  try {
    const rows = await measure(project, say);
    const { cpu, cpus, memoryGigabytes } = thisMachine();
    const date = new Date().toISOString().slice(0, 10);
    console.log(
      `${ORGS} orgs of ${CLIENTS} clients, ${SHARDS} shards in turn on ${cpus} processors (${cpu}), ${memoryGigabytes} GB, ${date}; load of the machine before: ${load.toFixed(1)}.\n`,
    );
    console.log(table(rows));
  } finally {
    await project.close();
  }
}

async function measure(project: FleetProject, say: (line: string) => void): Promise<Row[]> {
  const rows: Row[] = [];
  // An hour of measuring may be broken off: each row is told as it comes.
  const keep = (row: Row) => {
    rows.push(row);
    say(line(row));
  };
  const shards = async (what: string, args: readonly string[], report: string) => {
    const files = Array.from({ length: SHARDS }, (_, at) => `${report}-${at + 1}.json`);
    for (const [at, file] of files.entries()) {
      say(`${what}, shard ${at + 1} of ${SHARDS}`);
      const run = await project.run([...args, "--shard", `${at + 1}/${SHARDS}`, "--run", report], file);
      keep({ what: `${what}, shard ${at + 1}`, run });
    }
    await project.run(["merge", ...files], `${report}.json`);
  };
  await shards("preview, nothing deployed", ["preview", "--parallel", "auto"], "first");
  await shards("first update", ["up", "--yes", "--parallel", "auto", "--durations", "first.json"], "update");
  await shards("preview, nothing to do", ["preview", "--parallel", "auto", "--durations", "update.json"], "preview");
  project.edit(project.stacks[0] ?? "");
  say("update of the one org whose spec has changed");
  const retry = await project.run(["up", "--yes", "--retry-from", "update.json"], "again.json");
  keep({ what: "`--retry-from`, one spec has changed", run: retry });
  for (const parallel of [1, 2, 4]) {
    const stacks = project.stacks.slice(0, parallel === 1 ? 2 : 4).flatMap((stack) => ["--stack", stack]);
    say(`preview of ${stacks.length / 2} orgs, ${parallel} at once`);
    const run = await project.run(["preview", "--parallel", String(parallel), ...stacks], "parallel.json");
    keep({ what: `preview, nothing to do, ${parallel} at once`, run });
  }
  return rows;
}

function table(rows: readonly Row[]): string {
  const head =
    "| | orgs | seconds | orgs a minute | CPU seconds an org | median seconds of one org | peak memory (PSS) |\n|---|--:|--:|--:|--:|--:|--:|";
  return [head, ...rows.map(line)].join("\n");
}

function line({ what, run: { seconds, cpuSeconds, megabytes, orgs } }: Row): string {
  const sorted = orgs.map((org) => org.seconds).sort((a, b) => a - b);
  const cells = [
    what,
    orgs.length,
    seconds.toFixed(0),
    ((orgs.length * 60) / seconds).toFixed(1),
    (cpuSeconds / Math.max(1, orgs.length)).toFixed(1),
    (sorted[Math.floor(sorted.length / 2)] ?? 0).toFixed(1),
    `${megabytes} MB`,
  ];
  return `| ${cells.join(" | ")} |`;
}
