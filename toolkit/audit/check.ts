/** A check that only an org allows, beside the rules: what is wrong with things as they are, and not with what a file says. */
import type { AuditFinding, AuditItem, AuditSeverity, AuditSubject, CheckText, SkippedCheck } from "./model.ts";
import type { AuditedOrg } from "./org.ts";

export interface CheckResult {
  readonly found: readonly Found[];
  readonly skipped?: string;
}

/** What is wrong with one subject. Severity, reason and remedy are the check's where nothing else is said. */
export interface Found {
  readonly subject: AuditSubject;
  readonly items: readonly AuditItem[];
  readonly state?: AuditFinding["state"];
  readonly severity?: AuditSeverity;
  readonly fix?: string;
}

export interface OrgCheck extends CheckText {
  readonly look: (org: AuditedOrg) => CheckResult;
}

export function runCheck(
  { look, ...text }: OrgCheck,
  org: AuditedOrg,
): { readonly findings: readonly AuditFinding[]; readonly skipped: readonly SkippedCheck[] } {
  const { found, skipped } = look(org);
  return {
    findings: found.map((one) => makeAuditFinding(text, one)),
    skipped: skipped === undefined ? [] : [{ check: text.id, reason: skipped }],
  };
}

export function makeAuditFinding(
  { id, severity, why, fix }: Pick<CheckText, "id" | "severity" | "why" | "fix">,
  found: Found,
): AuditFinding {
  const { subject } = found;
  return {
    id: `${id}/${subject.kind}/${subject.id}`,
    check: id,
    severity: found.severity ?? severity,
    state: found.state ?? "finding",
    status: "open",
    subject,
    items: found.items,
    why,
    fix: found.fix ?? fix,
  };
}
