/** The exceptions that somebody wrote down: what they cover stays visible and stops counting, and one that does not hold is told. */
import { quote } from "../../access/values/flaw.ts";
import { waiverRule } from "../../policies/waiverRule.ts";
import { type Waiver, waiverFlaw } from "../../policies/waivers.ts";
import type { Terms } from "./auditSnapshot.ts";
import { makeAuditFinding } from "./check.ts";
import type { AuditFinding } from "./model.ts";
import type { AuditedOrg } from "./org.ts";

/**
 * A waiver names a finding, or one thing of it: `<id of the finding>/<key of the thing>`. What comes to a finding later is not covered by one that names
 * single things. Nothing covers what is to be investigated: nobody knows what would be accepted.
 */
export function withWaivers(
  findings: readonly AuditFinding[],
  org: AuditedOrg,
  { waivers, today }: Terms,
): AuditFinding[] {
  const inForce = new Map(waivers.filter((one) => flawOf(one, today) === undefined).map((one) => [one.finding, one]));
  const used = new Set<string>();
  const settled = findings.flatMap((finding) => {
    if (finding.state === "investigate") return [finding];
    const whole = inForce.get(finding.id);
    if (whole) {
      used.add(whole.finding);
      return [waivedBy(finding, whole)];
    }
    const covered = finding.items.flatMap(({ key }) => inForce.get(`${finding.id}/${key}`) ?? []);
    for (const waiver of covered) used.add(waiver.finding);
    const open = finding.items.filter(({ key }) => !inForce.has(`${finding.id}/${key}`));
    const [first] = covered;
    if (!first) return [finding];
    return open.length === 0 ? [waivedBy(finding, first)] : [{ ...finding, items: open }];
  });
  const broken = waivers.flatMap((waiver) => {
    const message = flawOf(waiver, today) ?? (used.has(waiver.finding) ? undefined : unmatched(waiver, findings));
    return message === undefined ? [] : [{ key: waiver.finding, message }];
  });
  if (broken.length === 0) return settled;
  const { id, severity, why, fix } = waiverRule;
  const subject = org.subject("org", org.snapshot.organization.id);
  return [...settled, makeAuditFinding({ id, severity, why, fix }, { subject, items: broken })];
}

function waivedBy(finding: AuditFinding, { reason, owner, expires }: Waiver): AuditFinding {
  return { ...finding, status: "waived", waiver: { reason, owner, expires } };
}

/** The reason why a waiver covers nothing; undefined for one that holds. */
function flawOf(waiver: Waiver, today: string): string | undefined {
  const flaw = waiverFlaw(waiver, { today });
  return flaw && `${quote(waiver.finding)}: ${flaw.message}`;
}

function unmatched({ finding }: Waiver, findings: readonly AuditFinding[]): string {
  const undecided = findings.some(({ id, state }) => id === finding && state === "investigate");
  if (undecided)
    return `The waiver of ${quote(finding)} names something to investigate, which nobody can accept before it is known.`;
  return `The waiver of ${quote(finding)} matches nothing that was found.`;
}
