/** One table of `catalogue/` as a file of a folder: cells by column. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

export type Cells = Map<string, string>;

export interface Table {
  readonly columns: readonly string[];
  readonly rows: Cells[];
}

export function readTableFile(folder: string, name: string): Table {
  const [header = "", ...lines] = readFileSync(join(folder, `${name}.tsv`), "utf8")
    .trimEnd()
    .split("\n");
  const columns = header.split("\t");
  return { columns, rows: lines.map((line) => new Map(line.split("\t").map((cell, at) => [columns[at] ?? "", cell]))) };
}

/** A tab or a line break in a cell would make another row of it: whoever reads a source has refused it before. */
export function printTable({ columns, rows }: Table): string {
  const odd = rows.flatMap((row) => [...row.values()]).find((cell) => /[^\x20-\x7e]/.test(cell));
  if (odd !== undefined) throw new Error(`${JSON.stringify(odd)} cannot stand in a cell of the catalogue.`);
  const lines = rows.map((row) => columns.map((column) => row.get(column) ?? "-").join("\t"));
  return `${[columns.join("\t"), ...lines].join("\n")}\n`;
}
