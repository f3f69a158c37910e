/** The options of `genesys-access diff`. */
import type { Gate } from "../judge/gates.ts";
import type { BaseOptions } from "../open/baseOption.ts";

export const DIFF_FORMATS = ["text", "markdown", "json", "html"] as const;
export type DiffFormat = (typeof DIFF_FORMATS)[number];

export interface DiffOptions extends BaseOptions {
  /** With the base `org`: the specs that the org was deployed from. */
  readonly baseSpec?: string;
  readonly head?: string;
  readonly stack: readonly string[];
  readonly format: DiffFormat;
  readonly output?: string;
  /** True: where the pipeline keeps its summary. */
  readonly summary?: string | true;
  /** File for the page, whatever the format. */
  readonly page?: string;
  /** File for the verdict of the gate. */
  readonly verdict?: string;
  readonly failOn: readonly Gate[];
  readonly approved: readonly string[];
  readonly approvalFile: readonly string[];
}
