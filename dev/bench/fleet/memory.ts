/** Memory of everything that one command starts, each page that processes share counted once (Linux; elsewhere nothing is told). */
import { readFileSync } from "node:fs";
import { sessionProcesses } from "../engine/processes.ts";

const INTERVAL_MS = 1000;

/** The highest sum of proportional set sizes at one moment, in MB (1e6 bytes), of the session that process `leader` leads. */
export function watchMemory(leader: number): { stop: () => number } {
  const foreign = new Set<number>();
  let peak = 0;
  const look = () => {
    const sizes = sessionProcesses(leader, foreign).map(proportionalSize);
    peak = Math.max(
      peak,
      sizes.reduce((sum, size) => sum + size, 0),
    );
  };
  const timer = setInterval(look, INTERVAL_MS);
  return {
    stop: () => {
      clearInterval(timer);
      return Math.round((peak * 1024) / 1e6);
    },
  };
}

/** In units of 1024 bytes. */
function proportionalSize(pid: number): number {
  try {
    return Number(/^Pss:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1] ?? 0);
  } catch {
    return 0; // it has ended
  }
}
