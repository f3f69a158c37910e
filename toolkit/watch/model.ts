/** What one look at one stack tells. */
import { DRIFT_KINDS, type DriftKind, type DriftRow } from "../../access/drift/model.ts";

/** The parts of a look; each has one line of coverage. */
export const WATCH_PARTS = ["state", "org", "spec", "listings", "audit", "usage"] as const;
export type WatchPart = (typeof WATCH_PARTS)[number];

export interface WatchCoverage {
  readonly part: WatchPart;
  /** `not-asked`: nobody wanted it. */
  readonly state: "read" | "partly" | "not-read" | "not-asked";
  /** What is missing and why; null where nothing is. */
  readonly reason: string | null;
}

export interface WatchUsage {
  readonly state: "unknown" | "ok" | "warn" | "critical";
  readonly alarms: readonly { readonly severity: "warn" | "critical"; readonly message: string }[];
}

export interface WatchReport {
  readonly stack: string;
  /** Ids and names are empty where the org could not be reached. */
  readonly organization: { readonly id: string; readonly name: string };
  readonly readAt: string;
  /** Id of the client that read. */
  readonly readBy: string;
  /** ISO 8601 in UTC: the audit was asked for it. `since`: the last green run, or the usual number of days. */
  readonly window: { readonly from: string; readonly to: string; readonly since: "last green run" | "usual" };
  readonly complete: boolean;
  readonly coverage: readonly WatchCoverage[];
  readonly counts: Readonly<Record<DriftKind, number>>;
  readonly rows: readonly DriftRow[];
  readonly events: {
    /** By clients that deploy this stack: no drift. */
    readonly own: number;
    /** On objects of the stack, by others, and no row is put down to them: what they did was put back, or is nothing that a spec says. */
    readonly unexplained: number;
  };
  readonly catalogue: { readonly date: string; readonly ageDays: number };
  /** Null where nobody asked for it, or it could not be read. */
  readonly usage: WatchUsage | null;
  /** What whoever reads it should know, in sentences. */
  readonly notes: readonly string[];
  /** Names exactly the rows, without times and people. */
  readonly digest: string;
}

export function isComplete({ coverage }: Pick<WatchReport, "coverage">): boolean {
  return coverage.every(({ state }) => state === "read" || state === "not-asked");
}

export function countsOf(rows: readonly DriftRow[]): WatchReport["counts"] {
  const counts = Object.fromEntries(DRIFT_KINDS.map((kind) => [kind, 0])) as Record<DriftKind, number>;
  for (const { kind } of rows) counts[kind] += 1;
  return counts;
}
