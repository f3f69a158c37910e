/** Corrections of an OAuth scope that the catalogue does not know, and the scopes of a family. */
import { slips } from "../values/nearest.ts";
import { compareText } from "../values/text.ts";
import { allScopes, isWriteScope } from "./scopes.ts";

const READ_WORDS = new Set(["readonly", "read", "view", "get", "list", "query", "search", "read-only", "ro"]);

/**
 * Scopes of the family that was written, or that was mistyped, in the form that was meant: `conversations:view` gives `conversations:readonly`. What reads
 * by its words is never corrected to a scope that writes.
 *
 * @param readOnly true for a client that may not have scopes that write: they are no correction then
 */
export function nearestScopes(text: string, readOnly = false, count = 3): string[] {
  const [family = "", ...rest] = text.split(":");
  const [suffix = ""] = rest;
  if (rest.length > 1) return [];
  const reads = rest.length > 0 && isReading(suffix);
  return [...allScopes()]
    .flatMap((candidate) => {
      const [candidateFamily = ""] = candidate.split(":");
      if (isWriteScope(candidate) && (reads || readOnly)) return [];
      const found = slips(family, candidateFamily);
      if (found === undefined) return [];
      // Where a family has both forms, the form that was written is the one that was meant.
      return [{ candidate, found: found + (reads === candidate.includes(":") ? 0 : MOST_SLIPS) }];
    })
    .sort((a, b) => a.found - b.found || compareText(a.candidate, b.candidate))
    .slice(0, count)
    .map(({ candidate }) => candidate);
}

/** More than any slip of a family: the other form comes after every family in the form that was written. */
const MOST_SLIPS = 3;

function isReading(suffix: string): boolean {
  const word = suffix.toLowerCase();
  return [...READ_WORDS].some((known) => slips(word, known) !== undefined);
}
