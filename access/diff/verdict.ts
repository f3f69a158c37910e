/** One word for a change of access. */
export type Verdict = "widened" | "narrowed" | "mixed" | "unchanged" | "unknown";

export interface Evidence {
  readonly gained: boolean;
  readonly lost: boolean;
  /** Something of unknown extent is gained. */
  readonly maybeGained: boolean;
  readonly maybeLost: boolean;
}

/** Unknown is never called unchanged, and what may have widened is never called narrowed. */
export function verdictOf({ gained, lost, maybeGained, maybeLost }: Evidence): Verdict {
  if (gained) return lost || maybeLost ? "mixed" : "widened";
  if (maybeGained) return "unknown";
  if (lost) return "narrowed";
  return maybeLost ? "unknown" : "unchanged";
}
