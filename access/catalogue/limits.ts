/** Numbers that bind every caller of the platform, answered from `catalogue/limits.tsv`. */
import { lazy } from "../values/lazy.ts";
import { readTable } from "./table.ts";

/** The rows that the product asks for. The file says what each is, and how sure it is. */
export const LIMITS = [
  "access-token-seconds-least",
  "access-token-seconds-most",
  "access-token-seconds-most-scim",
  "client-deletion-age-days",
  "client-deletion-days",
  "description-characters-most",
  "division-grants-page-rows-most",
  "page-rows-common",
  "requests-per-minute",
] as const;

const COLUMNS = ["limit", "value", "what", "source", "date", "confidence"];

const values = lazy(
  () => new Map(readTable("limits", COLUMNS).map(([name = "", value = ""]) => [name, Number(value)])),
);

/** The value of a limit. Throws where the file lacks it: no number stands for a limit that nobody wrote down. */
export function limit(name: (typeof LIMITS)[number]): number {
  const value = values().get(name);
  if (value === undefined) throw new Error(`catalogue/limits.tsv has no row ${name}. Restore it from version control.`);
  return value;
}
