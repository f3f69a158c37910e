/** The entries of the request log, which tests and people read. */
import type { Injection } from "../switches.ts";

/** One request as it is logged: never a header, a body, a secret or a token. */
export interface RequestLogEntry {
  readonly method: string;
  /** Decoded, without query. */
  readonly path: string;
  /** `GET /api/v2/authorization/roles/{roleId}`: the vendor's operation, for counting; absent for unknown paths. */
  readonly operation?: string;
  readonly query: string;
  /** HTTP status of the answer; 0 when none was sent (an injection, or a caller that went away). */
  status: number;
  /** The OAuth client that called; absent before authentication. */
  clientId?: string;
  /** The kind of the injection that struck it. */
  fault?: Injection["kind"];
  /** ISO time. */
  readonly at: string;
}
