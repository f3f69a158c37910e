/** Reads the JSON of an answer; one that would take too much memory or stack is refused before it is parsed. */
import { DEEPEST_ANSWER, MOST_VALUES } from "../../token/bounds.ts";

/** The text of an answer goes beyond a bound; the message says which. */
export class BeyondBound extends Error {}

/**
 * The value of a JSON text; the text itself where it is none (a proxy answers HTML).
 *
 * @throws BeyondBound
 */
export function readJson(text: string): unknown {
  requireBounds(text);
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/**
 * Counts what opens and separates values, outside of strings.
 *
 * @throws BeyondBound
 */
export function requireBounds(text: string, what = "an answer"): void {
  let depth = 0;
  let values = 1;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '"') at = endOfString(text, at);
    else if (character === "[" || character === "{") {
      depth += 1;
      values += 1;
    } else if (character === "]" || character === "}") depth -= 1;
    else if (character === ",") values += 1;
    if (depth > DEEPEST_ANSWER) throw new BeyondBound(`${what} with more than ${DEEPEST_ANSWER} levels`);
    if (values > MOST_VALUES) throw new BeyondBound(`${what} with more than ${MOST_VALUES} values`);
  }
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at;
}
