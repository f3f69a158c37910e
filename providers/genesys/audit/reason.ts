/** Why a part of the audit could not be read. */
import { GenesysApiError, isBeyondRoles } from "../apiError.ts";
import { NeverDone } from "../usage/rows.ts";
import { NotTold } from "./question.ts";

/** What every call of the audit API asks for. */
export const AUDIT_PERMISSION = "audits:audit:view";

/** One sentence or two. What is no answer of the org, and a login that fails, is thrown on. */
export function reasonOf(error: unknown): string {
  if (error instanceof NeverDone) return "The org did not come to an end of a query of its audit.";
  if (error instanceof NotTold) return `${error.message}.`;
  if (!(error instanceof GenesysApiError) || error.status === 401) throw error;
  if (error.status === 403 && !isBeyondRoles(error)) return `The reading client lacks ${AUDIT_PERMISSION}.`;
  return error.message;
}
