/** A run as a table to read: processes by their start, and below each what it did, with what it waited for. */
import { partOf } from "../engine/processes.ts";
import { type Mark, type MarkedProcess, startOf } from "./marks.ts";

const WIDTH = 60;
/** Loads with a longer pause between them are told apart: the process did something else. */
const PAUSE_MS = 25;
const MOST_PACKAGES = 4;
/** Kinds of question that may alternate. */
const IN_TURNS = 4;

interface Stretch {
  /** What the process did; for loads the packages are told besides. */
  readonly text: string;
  readonly packages: Map<string, number>;
  readonly from: number;
  to: number;
  count: number;
}

/** @param processes of one run, in the order of their starts */
export function timeline(processes: readonly MarkedProcess[]): string {
  const begin = Math.min(...processes.map(startOf));
  const end = Math.max(...processes.flatMap(({ marks }) => marks.map(({ at }) => at)));
  const bar = barOf(begin, end);
  const lines = processes.flatMap((process) => {
    const last = process.marks.at(-1)?.at ?? end;
    const loads = process.marks.filter(({ kind }) => kind === "load").length;
    return [
      "",
      `${span(startOf(process) - begin, last - begin)} ${bar(startOf(process), last, "=")} ${nameOf(process)}: ${loads} files loaded`,
      ...stretchesOf(process.marks).map(
        (stretch) =>
          `${span(stretch.from - begin, stretch.to - begin)} ${bar(stretch.from, stretch.to, "-")}   ${wordsOf(stretch)}`,
      ),
    ];
  });
  return [`Milliseconds from the start of the command; ${Math.round(end - begin)} in all.`, ...lines].join("\n");
}

function nameOf({ words, pid }: MarkedProcess): string {
  return `${partOf(words)} (${pid})`;
}

function wordsOf({ text, count, packages }: Stretch): string {
  const most = [...packages].sort(([, a], [, b]) => b - a);
  const named = most.slice(0, MOST_PACKAGES).map(([name, files]) => `${name} ${files}`);
  const others = most.length > MOST_PACKAGES ? [`${most.length - MOST_PACKAGES} other packages`] : [];
  const of = most.length > 0 ? `: ${[...named, ...others].join(", ")}` : "";
  return `${text}${count > 1 ? ` × ${count}` : ""}${of}`;
}

/** Loads without a pause are one stretch, and so are questions of one kind: the engine's come in turns (Check, Diff, Check, …). */
function stretchesOf(marks: readonly Mark[]): Stretch[] {
  const stretches: Stretch[] = [];
  for (const { kind, name, at } of marks) {
    if (kind === "start" || kind === "end") continue;
    const text = textOf(kind, name);
    const recent = kind === "load" ? stretches.slice(-1) : stretches.slice(-IN_TURNS);
    const known = recent.find((each) => each.text === text && (kind !== "load" || at - each.to < PAUSE_MS));
    const stretch = known ?? { text, packages: new Map(), from: at, to: at, count: 0 };
    if (known === undefined) stretches.push(stretch);
    stretch.to = at;
    stretch.count += 1;
    if (kind === "load") stretch.packages.set(packageOf(name), (stretch.packages.get(packageOf(name)) ?? 0) + 1);
  }
  return stretches;
}

function textOf(kind: Mark["kind"], name: string): string {
  if (kind === "load") return "loads files";
  if (kind === "asks") return `asks the engine: ${name.split("/").at(-1)}`;
  if (kind === "is asked") return `is asked: ${name.split("/").at(-1)}`;
  if (kind === "http") return `asks the org: ${name}`;
  return "listens";
}

function packageOf(url: string): string {
  const name = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
  if (name?.startsWith("@opentelemetry/")) return "@opentelemetry";
  return name ?? (url.includes("/genesys-cloud-access/") ? "genesys-cloud-access" : "its own files");
}

function span(from: number, to: number): string {
  const number = (ms: number) => String(Math.round(ms)).padStart(6);
  return `${number(from)} ${Math.round(to) === Math.round(from) ? "      " : number(to)}`;
}

function barOf(begin: number, end: number) {
  const column = (at: number) => Math.min(WIDTH - 1, Math.floor(((at - begin) / Math.max(1, end - begin)) * WIDTH));
  return (from: number, to: number, sign: string) =>
    `|${" ".repeat(column(from))}${sign.repeat(column(to) - column(from) + 1)}${" ".repeat(WIDTH - 1 - column(to))}|`;
}
