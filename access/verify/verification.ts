/** The rows of all clients as one verification: its counts, and where reality and this tool's model disagree. */
import { CATALOGUE_DATE } from "../catalogue/date.ts";
import type { VerdictCounts, Verification, VerifiedClient, VerifiedRow } from "./model.ts";
import { CONTRADICTION } from "./probe.ts";

/** What divisions do not close, by the vendor's own help, and what a harmless read cannot show. */
export const NOT_TESTED: readonly string[] = [
  "Writing: nothing is written, so that a permission to write is asked for and never used.",
  "Users: whoever reads users by the listing or by id needs no permission, and sees those of every division.",
  "The activity view of a queue shows all its members, whatever their divisions.",
  "Targets of transfers are not limited by divisions unless conversation:communication:target is withheld or granted by division.",
  "A conversation that touched two divisions is visible to holders of either, with its recordings unless segment access control is used.",
  "Clients that act for users cannot log in alone: their scopes and the access of their users are not tried.",
  "Conditions of permissions are compared with the spec, and no row is tried under them.",
  "What a role permits that the spec only refers to, and old general permissions of roles (admin), which the org does not show to the client.",
  "Operations and kinds of objects that are not in a row of this report.",
];

export function countsOf(rows: readonly VerifiedRow[]): VerdictCounts {
  const of = (verdict: VerifiedRow["verdict"]) => rows.filter((row) => row.verdict === verdict).length;
  return { proved: of("proved"), refuted: of("refuted"), notProvable: of("not provable") };
}

/**
 * The org says that it holds exactly what the spec says, and yet a call went otherwise than this tool foretold: its model or catalogue is at
 * fault, and not the org.
 */
export function disagreementsOf({
  client,
  rows,
}: Pick<VerifiedClient, "client" | "rows">): Verification["disagreements"] {
  const grants = rows.filter(({ kind }) => kind === "grants");
  if (grants.length === 0 || grants.some(({ verdict }) => verdict !== "proved")) return [];
  const modelled = new Set<VerifiedRow["kind"]>(["permission", "call", "border", "nested", "listing"]);
  return rows
    .filter(({ kind, verdict, remark }) => modelled.has(kind) && verdict === "refuted" && remark !== CONTRADICTION)
    .map(({ probe, expected, got }) => ({
      client,
      probe,
      sentence:
        `The org holds what the spec says, and answered ${probe} with ${got?.words ?? "something else"} (status ${got?.status ?? 0}, correlation id ${got?.correlationId || "none"}) ` +
        `where this tool foretold ${expected}. The fault is in this tool or its catalogue of ${CATALOGUE_DATE}: report that line to its maintainers. ` +
        "Until it is settled, believe the org.",
    }));
}

type Head = Omit<
  Verification,
  "counts" | "complete" | "disagreements" | "catalogueDate" | "notTested" | "formatVersion"
>;

export function verificationOf(head: Head): Verification {
  const counts = countsOf(head.clients.flatMap(({ rows }) => rows));
  return {
    formatVersion: 1,
    ...head,
    catalogueDate: CATALOGUE_DATE,
    counts,
    complete: counts.notProvable === 0 && head.clients.every(({ rows }) => rows.length > 0),
    disagreements: head.clients.flatMap(disagreementsOf),
    notTested: [...NOT_TESTED],
  };
}
