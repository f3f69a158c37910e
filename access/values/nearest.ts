/** "Did you mean": the entries of a list that a mistyped text was probably meant to be. */
import { distance } from "fastest-levenshtein";
import { compareText } from "./text.ts";

/** Below this likeness a suggestion confuses more than it helps. */
export const LEAST_SIMILARITY = 0.5;

/** 1 for equal texts (case aside), 0 for texts without a letter in common; a text that contains the other counts as close. */
export function similarity(a: string, b: string): number {
  const [left, right] = [a.toLowerCase(), b.toLowerCase()];
  const longest = Math.max(left.length, right.length);
  if (longest === 0) return 1;
  const shortest = Math.min(left.length, right.length);
  const edits = 1 - distance(left, right) / longest;
  const contained = shortest >= 3 && (left.includes(right) || right.includes(left));
  return contained ? Math.max(edits, 0.6 + (0.4 * shortest) / longest) : edits;
}

/** What `similarity` cannot exceed, by the lengths alone and whether one text contains the other. */
export function mostSimilarity(a: string, b: string): number {
  const [shortest, longest] = a.length < b.length ? [a.length, b.length] : [b.length, a.length];
  if (longest === 0) return 1;
  // Lower case can be longer than the text itself: "\u0130" becomes two units.
  if (a.toLowerCase().length !== a.length || b.toLowerCase().length !== b.length) return 1;
  const edits = 1 - (longest - shortest) / longest;
  const contained = shortest >= 3 && (a.length > b.length ? contains(a, b) : contains(b, a));
  return contained ? Math.max(edits, 0.6 + (0.4 * shortest) / longest) : edits;
}

function contains(long: string, short: string): boolean {
  return long.toLowerCase().includes(short.toLowerCase());
}

/** The `count` most similar candidates, best first, equals in code-unit order; every result is one of the candidates. */
export function nearest(text: string, candidates: Iterable<string>, count = 3): string[] {
  return best(candidates, (candidate) => similarity(text, candidate), count);
}

/** The `count` candidates with the highest score of at least `LEAST_SIMILARITY`. */
export function best(candidates: Iterable<string>, score: (candidate: string) => number, count: number): string[] {
  return [...new Set(candidates)]
    .map((candidate) => ({ candidate, score: score(candidate) }))
    .filter((entry) => entry.score >= LEAST_SIMILARITY)
    .sort((a, b) => b.score - a.score || compareText(a.candidate, b.candidate))
    .slice(0, count)
    .map((entry) => entry.candidate);
}
