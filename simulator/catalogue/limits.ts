/** The vendor's limits, from catalogue/limits.tsv. */
import { readTsv } from "./tsv.ts";

let values: ReadonlyMap<string, number> | undefined;

/** A number that binds every caller, by its name in catalogue/limits.tsv. */
export function limit(name: string): number {
  values ??= new Map(readTsv("limits.tsv", ["limit", "value"]).map((row) => [row.limit, Number(row.value)]));
  const value = values.get(name);
  if (value === undefined) throw new Error(`catalogue/limits.tsv has no row ${name}.`);
  return value;
}
