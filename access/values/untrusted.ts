/** Names and reasons come from YAML that anybody may have proposed: what is printed of them must not move a cursor or turn text around. */

/** Control characters (ANSI escapes start with one), invisible and bidirectional formatting, line separators, lone surrogates, private use. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/gu;

/** The text with every such character written as `\u{202e}`: for a terminal, one line stays one line. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

/** The same for a text of our own that has several lines: each stays a line. */
export function printableLines(text: string): string {
  return text.split("\n").map(printable).join("\n");
}

/**
 * JSON of a value, with such characters escaped as JSON does it: any reader gets the same value, and a terminal that shows the
 * file is safe. They can stand in strings only, so replacing them in the finished text is exact; line feeds and blanks between tokens stay.
 */
export function printableJson(value: unknown): string {
  return `${escapeUtf16(JSON.stringify(value, null, 2))}\n`;
}

/** The same on one line, for a reader of lines. */
export function printableJsonLine(value: unknown): string {
  return `${escapeUtf16(JSON.stringify(value))}\n`;
}

/** The text itself where it is printable, else in double quotes as JSON and YAML read it: a person can copy it into a spec. */
export function copyable(text: string): string {
  return printable(text) === text ? text : quoted(text);
}

/** In double quotes, as JSON and YAML read it. */
export function quoted(text: string): string {
  return escapeUtf16(JSON.stringify(text));
}

function escapeUtf16(json: string): string {
  return json.replace(UNPRINTABLE, (character) => (character === "\n" ? character : utf16Escapes(character)));
}

function utf16Escapes(character: string): string {
  return Array.from({ length: character.length }, (_, index) => {
    return `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`;
  }).join("");
}
