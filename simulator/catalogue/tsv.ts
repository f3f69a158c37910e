/** The reader of the catalogue's tables. The simulator has its own, because it shares no code with the product. */
import { readFileSync } from "node:fs";

/** The cells of one row by the name of their column. */
export type Row<Column extends string> = Readonly<Record<Column, string>>;

/** Rows of a data file of the top-level catalogue/ folder. */
export function readTsv<const Column extends string>(name: string, columns: readonly Column[]): Row<Column>[] {
  return parseTsv(name, readFileSync(new URL(`../../catalogue/${name}`, import.meta.url), "utf8"), columns);
}

/** Finds the columns by the names in the header line, wherever they stand; throws when one is missing. */
export function parseTsv<const Column extends string>(
  name: string,
  text: string,
  columns: readonly Column[],
): Row<Column>[] {
  const [header = "", ...lines] = text.split("\n").filter((line) => line !== "");
  const names = header.split("\t");
  const places = columns.map((column) => [column, names.indexOf(column)] as const);
  const missing = places.filter(([, place]) => place < 0).map(([column]) => column);
  if (missing.length > 0) throw new Error(`catalogue/${name} has no column ${missing.join(", ")}.`);
  return lines.map((line) => {
    const cells = line.split("\t");
    return Object.fromEntries(places.map(([column, place]) => [column, cells[place] ?? ""])) as Row<Column>;
  });
}
