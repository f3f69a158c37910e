/**
 * CPU and memory of everything that one command starts, read from /proc (Linux; elsewhere nothing is told). The command leads a session of
 * its own, and its descendants stay in it whatever process group or parent they get.
 */
import { readdirSync, readFileSync } from "node:fs";

/** Parts of a run. `launcher` is the npm wrapper that starts the CLI, or `genesys-access`. */
export const PARTS = ["launcher", "engine", "language host", "program", "provider", "policy pack", "other"] as const;
export type Part = (typeof PARTS)[number];

export interface PartUse {
  /** User and system time, in seconds. */
  readonly cpuSeconds: number;
  /** Peak resident set of the largest process of this part, in MB (1e6 bytes). */
  readonly peakMegabytes: number;
}

export interface SessionUse {
  readonly parts: Readonly<Partial<Record<Part, PartUse>>>;
  readonly cpuSeconds: number;
  /** Highest sum of all resident sets at one moment, in MB: pages that processes share count for each. */
  readonly peakMegabytes: number;
  /** The same with the pages that processes share counted once, by the kernel's proportional set sizes. */
  readonly peakProportionalMegabytes?: number;
}

interface Seen {
  part: Part;
  ticks: number;
  peakKilobytes: number;
}

const INTERVAL_MS = 100;
/** USER_HZ: the kernel tells times in hundredths of a second on every usual platform. */
const TICKS_PER_SECOND = 100;

/** Watches the session that process `leader` leads until `stop`. What a process does after the last look at it (a tenth of a second) is missed. */
export function watchSession(leader: number): { stop: () => SessionUse } {
  const seen = new Map<number, Seen>();
  const foreign = new Set<number>();
  let peakKilobytes = 0;
  let peakProportional = 0;
  const look = () => {
    const pids = sessionProcesses(leader, foreign);
    peakKilobytes = Math.max(peakKilobytes, sum(pids.map((pid) => lookAt(pid, seen))));
    peakProportional = Math.max(peakProportional, sum(pids.map(proportionalSize)));
  };
  look();
  const timer = setInterval(look, INTERVAL_MS);
  return {
    stop: () => {
      clearInterval(timer);
      return { ...total([...seen.values()], peakKilobytes), peakProportionalMegabytes: megabytes(peakProportional) };
    },
  };
}

/** Ends what is left of a session. */
export function endSession(leader: number): void {
  for (const pid of sessionProcesses(leader, new Set())) process.kill(pid, "SIGKILL");
}

/** Processes that are known to be of another session are not looked at again. */
function sessionProcesses(leader: number, foreign: Set<number>): number[] {
  return processIds().filter((pid) => {
    if (foreign.has(pid)) return false;
    const ours = statOf(pid)?.session === leader;
    if (!ours) foreign.add(pid);
    return ours;
  });
}

function processIds(): number[] {
  try {
    return readdirSync("/proc").map(Number).filter(Number.isInteger);
  } catch {
    return []; // no /proc here
  }
}

/** Remembers what the process has used, and returns its present size in kB. */
function lookAt(pid: number, seen: Map<number, Seen>): number {
  const stat = statOf(pid);
  const status = read(pid, "status");
  if (stat === undefined || status === undefined) return 0;
  // Between fork and exec a process still has its parent's name, so the last name counts; one that has ended has neither name nor memory.
  const command = read(pid, "cmdline");
  const known = seen.get(pid);
  const part = command ? partOf(command.split("\0")) : (known?.part ?? "other");
  const peakKilobytes = Math.max(known?.peakKilobytes ?? 0, field(status, "VmHWM"));
  seen.set(pid, { part, ticks: stat.ticks, peakKilobytes });
  return field(status, "VmRSS");
}

/** In kB: its own pages, and of each page that processes share its part. */
function proportionalSize(pid: number): number {
  return field(read(pid, "smaps_rollup") ?? "", "Pss");
}

function statOf(pid: number): { session: number; ticks: number } | undefined {
  const text = read(pid, "stat");
  if (text === undefined) return undefined;
  // Fields after the name, which may hold blanks: state, ppid, pgrp, session, …, utime (12th), stime (13th); see proc_pid_stat(5).
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return { session: Number(fields[3]), ticks: Number(fields[11]) + Number(fields[12]) };
}

function field(status: string, name: string): number {
  return Number(new RegExp(`^${name}:\\s*(\\d+)`, "m").exec(status)?.[1] ?? 0);
}

function read(pid: number, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return undefined; // it has ended
  }
}

/** Which part of a run a command line is. */
export function partOf(command: readonly string[]): Part {
  const words = command.map((word) => word.replaceAll("\\", "/"));
  const has = (text: string) => words.some((word) => word.includes(text));
  if (has("/dynamicProvider.mjs")) return "provider";
  if (has("/language-host/") || has("pulumi-language-nodejs")) return "language host";
  if (has("/cmd/dynamic-provider") || has("pulumi-resource-pulumi-nodejs")) return "provider";
  if (has("/cmd/run-policy-pack")) return "policy pack";
  if (words.some((word) => /\/cmd\/run(\/|$)/.test(word))) return "program";
  if (/\/versions\/[^/]+\/bin\/pulumi$/.test(words[0] ?? "")) return "engine";
  if (has("/.bin/pulumi") || has("/pulumi/run.js") || has("/cli/")) return "launcher";
  return "other";
}

function total(processes: readonly Seen[], peakKilobytes: number): SessionUse {
  const uses = PARTS.flatMap((part) => {
    const own = processes.filter((each) => each.part === part);
    if (own.length === 0) return [];
    const cpuSeconds = sum(own.map(({ ticks }) => ticks)) / TICKS_PER_SECOND;
    return [[part, { cpuSeconds, peakMegabytes: megabytes(Math.max(...own.map((each) => each.peakKilobytes))) }]];
  });
  const cpuSeconds = sum(processes.map(({ ticks }) => ticks)) / TICKS_PER_SECOND;
  return { parts: Object.fromEntries(uses), cpuSeconds, peakMegabytes: megabytes(peakKilobytes) };
}

function megabytes(kilobytes: number): number {
  return Math.round((kilobytes * 1024) / 1e5) / 10;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
