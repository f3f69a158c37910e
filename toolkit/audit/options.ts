/** The options of `genesys-access audit`. */
import { AUDIT_SEVERITIES, type AuditSeverity } from "./model.ts";

export const AUDIT_FORMATS = ["text", "json", "sarif", "csv", "markdown", "html"] as const;
export type AuditFormat = (typeof AUDIT_FORMATS)[number];

export { AUDIT_SEVERITIES };

/** Days of usage that the vendor's API answers for at once; who did nothing in them counts as dormant. */
export const MOST_DAYS = 90;

export interface AuditOptions {
  readonly format: AuditFormat;
  readonly output?: string;
  /** Days without a call after which a client counts as dormant. */
  readonly days: number;
  /** An earlier report as JSON. */
  readonly baseline?: string;
  readonly waivers?: string;
  readonly failOn?: AuditSeverity;
}
