/** What an audit says of one org, independent of any format: the renderers turn it into text, JSON, SARIF, CSV and Markdown. */
import type { SnapshotCoverage } from "../../access/snapshot/model.ts";

/** Ranks findings, the worst first; `info` is what a reader should know and nothing to mend. */
export const AUDIT_SEVERITIES = ["critical", "high", "medium", "low", "info"] as const;
export type AuditSeverity = (typeof AUDIT_SEVERITIES)[number];

export interface AuditReport {
  readonly tool: { readonly name: string; readonly version: string };
  /** Date of the catalogue that permissions were judged by. */
  readonly catalogueDate: string;
  readonly organization: { readonly id: string; readonly name: string };
  /** The org's clock at the end of the reading. */
  readonly readAt: string;
  readonly readBy: { readonly clientId: string; readonly name: string };
  /** Everything was read; else more may be wrong than is said. */
  readonly complete: boolean;
  readonly coverage: readonly SnapshotCoverage[];
  /** Checks that did not look, each with the reason. */
  readonly skipped: readonly SkippedCheck[];
  /** Checks that a finding can come from; each id once. */
  readonly checks: readonly CheckText[];
  readonly summary: AuditSummary;
  /** The worst first, then by check and subject. */
  readonly findings: readonly AuditFinding[];
  /** Those with most that is wrong first. */
  readonly clients: readonly AuditClient[];
  /** Only with a baseline. */
  readonly baseline?: BaselineSummary;
  /** Whole sentences about what no reading can tell. */
  readonly limits: readonly string[];
  /** Names exactly what the audit found of the org, the same in every format; times are no part of it. */
  readonly digest: string;
}

export interface SkippedCheck {
  readonly check: string;
  readonly reason: string;
}

export interface CheckText {
  /** Of a rule, or of a check that only an org allows. */
  readonly id: string;
  readonly category: string;
  readonly severity: AuditSeverity;
  readonly title: string;
  readonly why: string;
  readonly fix: string;
}

export type SubjectKind = "client" | "role" | "user" | "group" | "division" | "org";

export interface AuditSubject {
  readonly kind: SubjectKind;
  readonly id: string;
  readonly name: string;
}

export interface AuditItem {
  /** The smallest thing that is wrong, by the org's ids. */
  readonly key: string;
  readonly message: string;
}

export interface AuditFinding {
  /** `check/kind/id of the subject`: the same as long as the org's ids are, whatever things are called. */
  readonly id: string;
  readonly check: string;
  readonly severity: AuditSeverity;
  /** `investigate`: what was read cannot decide it, and the message says why. */
  readonly state: "finding" | "investigate";
  readonly status: "open" | "waived";
  readonly waiver?: { readonly reason: string; readonly owner: string; readonly expires: string };
  readonly subject: AuditSubject;
  /** In one order for one org, whatever its things are called; one at least. */
  readonly items: readonly AuditItem[];
  readonly why: string;
  readonly fix: string;
  /** Compared with the baseline, where there is one. */
  readonly change?: "new" | "changed" | "unchanged";
}

/** A finding of the baseline that is not found any more. */
export interface GoneFinding {
  readonly id: string;
  readonly check: string;
  readonly severity: AuditSeverity;
  readonly subject: AuditSubject;
  /** `hidden`: the present reading is not complete, so it may only be out of sight. */
  readonly change: "gone" | "hidden";
}

export interface BaselineSummary {
  readonly file: string;
  readonly readAt: string;
  readonly digest: string;
  readonly gone: readonly GoneFinding[];
}

export interface AuditSummary {
  readonly clients: number;
  /** Of the clients. */
  readonly allDivisions: number;
  readonly wildcard: number;
  /** Null where nobody could look. */
  readonly dormant: number | null;
  readonly withoutDescription: number;
  readonly canWidenItself: number;
  /** Open findings by severity; those to investigate beside them. */
  readonly findings: Readonly<Record<AuditSeverity, number>>;
  readonly investigate: number;
  readonly waived: number;
}

/** A client with what it can do. */
export interface AuditClient {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly grantType: string;
  readonly state: string;
  readonly roles: readonly { readonly id: string; readonly name: string; readonly divisions: readonly string[] }[];
  readonly allDivisions: boolean;
  /** Single permissions, stars counted as what the catalogue knows of them. */
  readonly permissions: number;
  readonly writes: number;
  readonly wildcards: readonly string[];
  /** Kinds of danger that it holds whole. */
  readonly dangers: readonly string[];
  /** It holds something that nobody knows here. */
  readonly unknown: boolean;
  /** Calls in the days that were asked for; null where nobody could look. */
  readonly requests: number | null;
  /** The worst severity of an open finding of it or of a role that it holds. */
  readonly severity: AuditSeverity | null;
  /** Open findings of it and of its roles, by id. */
  readonly findings: readonly string[];
}

export function isAtLeast(severity: AuditSeverity, least: AuditSeverity): boolean {
  return AUDIT_SEVERITIES.indexOf(severity) <= AUDIT_SEVERITIES.indexOf(least);
}

/** The sentence of a finding; of several items the first one, and how many there are besides. */
export function messageOf({ items }: Pick<AuditFinding, "items">): string {
  const [first, ...more] = items;
  return more.length === 0 ? (first?.message ?? "") : `${first?.message} And ${more.length} more.`;
}

/** With a baseline only what is new or changed is shown to people; JSON has everything. */
export function shownFindings({ findings }: Pick<AuditReport, "findings">): readonly AuditFinding[] {
  return findings.filter(({ change }) => change !== "unchanged");
}
