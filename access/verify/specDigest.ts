/** The digest of what a spec says: evidence is about one spec, and no other. */
import type { LoadedSpec } from "../language/loadSpec.ts";
import { contentDigest } from "../values/contentDigest.ts";
import { compareText } from "../values/text.ts";

/** The same for files that say the same in another layout or another order of keys. */
export function specDigest({ value, lock }: Pick<LoadedSpec, "value" | "lock">): string {
  return contentDigest(JSON.stringify(sorted({ value, lock: lock ?? null })));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => compareText(a, b))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
