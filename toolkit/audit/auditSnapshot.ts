/** Judges an org: every rule and check over what was read, ranked, with what each client can do. Pure: whatever it looks at was read before. */
import { CATALOGUE_DATE } from "../../access/catalogue/date.ts";
import { isComplete } from "../../access/snapshot/model.ts";
import { contentDigest } from "../../access/values/contentDigest.ts";
import { saysSomething } from "../../access/values/reason.ts";
import { compareText } from "../../access/values/text.ts";
import type { RuleText } from "../../policies/rule.ts";
import { waiverRule } from "../../policies/waiverRule.ts";
import type { Waiver } from "../../policies/waivers.ts";
import { TOOL } from "../tool.ts";
import { runCheck } from "./check.ts";
import { ORG_CHECKS } from "./checks/index.ts";
import { auditClients } from "./clients.ts";
import {
  AUDIT_SEVERITIES,
  type AuditClient,
  type AuditFinding,
  type AuditReport,
  type AuditSeverity,
  type AuditSummary,
  type CheckText,
} from "./model.ts";
import { type AuditedOrg, type AuditInput, auditedOrg } from "./org.ts";
import { AUDIT_RULES, ruleFindings, SKIPPED_RULES } from "./ruleFindings.ts";
import { withWaivers } from "./waived.ts";

export interface Terms {
  readonly waivers: readonly Waiver[];
  /** `YYYY-MM-DD`, in UTC. */
  readonly today: string;
}

export function auditSnapshot(input: AuditInput, terms: Terms): AuditReport {
  const { snapshot } = input;
  const org = auditedOrg(input);
  const checked = ORG_CHECKS.map((check) => runCheck(check, org));
  const found = [...ruleFindings(org), ...checked.flatMap(({ findings }) => findings)];
  const findings = [...withWaivers(found, org, terms)].sort(byRank);
  const clients = auditClients(org, findings);
  const skipped = [...checked.flatMap((check) => check.skipped), ...SKIPPED_RULES];
  const { organization, readAt, readBy, coverage } = snapshot;
  return {
    tool: TOOL,
    catalogueDate: CATALOGUE_DATE,
    organization,
    readAt,
    readBy,
    complete: isComplete(snapshot),
    coverage,
    skipped,
    checks: [...[...AUDIT_RULES, waiverRule].map(checkText), ...ORG_CHECKS.map(({ look: _, ...text }) => text)],
    summary: summaryOf(org, findings, clients),
    findings,
    clients,
    limits: LIMITS,
    digest: digestOf(org, findings, skipped),
  };
}

const LIMITS: readonly string[] = [
  "A grant stands at who was given it: who is in a group, and what a user has through groups, is not looked at.",
  "Whether divisions limit a permission is known for a part of the catalogue only: what is not said to leak may leak.",
  "The catalogue is of a day: permissions that are newer, or of a product that it does not cover, are judged by their names.",
  "Of the org's limits only that of divisions is asked for: those of roles, clients and assignments have no published names.",
  "Scopes, attribute policies of the org and what a client does with its access are no part of what it holds.",
];

function byRank(a: AuditFinding, b: AuditFinding): number {
  const rank = ({ severity, state, status }: AuditFinding) =>
    (status === "waived" ? 100 : 0) + AUDIT_SEVERITIES.indexOf(severity) * 2 + (state === "finding" ? 0 : 1);
  return rank(a) - rank(b) || compareText(a.check, b.check) || compareText(a.id, b.id);
}

function checkText({ id, category, severity, title, why, fix }: RuleText): CheckText {
  return { id, category, severity, title, why, fix };
}

function summaryOf(
  { snapshot, usage }: AuditedOrg,
  findings: readonly AuditFinding[],
  clients: readonly AuditClient[],
): AuditSummary {
  const open = findings.filter(({ status }) => status === "open");
  const severity = (one: AuditSeverity) =>
    open.filter((finding) => finding.state === "finding" && finding.severity === one).length;
  const about = (check: string) => findings.filter((one) => one.check === check && one.state === "finding").length;
  return {
    clients: clients.length,
    allDivisions: clients.filter(({ allDivisions }) => allDivisions).length,
    wildcard: clients.filter(({ wildcards }) => wildcards.length > 0).length,
    dormant: usage.read ? about("dormant-client") : null,
    withoutDescription: snapshot.clients.filter(({ description }) => !saysSomething(description)).length,
    canWidenItself: about("escalation-path"),
    findings: {
      critical: severity("critical"),
      high: severity("high"),
      medium: severity("medium"),
      low: severity("low"),
      info: severity("info"),
    },
    investigate: open.filter(({ state }) => state === "investigate").length,
    waived: findings.length - open.length,
  };
}

/** Without times and names: an org in which only the clock went on has the same. */
function digestOf(
  { snapshot }: AuditedOrg,
  findings: readonly AuditFinding[],
  skipped: AuditReport["skipped"],
): string {
  const found = findings
    .map(
      ({ id, severity, state, status, items }) => [id, severity, state, status, items.map(({ key }) => key)] as const,
    )
    .sort(([a], [b]) => compareText(a, b));
  return contentDigest(
    JSON.stringify([
      1,
      snapshot.organization.id.toLowerCase(),
      snapshot.coverage.map(({ part, state }) => [part, state]),
      skipped.map(({ check }) => check),
      found,
    ]),
  );
}
