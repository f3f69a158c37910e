/** A word of the vendor or of the file that is spelled with other letters or capitals than it is known by: said before anything near is looked for. */
import { type Flaw, quote } from "./flaw.ts";
import { otherLetters, otherLettersText, plainLetters } from "./letters.ts";

/**
 * The flaw of a text that is a known one but for its letters or capitals; also of one with letters that only look like those of a known alphabet.
 * Undefined where its spelling is not the matter.
 *
 * @param code that of the flaw which the text has anyway
 * @param known the known text with these letters, capitals aside
 */
export function otherSpelling(
  code: string,
  text: string,
  known: (plain: string) => string | undefined,
): (Flaw & { readonly nearest: readonly string[] }) | undefined {
  const letters = otherLetters(text);
  const meant = known(plainLetters(text).trim());
  if (meant === text) return undefined;
  const nearest = meant === undefined ? [] : [meant];
  if (letters.length > 0) {
    const message = `${quote(text)} is not spelled with the letters that it seems to have: ${otherLettersText(letters)}`;
    const fix =
      meant === undefined ? "Type it again with the letters a to z." : `Type \`${meant}\` with the letters a to z.`;
    return { code, message, nearest, fix };
  }
  if (meant === undefined) return undefined;
  const message = `${quote(text)} is written ${quote(meant)}: capitals count`;
  return { code, message, nearest, fix: `Write \`${meant}\`.` };
}

const indexes = new WeakMap<Iterable<string>, ReadonlyMap<string, string>>();

/** A known text by its letters, capitals aside, among few; the list is looked through once. */
export function amongTexts(texts: Iterable<string>): (plain: string) => string | undefined {
  const index = indexes.get(texts) ?? new Map([...texts].map((text) => [plainLetters(text).toLowerCase(), text]));
  indexes.set(texts, index);
  const exact = texts instanceof Set ? (texts as ReadonlySet<string>) : new Set(texts);
  return (plain) => (exact.has(plain) ? plain : index.get(plain.toLowerCase()));
}
