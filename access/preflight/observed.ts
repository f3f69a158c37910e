/** Findings of a preflight with what a probe saw in their org. Only words change. */
import { withObserved } from "../observed/advice.ts";
import type { ObservedOrg } from "../observed/model.ts";
import type { PreflightFinding } from "./finding.ts";

/** The questions of a probe that a finding is about. */
const QUESTIONS: Readonly<Record<string, readonly string[]>> = {
  "role-not-held": ["guard", "guard-grant", "guard-edit", "guard-secret"],
  "permission-not-listed": ["unknown-permission"],
  "name-taken": ["role-names", "division-names-case"],
  "client-name-taken": ["client-names"],
};

export function withObservations(
  findings: readonly PreflightFinding[],
  observed: ObservedOrg | undefined,
): PreflightFinding[] {
  return findings.map((finding) => {
    const ids = Object.hasOwn(QUESTIONS, finding.code) ? (QUESTIONS[finding.code] ?? []) : [];
    return { ...finding, message: withObserved(finding.message, observed, ids) };
  });
}
