/** Reads the tab-separated files of `catalogue/`: one header line, no quoting, `-` for none and `?` for not known. */
import { readFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";

let folder = new URL("../../catalogue/", import.meta.url);

/**
 * Answers every question of this process from other tables: to be called before the first question, in a process or worker of its own. What
 * judges a change never calls it.
 *
 * @param other a folder with all the tables
 */
export function useCatalogue(other: string): void {
  folder = pathToFileURL(`${other.replace(/[\\/]$/, "")}/`);
}

/** One row as its columns, in the file's order. */
export type Row = readonly string[];

/** All rows of `catalogue/<name>.tsv` without the header. Throws when the columns are not those the reader was written for. */
export function readTable(name: string, columns: readonly string[]): Row[] {
  const file = fileURLToPath(new URL(`${name}.tsv`, folder));
  const [header, ...lines] = readFileSync(file, "utf8").trimEnd().split("\n");
  if (header !== columns.join("\t")) {
    throw new Error(`${file}: expected the columns ${columns.join(", ")}. Restore the file from version control.`);
  }
  return lines.map((line) => line.split("\t"));
}

/** A cell with several values separated by spaces; `-` is none. */
export function listCell(cell: string): readonly string[] {
  return cell === "-" || cell === "?" || cell === "" ? [] : cell.split(" ");
}
