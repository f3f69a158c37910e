/** Files that are not UTF-8. Every reader gives text in which a byte that is none became U+FFFD, so that the text alone tells. */
import type { Flaw } from "../values/flaw.ts";

export interface EncodingFlaw {
  readonly offset: number;
  readonly flaw: Flaw;
}

/** Characters that are looked at: enough to tell every second byte of UTF-16. */
const SAMPLE = 4096;

/** The first sign that a text was read from a file of another encoding; undefined for UTF-8, with a byte order mark or without. */
export function encodingFlaw(text: string): EncodingFlaw | undefined {
  const wide = utf16(text.slice(0, SAMPLE));
  if (wide)
    return { offset: 0, flaw: notUtf8(`the file is UTF-16 (${wide.order}), and files of a spec are UTF-8`, wide.name) };
  const offset = text.indexOf("\ufffd");
  if (offset < 0) return undefined;
  const word = /[^\s"']*$/.exec(text.slice(Math.max(0, offset - 40), offset))?.[0] ?? "";
  const rest = /^[^\s"']*/.exec(text.slice(offset, offset + 40))?.[0] ?? "";
  const shown = `${word}${rest}`.replaceAll("\ufffd", "?");
  const what = `the file is not UTF-8: in ${JSON.stringify(shown)} each ? is a byte that UTF-8 does not have, as in files saved as Latin-1 (ISO 8859-1) or Windows-1252`;
  return { offset, flaw: notUtf8(what, "WINDOWS-1252") };
}

/** By the byte order mark, which is no UTF-8, or by the zeros that every ASCII letter has beside it. */
function utf16(text: string): { readonly order: string; readonly name: string } | undefined {
  const mark = text.startsWith("\ufffd\ufffd");
  const zeros = [...text.slice(mark ? 2 : 0)].flatMap((letter, index) => (letter === "\0" ? [index % 2] : []));
  if (zeros.length === 0 || zeros.length * 4 < text.length) return undefined;
  const isLittle = zeros.filter((place) => place === 1).length * 2 >= zeros.length;
  const order = isLittle ? "little-endian" : "big-endian";
  // With the mark the converter finds the order by itself, and takes the mark away.
  return { order, name: mark ? "UTF-16" : isLittle ? "UTF-16LE" : "UTF-16BE" };
}

function notUtf8(message: string, from: string): Flaw {
  const fix = `Save it as UTF-8 in the editor ("Save with encoding"), or convert it: iconv -f ${from} -t UTF-8 FILE > NEW.`;
  return { code: "not-utf8", message, fix };
}
