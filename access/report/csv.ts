/** Rows as CSV (RFC 4180) that a spreadsheet only shows: no cell is taken for a formula, whatever an org calls its things. */
import { printable } from "../values/untrusted.ts";

/** What programs take for the beginning of a formula, also behind blanks. */
const FORMULA = /^\s*[=+\-@|%＝＋－＠]/;

export interface CsvForm {
  /** Half of the world's spreadsheets expect a semicolon. */
  readonly delimiter?: "," | ";" | "\t";
  /** A mark at the beginning by which spreadsheets know UTF-8. */
  readonly bom?: boolean;
}

export function renderCsv(rows: Iterable<readonly string[]>, { delimiter = ",", bom = false }: CsvForm = {}): string {
  const lines: string[] = [];
  for (const row of rows) lines.push(`${row.map(cell).join(delimiter)}\r\n`);
  return `${bom ? "\u{feff}" : ""}${lines.join("")}`;
}

/** With an apostrophe before what would be a formula: spreadsheets hide it. Line breaks and invisible characters are written out. */
function cell(text: string): string {
  const shown = printable(text);
  const safe = FORMULA.test(shown) ? `'${shown}` : shown;
  return /[",\r\n;']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
