/** The options of `genesys-access snapshot`. */
import type { Redaction } from "../../access/snapshot/redact.ts";

export { REDACTIONS } from "../../access/snapshot/redact.ts";

export interface SnapshotOptions {
  readonly org: boolean;
  readonly stack?: string;
  /** File that is written, replaced as a whole. */
  readonly output: string;
  readonly redact?: Redaction;
}
