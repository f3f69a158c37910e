/** A list that repeats one mistake has one problem: a file of fifty thousand copies would drown everything else. */
import type { FlawAtPath } from "./problem.ts";

/** The flaws without those that only repeat an earlier one of the same list; the earlier one says how often. */
export function withoutRepeats(flaws: readonly FlawAtPath[]): FlawAtPath[] {
  const groups = new Map<string, { readonly first: FlawAtPath; count: number }>();
  for (const [index, flaw] of flaws.entries()) {
    const key = keyOf(flaw) ?? String(index);
    const group = groups.get(key);
    if (group) group.count += 1;
    else groups.set(key, { first: flaw, count: 1 });
  }
  return [...groups.values()].map(({ first, count }) =>
    count === 1 ? first : { ...first, message: `${first.message} (${count} times in this list)` },
  );
}

/** What repeats: the same message, which quotes the entry, about entries of the same list. */
function keyOf({ path, code, message }: FlawAtPath): string | undefined {
  return typeof path.at(-1) === "number" ? JSON.stringify([path.slice(0, -1), code, message]) : undefined;
}
