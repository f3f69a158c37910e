/** The options of `genesys-access org`. */
import { DEFAULT_SWITCHES } from "../../simulator/switches.ts";

export const SHELLS = ["posix", "fish", "powershell"] as const;
export type Shell = (typeof SHELLS)[number];

export interface OrgOptions {
  readonly port: number;
  readonly host: string;
  /** File that keeps the org between runs. */
  readonly data?: string;
  /** Names of stacks, or files with specs. */
  readonly fromSpec: readonly string[];
  /** File that `probe` wrote: the org behaves like the one that it is of. */
  readonly like?: string;
  /** File with the calls of which the org remembers the counts. */
  readonly usage?: string;
  /** `name=value`; wins over the file. */
  readonly switch: readonly string[];
}

/** `escalationGuard=off`: each switch of the org with its default. */
export const SWITCH_DEFAULTS: readonly string[] = Object.entries(DEFAULT_SWITCHES).map(
  ([name, value]) => `${name}=${Array.isArray(value) ? JSON.stringify(value) : value}`,
);
