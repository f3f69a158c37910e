/** What a pasted error or answer says about access. */
import type { Explanation } from "./model.ts";

/** Where the call ended; from the outside in. */
export type DiagnosisLayer =
  | "login"
  | "token"
  | "rate-limit"
  | "grant-type"
  | "scope"
  | "permission"
  | "division"
  | "ownership"
  | "unknown";

export interface Diagnosis {
  readonly layer: DiagnosisLayer;
  /** The vendor's code, or the HTTP status, where the text has one. */
  readonly code?: string;
  /** What it means, as a sentence. */
  readonly sentence: string;
  /** Permissions that the text names. */
  readonly permissions: readonly string[];
  /** Whether all of them are needed or one. */
  readonly match?: "ALL" | "ANY";
  /** For searching the vendor's logs. */
  readonly correlationId?: string;
  readonly advice: readonly string[];
  /** How a client of the spec stands to these permissions, where one was named. */
  readonly explanation?: Explanation;
}
