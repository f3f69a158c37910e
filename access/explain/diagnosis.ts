/** The diagnosis of a pasted error or answer, as far as access is concerned. */
import type { ERROR_LAYERS } from "../catalogue/errors.ts";
import type { Explanation } from "./model.ts";

/** The layer at which the call ended, from the outside in. */
export type DiagnosisLayer = (typeof ERROR_LAYERS)[number] | "ownership" | "unknown";

export interface Diagnosis {
  readonly layer: DiagnosisLayer;
  /** The vendor's code, or the HTTP status, where the text has one. */
  readonly code?: string;
  /** The meaning of the error, as a sentence. */
  readonly sentence: string;
  /** Permissions that the text names. */
  readonly permissions: readonly string[];
  /** `ALL` of these permissions are needed, or `ANY` one of them. */
  readonly match?: "ALL" | "ANY";
  /** For searching the vendor's logs. */
  readonly correlationId?: string;
  readonly advice: readonly string[];
  /** The answer for one client of the spec, where the caller named one: does it hold these permissions? */
  readonly explanation?: Explanation;
}
