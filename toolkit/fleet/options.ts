/** The options of `genesys-access fleet`. */
import type { Gate } from "../judge/gates.ts";

export const FLEET_ACTIONS = ["preview", "up"] as const;
export type FleetAction = (typeof FLEET_ACTIONS)[number];

export const FLEET_FORMATS = ["text", "json"] as const;
export type FleetFormat = (typeof FLEET_FORMATS)[number];

export interface FleetOptions {
  /** Patterns over stack names; none means all. */
  readonly stack: readonly string[];
  /** Orgs at once. */
  readonly parallel: number;
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
