/** The gates: conditions on which a difference is refused. */
import { type Approved, type Coverage, coveredBy } from "../../access/diff/approval.ts";
import type { AccessDiff } from "../../access/diff/model.ts";
import { termItem } from "../../access/terms/compareTerms.ts";
import { isCertainTerm } from "../../access/terms/model.ts";
import type { Gate } from "./gates.ts";

export interface Judged {
  readonly coverage: Coverage;
  /** The reasons of the gates that refuse; empty when none does. */
  readonly refusals: readonly string[];
}

export function judge(diff: AccessDiff, gates: readonly Gate[], approved: Approved): Judged {
  const coverage = coveredBy(diff, approved);
  const refusals = [...new Set(gates.flatMap((gate) => REFUSALS[gate](diff, coverage)))];
  return { coverage, refusals };
}

const REFUSALS: Readonly<Record<Gate, (diff: AccessDiff, coverage: Coverage) => string[]>> = {
  widened: notApproved,
  changed: (diff, coverage) => [...notApproved(diff, coverage), ...losses(diff), ...doubt(diff)],
  unknown: (diff, coverage) => [...unknownGains(diff, coverage), ...unknownLosses(diff), ...doubt(diff)],
};

/** What nobody can tell may be a gain as well, unless all that can be told was approved. */
function notApproved(diff: AccessDiff, { open, reasons }: Coverage): string[] {
  if (open.length > 0) return [`${atoms(open.length)} gained and not approved${why(reasons)}`];
  return diff.digest ? [] : doubt(diff);
}

/** Whoever gave an approval wants to know why it did not do. */
function why(reasons: readonly string[]): string {
  return reasons.length > 0 ? ` (${reasons.join("; ")})` : "";
}

function losses({ counts, subjects }: AccessDiff): string[] {
  const unknown = subjects.flatMap((subject) => subject.unknown.filter(({ direction }) => direction === "lost"));
  return counts.lost + unknown.length > 0 ? ["access is lost"] : [];
}

function unknownGains({ subjects, terms }: AccessDiff, { open, reasons }: Coverage): string[] {
  const isGained = ({ direction }: { readonly direction: string }) => direction === "gained";
  const items = new Set<string>([
    ...subjects.flatMap(({ unknown }) => unknown.filter(isGained).map(({ item }) => item)),
    ...terms.filter((term) => isGained(term) && !isCertainTerm(term)).map(termItem),
  ]);
  const found = open.filter((atom) => items.has((JSON.parse(atom) as string[])[1] ?? ""));
  return found.length > 0 ? [`${atoms(found.length)} of unknown extent gained and not approved${why(reasons)}`] : [];
}

function unknownLosses({ subjects }: AccessDiff): string[] {
  const found = subjects.some(({ unknown }) => unknown.some(({ direction }) => direction === "lost"));
  return found ? ["access of unknown extent is lost"] : [];
}

/** What is compared may have changed where no comparison sees it: no atom says how. */
function doubt({ verdict, counts }: AccessDiff): string[] {
  return verdict === "unknown" && counts.unknown === 0
    ? ["something may have changed unseen: the comparison says what it does not cover"]
    : [];
}

function atoms(amount: number): string {
  return `${amount} atom${amount === 1 ? "" : "s"} (subject x permission x division)`;
}
