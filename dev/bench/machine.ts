/** The machine that a measurement was made on. */
import { cpus, totalmem } from "node:os";

export interface Machine {
  readonly cpu: string;
  readonly cpus: number;
  readonly memoryGigabytes: number;
  readonly platform: string;
}

export function thisMachine(): Machine {
  const memoryGigabytes = Math.round(totalmem() / 1e9);
  return { cpu: cpus()[0]?.model ?? "unknown", cpus: cpus().length, memoryGigabytes, platform: process.platform };
}
