import { readFileSync } from "node:fs";

/** Rows of a data file of the top-level catalogue/ folder, without its header line. */
export function readTsv(name: string): string[][] {
  const text = readFileSync(new URL(`../../catalogue/${name}`, import.meta.url), "utf8");
  return text
    .split("\n")
    .slice(1)
    .filter((line) => line !== "")
    .map((line) => line.split("\t"));
}
