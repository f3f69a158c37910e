import type { Operation } from "../../../access/catalogue/operations.ts";
import { isReadonlyScope } from "../../../access/values/scope.ts";
import { compareText } from "../../../access/values/text.ts";

/** The scope that opens at least one of the operations and least besides: a readonly one before others, then the one that opens most of them, then by name. */
export function smallestScope(operations: readonly Operation[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { leastScope } of operations) {
    if (leastScope !== undefined) counts.set(leastScope, (counts.get(leastScope) ?? 0) + 1);
  }
  const [best] = [...counts].sort(
    ([a, countA], [b, countB]) => writes(a) - writes(b) || countB - countA || compareText(a, b),
  );
  return best?.[0];
}

function writes(scope: string): number {
  return isReadonlyScope(scope) ? 0 : 1;
}
