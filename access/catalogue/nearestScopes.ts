/** Suggestions for an OAuth scope that the catalogue does not know. */
import { best, similarity } from "../values/nearest.ts";
import { allScopes } from "./scopes.ts";

const READ_WORDS = new Set(["readonly", "read", "view", "get", "list", "query", "search", "read-only", "ro"]);

/** Share of the family in the likeness; the rest is whether both only read. */
const FAMILY_WEIGHT = 0.8;
const LEAST_FAMILY = 0.6;

/** The most similar scopes, best first: `conversations:view` gives `conversations:readonly`. */
export function nearestScopes(text: string, count = 3): string[] {
  const [family = "", ...rest] = text.split(":");
  const reads = rest.some((part) => READ_WORDS.has(part.toLowerCase()));
  return best(
    allScopes(),
    (candidate) => {
      const [candidateFamily = "", suffix] = candidate.split(":");
      const sameForm = reads === (suffix !== undefined);
      const familyLikeness = similarity(family, candidateFamily);
      return familyLikeness < LEAST_FAMILY ? 0 : FAMILY_WEIGHT * familyLikeness + (sameForm ? 1 - FAMILY_WEIGHT : 0);
    },
    count,
  );
}
