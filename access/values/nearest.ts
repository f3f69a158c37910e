/**
 * The one mechanism of corrections: what a mistyped text was probably meant to be. Only a text that is nearly the same is a correction, because people
 * write what a message tells them to: another name, be it ever so alike, is another thing, and may be a more powerful one.
 */
import { distance } from "fastest-levenshtein";
import { compareText } from "./text.ts";

/** Slips of the pen in a whole text, at most. */
const MOST_SLIPS = 2;
/** Words shorter than this stand for themselves: `NA` and `EA`, `UK` and `UA` are not slips of each other. */
const SHORTEST_MISTYPED = 4;
/** From this length on a word may have two slips. */
const LONG_WORD = 10;

const SAME = 0;
const SAME_LETTERS = 0.25;
const SAME_WORDS = 0.5;

/** The `count` candidates that are nearly the same as the text, the fewest slips first, equals in code-unit order. */
export function nearest(text: string, candidates: Iterable<string>, count = 3): string[] {
  return [...new Set(candidates)]
    .flatMap((candidate) => {
      const found = slips(text, candidate);
      return found === undefined ? [] : [{ candidate, found }];
    })
    .sort((a, b) => a.found - b.found || compareText(a.candidate, b.candidate))
    .slice(0, count)
    .map(({ candidate }) => candidate);
}

/**
 * How far a text is from a candidate: 0 for the same text, less than 1 where only case and the signs between words differ, else the number of letters
 * that are wrong, missing, too many, or swapped with their neighbour. Undefined where the two are not nearly the same: other numbers, a short word that
 * differs, or more slips than a hurried person makes.
 */
export function slips(text: string, candidate: string): number | undefined {
  if (text === candidate) return SAME;
  // Signs between the words are not counted, so that the candidate may have some more of them.
  if (Math.abs(text.length - candidate.length) > MOST_SLIPS + Math.min(text.length, candidate.length) / 2)
    return undefined;
  if (text.toLowerCase() === candidate.toLowerCase()) return SAME_LETTERS;
  const [left, right] = [wordsOf(text), wordsOf(candidate)];
  if (left.length === 0 || right.length === 0 || numbersOf(left) !== numbersOf(right)) return undefined;
  if (left.join("") === right.join("")) return SAME_WORDS;
  return left.length === right.length ? slipsOfWords(left, right) : slipsOfJoined(left, right);
}

function slipsOfWords(left: readonly string[], right: readonly string[]): number | undefined {
  let sum = 0;
  for (const [index, word] of left.entries()) {
    const found = slipsOfWord(word, right[index] ?? "");
    if (found === undefined) return undefined;
    sum += found;
  }
  return sum <= MOST_SLIPS ? sum : undefined;
}

function slipsOfWord(a: string, b: string): number | undefined {
  if (a === b) return 0;
  if (isDoubled(a, b) || isDoubled(b, a)) return 1;
  const longest = Math.max(a.length, b.length);
  if (longest === SHORTEST_MISTYPED - 1 && isSwapped(a, b)) return 1;
  if (longest < SHORTEST_MISTYPED) return undefined;
  const most = longest >= LONG_WORD ? 2 : 1;
  if (Math.abs(a.length - b.length) > most) return undefined;
  const found = isSwapped(a, b) ? 1 : distance(a, b);
  return found <= most ? found : undefined;
}

/** Words run together (`conversationdetails`), against the same words apart: one slip, and the same beginning. */
function slipsOfJoined(left: readonly string[], right: readonly string[]): number | undefined {
  if (left.length > 1 && right.length > 1) return undefined;
  const [a, b] = [left.join(""), right.join("")];
  if (Math.min(a.length, b.length) < LONG_WORD || a.slice(0, SHORTEST_MISTYPED) !== b.slice(0, SHORTEST_MISTYPED))
    return undefined;
  return slipsOfWord(a, b) === 1 ? 1 : undefined;
}

/** Two neighbouring letters in the other order. */
function isSwapped(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  const at = [...a].findIndex((letter, index) => letter !== [...b][index]);
  return a.slice(0, at) + (a[at + 1] ?? "") + (a[at] ?? "") + a.slice(at + 2) === b;
}

/** The longer word is the shorter one with one of its letters twice: `dee` for `de`. */
function isDoubled(longer: string, shorter: string): boolean {
  if (longer.length !== shorter.length + 1) return false;
  const at = [...shorter].findIndex((letter, index) => letter !== [...longer][index]);
  const twice = at === -1 ? shorter.length : at;
  return (
    twice > 0 && longer[twice] === longer[twice - 1] && longer.slice(0, twice) + longer.slice(twice + 1) === shorter
  );
}

/** Lower-case words and numbers of a text: at signs, at digits, and where a capital begins another word. */
function wordsOf(text: string): string[] {
  const apart = text.replace(/(?<=[\p{Ll}\p{Nd}])(?=\p{Lu})/gu, " ").replace(/(?<=\p{Lu})(?=\p{Lu}\p{Ll})/gu, " ");
  return (apart.toLowerCase().match(/\p{Nd}+|[\p{L}\p{M}]+/gu) ?? []) as string[];
}

/** EMEA_1 and EMEA_2 are two things. */
function numbersOf(words: readonly string[]): string {
  return words.filter((word) => /^\p{Nd}/u.test(word)).join(" ");
}
