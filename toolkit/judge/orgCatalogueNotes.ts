/** What a reader of a report should know of the org's own list of permissions, which the check believed. */
import type { LoadedSpec } from "../../access/language/loadSpec.ts";
import { parseDay } from "../../access/values/day.ts";

/** Days after which a list is told as old: the vendor changes permissions with releases every week, and an org with what it buys. */
const OLD_DAYS = 90;

/** @param today `YYYY-MM-DD`: the clock is the caller's */
export function orgCatalogueNotes({ catalogue }: Pick<LoadedSpec, "catalogue">, today: string): string[] {
  if (!catalogue) return [];
  const { file, takenAt } = catalogue;
  const age = (parseDay(today) ?? 0) - (parseDay(takenAt) ?? 0);
  if (age < 0)
    return [`${file} says that it was taken on ${takenAt}, which is still to come: take it from the org anew.`];
  if (age <= OLD_DAYS) return [];
  return [`${file} was taken from the org on ${takenAt}, ${age} days ago: take it anew.`];
}
