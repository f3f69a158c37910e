/** The options of `genesys-access snapshot`. */
import type { Redaction } from "../../access/snapshot/redact.ts";

export const REDACTIONS = ["hash", "leave-out"] as const satisfies readonly Redaction[];

export interface SnapshotOptions {
  readonly org: boolean;
  readonly stack?: string;
  /** File that is written, replaced as a whole. */
  readonly output: string;
  readonly redact?: Redaction;
}
