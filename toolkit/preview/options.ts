/** The options of `genesys-access preview`. */
import type { Gate } from "../judge/gates.ts";
import type { BaseOptions } from "../open/baseOption.ts";

export const PREVIEW_FORMATS = ["text", "markdown", "json", "sarif"] as const;
export type PreviewFormat = (typeof PREVIEW_FORMATS)[number];

export interface PreviewOptions extends BaseOptions {
  readonly stack: string;
  readonly format: PreviewFormat;
  readonly output?: string;
  /** True: where the pipeline keeps its summary. */
  readonly summary?: string | true;
  readonly failOn: readonly Gate[];
  readonly approved: readonly string[];
  readonly approvalFile: readonly string[];
  readonly policyPack: readonly string[];
  readonly refresh: boolean;
}
