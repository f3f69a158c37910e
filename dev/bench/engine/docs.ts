/** docs/benchmarks.md and its pictures, made from dev/bench/results.json: the page never says anything else than what was measured. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { StartupFigures } from "../startup/figures.ts";
import { type Chart, chartsOf, drawChart } from "./charts.ts";
import type { EngineFigures, ScenarioFigures } from "./figures.ts";
import { PEER, SIDE_BY_SIDE, SINCE } from "./peer.ts";
import {
  callTable,
  fieldTable,
  operationTable,
  partTable,
  peerTable,
  sideBySideTable,
  sinceTable,
  startupTable,
  stateTable,
  targetTable,
  titleOf,
} from "./tables.ts";
import { PERMISSIONS_PER_ROLE } from "./work.ts";

const ROOT = join(import.meta.dirname, "..", "..", "..");
const RESULTS = join(ROOT, "dev", "bench", "results.json");

/** The figures of the last measurement. */
export function readResults(): EngineFigures {
  return JSON.parse(readFileSync(RESULTS, "utf8")) as EngineFigures;
}

export function writeResults(figures: EngineFigures): void {
  writeFileSync(RESULTS, `${printJson(figures)}\n`);
}

/** Keeps what the engine case measured, and the start-up that was measured before. */
export function writeScenarios(figures: EngineFigures): void {
  const { startup } = readResults();
  writeResults({ ...figures, ...(startup && { startup }) });
}

/** Short lists on one line, as the formatter has them. */
function printJson(value: unknown): string {
  return JSON.stringify(value, undefined, 2).replace(
    /^(.*)\[\n([^[\]{}]*)\n *\]/gm,
    (lines, before: string, items: string) => {
      const line = `${before}[${items.trim().replaceAll(/\s*\n\s*/g, " ")}]`;
      return line.length < 120 ? line : lines;
    },
  );
}

/** The page and its pictures, by path from the project's root. */
export async function pagesOf(figures: EngineFigures): Promise<ReadonlyMap<string, string>> {
  const charts = chartsOf(figures);
  const pictures = await Promise.all(
    charts.map(async (chart) => [`docs/images/${chart.name}.svg`, await drawChart(chart)] as const),
  );
  return new Map([["docs/benchmarks.md", pageOf(figures, charts)], ...pictures]);
}

/** Paths whose file is not what the results say; with `write` they are afterwards. */
export async function bringUpToDate(figures: EngineFigures, write: boolean, root = ROOT): Promise<string[]> {
  const pages = await pagesOf(figures);
  const changed = [...pages].filter(([path, text]) => readIfThere(join(root, path)) !== text);
  if (write) {
    for (const [path, text] of changed) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
  }
  return changed.map(([path]) => path);
}

function pageOf(figures: EngineFigures, charts: readonly Chart[]): string {
  const { date, machine, versions, scenarios } = figures;
  const named = (...names: string[]) => scenarios.filter(({ scenario }) => names.includes(scenario.name));
  const largest = named("usual").at(-1);
  return [
    "<!-- Made by `npm run bench -- --docs` from dev/bench/results.json. Do not edit. -->",
    "# Benchmarks",
    `Measured ${date} on ${machine.cpus} × ${machine.cpu}, ${machine.memoryGigabytes} GB, ${machine.platform}: ${Object.entries(
      versions,
    )
      .map(([name, version]) => `${name} ${version}`)
      .join(", ")}. \`npm run bench -- --engine --docs\` measures again and writes this page.`,
    METHOD,
    ...charts.map(({ name, text }) => `![${text.split(":")[0]}](images/${name}.svg)`),
    "## Targets",
    targetTable(figures),
    ...(figures.startup ? startupOf(figures.startup) : []),
    ...besideTerraform(figures),
    "## Without limit and latency",
    "`floor` is the engine alone: as many resources with inputs of the same kind, whose provider calls nobody and whose program reads and judges nothing. It is written as Pulumi programs usually are, with the whole SDK: that is why a preview of this project can take less.",
    operationTable(named("usual", "floor")),
    ...section(
      "## Latency, limit, policy pack, users",
      named("50 ms latency", "300 requests a minute", "policy pack", "users"),
      operationTable,
      "With the policy pack and 500 clients only the final state is saved, see below: its previews are what it is about.",
    ),
    ...section("## Only the final state", named("only the final state saved"), operationTable, FINAL_STATE),
    ...section("## State", named("usual", "floor", "only the final state saved", "users"), stateTable, STATE_WORDS),
    ...(largest ? [fieldTable(largest)].filter(Boolean) : []),
    ...(largest ? whereItGoes(largest) : []),
    "",
  ]
    .join("\n\n")
    .replace(/\n+$/, "\n");
}

