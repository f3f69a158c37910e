/** Sentences that more than one format has. */
import type { AuditFinding, AuditReport, AuditSummary } from "../model.ts";

export function countOf(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? "" : "s"}`;
}

/** Five lines at most. */
export function summaryLines({ summary, digest, complete }: AuditReport): string[] {
  const { clients, allDivisions, wildcard, dormant, withoutDescription, canWidenItself } = summary;
  const used = dormant === null ? "how many are used was not looked at" : `${dormant} without a call`;
  return [
    `${countOf(clients, "client")}, of these ${canWidenItself} can give themselves any access, ${allDivisions} reach all divisions, ${wildcard} hold a wildcard, ${used}, ${withoutDescription} have no description.`,
    `${findingCounts(summary)}${complete ? "" : "; more may be wrong, since not everything was read"}.`,
    `Digest ${digest}`,
  ];
}

function findingCounts({ findings, investigate, waived }: AuditSummary): string {
  const severities = Object.entries(findings).flatMap(([severity, count]) =>
    count > 0 ? [`${count} ${severity}`] : [],
  );
  return [
    severities.length === 0 ? "Nothing was found" : severities.join(", "),
    ...(investigate > 0 ? [`${investigate} to investigate`] : []),
    ...(waived > 0 ? [`${waived} waived`] : []),
  ].join("; ");
}

/** What became of the findings of the baseline; nothing without one. */
export function baselineLines({ baseline, findings }: AuditReport): string[] {
  if (!baseline) return [];
  if (baseline.digest === "") return [`There is no baseline ${baseline.file} yet: everything is new.`];
  const count = (change: AuditFinding["change"]) => findings.filter((one) => one.change === change).length;
  const since = `Since the baseline of ${baseline.readAt}`;
  const hidden = baseline.gone.some(({ change }) => change === "hidden");
  const gone = hidden ? `${baseline.gone.length} gone or out of sight` : `${baseline.gone.length} gone`;
  return [
    `${since}: ${count("new")} new, ${count("changed")} changed, ${gone}, ${count("unchanged")} unchanged and not shown.`,
  ];
}

/** The first word of a finding: what a reader sorts by. */
export function wordOf({ severity, state, status, change }: AuditFinding): string {
  const word = status === "waived" ? "waived" : state === "investigate" ? "investigate" : severity;
  return change === "changed" ? `${word}, changed` : word;
}

/** How far the reading went: settings may be hidden from the least reader, and do not make it incomplete. */
export function howMuchWasRead({ complete, coverage }: Pick<AuditReport, "complete" | "coverage">): string {
  if (!complete) return "NOT everything was read";
  return coverage.every(({ state }) => state === "read")
    ? "everything was read"
    : "everything about who holds what was read";
}
