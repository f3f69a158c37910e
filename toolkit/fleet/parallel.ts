/** How many orgs run at once. */
import { availableParallelism } from "node:os";
import { Failure } from "../failure.ts";

/** Bytes that one org takes at its peak: an engine, a program, a policy pack and a provider (docs/fleet.md has the measurement). */
export const BYTES_PER_ORG = 800_000_000;
/** Orgs for one processor: half of an org's time is waiting for the org. */
const ORGS_PER_PROCESSOR = 2;
const USUAL = 4;
/** The rest of the machine, and this command itself. */
const LEFT_ALONE = 0.1;

export interface ParallelOptions {
  /** "auto": what fits into the memory that is free, and no more than the processors can feed. */
  readonly parallel?: number | "auto";
  /** Bytes that all orgs together may take. */
  readonly memory?: number;
}

export interface Machine {
  /** Bytes that are free for this process, also in a container. */
  readonly free: number;
  readonly processors: number;
}

export function thisMachine(): Machine {
  return { free: process.availableMemory(), processors: availableParallelism() };
}

/** @throws Failure where not even one org fits into the memory that was named */
export function orgsAtOnce({ parallel, memory }: ParallelOptions, machine: () => Machine = thisMachine): number {
  if (memory !== undefined && memory < BYTES_PER_ORG)
    throw new Failure(`--memory: one org takes some ${BYTES_PER_ORG / 1e9} GB. Write at least that.`);
  if (parallel !== "auto" && memory === undefined) return parallel ?? USUAL;
  const most = memory ?? machine().free * (1 - LEFT_ALONE);
  const fit = Math.max(1, Math.floor(most / BYTES_PER_ORG));
  return Math.min(fit, typeof parallel === "number" ? parallel : machine().processors * ORGS_PER_PROCESSOR);
}
