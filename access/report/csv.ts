/** Rows as CSV (RFC 4180) that a spreadsheet only shows: no cell is taken for a formula, whatever an org calls its things. */
import { printable } from "../values/untrusted.ts";

/** What programs take for the beginning of a formula, also behind blanks. */
const FORMULA = /^\s*[=+\-@|%＝＋－＠]/;

export function renderCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

/** With an apostrophe before what would be a formula: spreadsheets hide it. Line breaks and invisible characters are written out. */
function cell(text: string): string {
  const shown = printable(text);
  const safe = FORMULA.test(shown) ? `'${shown}` : shown;
  return /[",\r\n;']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
