/** What each org costs, by an earlier report: the seconds that it took then. */
import type { OrgReport, OrgResult } from "./model.ts";

/** An org that failed says nothing of how long it takes. */
const TIMED: readonly OrgResult[] = ["previewed", "applied", "unchanged", "refused"];

/**
 * Orgs of which nothing is known take as long as the middle one of the others.
 *
 * @param reports of an earlier run; none where no such file is given
 */
export function weightsOf(stacks: readonly string[], reports: readonly OrgReport[]): Map<string, number> {
  const known = new Map(
    reports.flatMap(({ stack, result, seconds }) => (TIMED.includes(result) ? [[stack, seconds] as const] : [])),
  );
  const sorted = [...known.values()].sort((a, b) => a - b);
  const usual = sorted[Math.floor(sorted.length / 2)] ?? 1;
  return new Map(stacks.map((stack) => [stack, known.get(stack) ?? usual]));
}