const METHOD = `Each client has a role of its own with ${PERMISSIONS_PER_ROLE} reading permissions, granted in three divisions; divisions, roles and clients are made by the stack. \`up\` and \`preview\`
find nothing to change, "change a role" replaces three of its permissions, "add a division" makes a fourth one that joins every client through its selector.

Commands are the user's own (\`pulumi up --yes --skip-preview\`, \`pulumi refresh --yes --skip-preview\`, …) in a fresh project folder with a \`file://\` backend, after one untimed
preview that fills the cache of compiled modules. Figures with others in brackets are medians of three lives of a
stack, with the shortest and longest; those without are one life. The org is the project's simulator in a process of its own on the same machine: it takes part of the two cores, but its CPU seconds and memory are not counted. Nothing here was
measured against a live org. CPU seconds are user and system time of every process that the command starts; "peak MB, sum" adds their resident sets at the worst moment, so
that pages they share count several times. On a machine that is shared with others seconds change from hour to hour,
by half and more: compare those of one table, and those of another day with care. \`npm run bench -- --timeline\` shows what a small preview spends its time on: which process starts when, what it
loads, what waits for what.`;

function startupOf(figures: StartupFigures): string[] {
  const { date, machine, node, runs, load } = figures;
  return [
    "## Start-up of the command",
    `Measured ${date} on ${machine.cpus} × ${machine.cpu}, ${machine.platform}, with Node ${node}, at a load of ${load}. Each cell: milliseconds from the start of
Node to the end of the process, the median of ${runs} with the shortest and longest. \`npm run bench -- --startup --docs\` measures again.

"Installed" is the package as \`npm run build\` writes it, in the node_modules of a project; "sources" is a checkout, whose TypeScript Node reads. They were run in turns,
after one run of each that fills the cache of compiled modules. \`check\` judges three small stacks; the folder of \`diff\` holds them with one permission less.`,
    startupTable(figures),
  ];
}

function besideTerraform(figures: EngineFigures): string[] {
  const table = peerTable(figures);
  return [
    "## Beside the Terraform provider",
    LOST_WORDS,
    sideBySideTable(),
    SINCE_WORDS,
    sinceTable(),
    ...(table === "" ? [] : [PEER_WORDS, table]),
  ];
}

const { megabytes } = SIDE_BY_SIDE;
const LOST_WORDS = `What is lost first. At 10 clients, where most people begin, Terraform was faster at everything but destroy, and took less memory: ${megabytes.theirs.join(" to ")} MB against
${megabytes.ours.join(" to ")} MB. It is the start of processes: an engine, a program and a provider, where Terraform has two programs of Go. At 50 and 100 clients this project was ahead on every line. Both were run in turns
on the same embedded org on ${SIDE_BY_SIDE.date}, this project at ${SIDE_BY_SIDE.commit}; each cell is this project over Terraform. \`npm run bench -- --peer TOFU --peer-rc FILE\` runs both again where the provider is at hand,
with \`npx pulumi\` as users start it; \`--peer none\` runs this project beside what was stored.`;

const SINCE_WORDS = `Since then (${SINCE.date}, 10 clients, medians of three lives, both versions in turns within one hour): less start-up and smaller states, ${SINCE.stateBytes[1].toLocaleString("en-US")} instead of ${SINCE.stateBytes[0].toLocaleString("en-US")} bytes. Create takes
${SINCE.megabytes.resident[1]} instead of ${SINCE.megabytes.resident[0]} MB as a sum of resident sets, ${SINCE.megabytes.proportional} MB where pages that processes share count once. Terraform was not at hand again: multiplied with the ratios above, create and refresh come to some 1.0 to 1.2 of its time, preview,
an \`up\` without changes and the change of a role to some 1.4 to 1.5.`;

const PEER_WORDS = `${PEER.name} ${PEER.version}, ${PEER.date}, with the same work on an embedded org and two cores; the figures of its default token pool. It was measured on another day than this project: compare seconds with that in mind, calls as they are. The naive provider is a dynamic provider of this benchmark: one call for each method of each resource, nothing planned, nothing judged.`;

const FINAL_STATE = `The engine saves the whole state twice for each step; with \`PULUMI_SKIP_CHECKPOINTS=true\` it saves only the last one. That is no default here: when such a run is
interrupted, the state knows nothing of what it did. The next \`up\` finds roles and divisions by their marker and takes over those that are as the file says, but a client whose creation is not in the state is
deactivated, deleted and made again with another id and secret, although somebody may have its secret already; one that is older than a day, was changed since, or is not as the file says is refused. A grant to a user, a group or an existing client counts as held before, and stays when the stack goes. Use it where nobody does yet, such as the first deployment of a large org.`;

const STATE_WORDS = `The engine serializes and writes the whole state twice for each step that changes something, so that this is what a large stack costs, for the floor as well: its
resources have fewer properties than those of this project and no record of the deployed terms, and it writes all of its inputs a second time as outputs. [running.md](running.md#large-stacks) has what the settings of the
engine change; [contracts.md](contracts.md#in-states) what the outputs of this project leave out.`;

function whereItGoes(figures: ScenarioFigures): string[] {
  return [
    "## Where CPU and memory go",
    `${titleOf(figures.scenario)}. Each cell: CPU seconds, peak of the largest process.`,
    partTable(figures),
    "## Calls",
    `${titleOf(figures.scenario)}.`,
    callTable(figures),
  ];
}

function section(
  title: string,
  scenarios: readonly ScenarioFigures[],
  show: (scenarios: readonly ScenarioFigures[]) => string,
  ...words: readonly string[]
): string[] {
  return scenarios.length === 0 ? [] : [title, ...words, show(scenarios)];
}

function readIfThere(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}
