/** Runs faults side by side: most of the time a run waits, for processes or for a pause that the org asked for. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Fault } from "./fault.ts";
import { type Beginnings, type Lane, makeBeginnings, openLane } from "./lane.ts";
import { type Outcome, runFault } from "./runFault.ts";

export interface Lanes {
  /** Waits for a free lane, and runs the fault in it. */
  run(fault: Fault): Promise<Outcome>;
  close(): Promise<void>;
}

export async function openLanes(count: number): Promise<Lanes> {
  const directory = await mkdtemp(join(tmpdir(), "genesys-access-beginnings-"));
  const first = await openLane();
  const beginnings = await makeBeginnings(first, directory);
  const lanes = [first, ...(await Promise.all(Array.from({ length: count - 1 }, openLane)))];
  return {
    run: pooled(lanes, beginnings),
    close: async () => {
      await Promise.all(lanes.map((lane) => lane.close()));
      await rm(directory, { recursive: true, force: true });
    },
  };
}

function pooled(lanes: readonly Lane[], beginnings: Beginnings): Lanes["run"] {
  const free = [...lanes];
  const waiting: ((lane: Lane) => void)[] = [];
  return async (fault) => {
    const lane = free.pop() ?? (await new Promise<Lane>((resolve) => waiting.push(resolve)));
    try {
      return await runFault(lane, beginnings, fault);
    } finally {
      const next = waiting.shift();
      if (next === undefined) free.push(lane);
      else next(lane);
    }
  };
}
