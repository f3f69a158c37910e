/** The options of `genesys-access fleet`. */
import type { Gate } from "../judge/gates.ts";
import type { ParallelOptions } from "./parallel.ts";
import type { Shard } from "./shards.ts";

export const FLEET_ACTIONS = ["preview", "up"] as const;
export type FleetAction = (typeof FLEET_ACTIONS)[number];

export const FLEET_FORMATS = ["text", "json"] as const;
export type FleetFormat = (typeof FLEET_FORMATS)[number];

/** Machines of one run. */
export const MOST_SHARDS = 1000;

export interface FleetOptions extends ParallelOptions {
  /** Patterns over stack names; none means all. */
  readonly stack: readonly string[];
  /** Only this machine's part. */
  readonly shard?: Shard;
  /** An earlier report, by which the parts take equally long. */
  readonly durations?: string;
  /** An earlier report, of which only what failed is run. */
  readonly retryFrom?: string;
  /** The name of the run, by which reports of several machines are known to be of one. */
  readonly run?: string;
  /** Milliseconds that the preview or the update of one org may take. */
  readonly timeout?: number;
  readonly envDir?: string;
  readonly format: FleetFormat;
  readonly output?: string;
  readonly policyPack: readonly string[];
  readonly refresh: boolean;
  readonly yes: boolean;
  readonly failOn: readonly Gate[];
  readonly approved: readonly string[];
  readonly approvalFile: readonly string[];
}
