/** Names that a selector takes or leaves out: readable ones where guesses hit, otherwise the shortest that there is. */
import { nameMatcher } from "../../access/values/nameMatcher.ts";

export interface Wanted {
  /** Patterns that the name matches, every one of them. */
  readonly all: readonly string[];
  /** Patterns that it does not match. */
  readonly none: readonly string[];
  /** True if a name may be used; names that mean something already are not free. */
  readonly isFree: (name: string) => boolean;
}

/** Words that stand for a star, best first. */
const WORDS = ["Sales", "Service", "Support", "North", "South", "Other", "1", "2", ""];
/** So many states of a search are looked at; patterns that people write need a few dozen. */
const MOST_STATES = 20_000;

/** A name that matches all patterns of one list and none of the other; undefined where there is none. */
export function exampleName({ all, none, isFree }: Wanted): string | undefined {
  const matchers = all.map((pattern) => nameMatcher([pattern]));
  const excluded = nameMatcher(none);
  const fits = (name: string) =>
    name !== "" &&
    name === name.trim() &&
    matchers.every((matches) => matches(name)) &&
    !excluded(name) &&
    isFree(name);
  return guesses(all).find(fits) ?? shortestName(all, none, fits);
}

/** Each pattern with words in place of its stars, and with the words of the others: `EMEA_*` and `*_Test` give `EMEA_Sales_Test`. */
function guesses(patterns: readonly string[]): string[] {
  return WORDS.flatMap((word) => {
    const plain = patterns.map((pattern) => fill(pattern, word));
    const nested = patterns.flatMap((pattern) =>
      patterns.flatMap((other, index) => (other === pattern ? [] : [fill(pattern, plain[index] ?? "")])),
    );
    return [...plain, ...nested];
  });
}

/** The first star becomes the word, the others nothing. */
function fill(pattern: string, word: string): string {
  let isFirst = true;
  return pattern.replaceAll("?", "1").replace(/\*+/g, () => {
    const text = isFirst ? word : "";
    isFirst = false;
    return text;
  });
}

/** Breadth first over the places that a name can have reached in every pattern at once. */
function shortestName(
  all: readonly string[],
  none: readonly string[],
  fits: (name: string) => boolean,
): string | undefined {
  const patterns = [...all, ...none].map((pattern) => [...pattern.replace(/\*+/g, "*")]);
  const literals = new Set(patterns.flat().filter((character) => character !== "*" && character !== "?"));
  // A letter that no pattern names stands for every other one.
  const other = [..."abcdefghijklmnopqrstuvwxyz"].find((letter) => !literals.has(letter)) ?? "-";
  const alphabet = [other, ...literals];
  const start = { name: "", places: patterns.map((pattern) => reached(pattern, [0])) };
  const seen = new Set([JSON.stringify(start.places)]);
  const queue = [start];
  for (let next = 0; next < queue.length && seen.size < MOST_STATES; next++) {
    const { name, places } = queue[next] ?? start;
    for (const character of alphabet) {
      const step = {
        name: name + character,
        places: patterns.map((pattern, index) => advance(pattern, places[index] ?? [], character)),
      };
      if (fits(step.name)) return step.name;
      const key = JSON.stringify(step.places);
      if (seen.has(key) || step.places.slice(0, all.length).some(({ length }) => length === 0)) continue;
      seen.add(key);
      queue.push(step);
    }
  }
  return undefined;
}

function advance(pattern: readonly string[], places: readonly number[], character: string): number[] {
  const after = places.flatMap((place) => {
    const token = pattern[place];
    if (token === "*") return [place];
    return token === "?" || token === character ? [place + 1] : [];
  });
  return reached(pattern, after);
}

/** A star may stand for nothing. */
function reached(pattern: readonly string[], places: readonly number[]): number[] {
  const all = new Set(places);
  for (const place of all) if (pattern[place] === "*") all.add(place + 1);
  return [...all].sort((a, b) => a - b);
}
