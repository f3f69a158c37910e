/** What the org answered, while planning, to whether divisions limit permissions: for rules, never sent to Genesys Cloud. */
import { z } from "zod";
import { canonicalOptionalSet } from "./canonical.ts";
import * as read from "./read.ts";
import type { Raw } from "./resourceType.ts";
import type { PartlyKnown } from "./unknown.ts";

/** Single permissions and patterns, each list sorted, and absent where it is empty; without what the catalogue says as well. */
export interface DivisionAnswers {
  /** Divisions limit these. */
  readonly divisionAware?: readonly string[];
  /** No division limits these. */
  readonly notDivisionAware?: readonly string[];
}

export const divisionAnswersShape = {
  /** Permissions of which the org said that divisions limit them. Never sent to Genesys Cloud; absent where it said nothing new. */
  divisionAware: z.array(z.string()).optional(),
  /** Permissions of which it said that none does. */
  notDivisionAware: z.array(z.string()).optional(),
};

export function canonicalDivisionAnswers(news: Raw): Raw {
  return {
    divisionAware: canonicalOptionalSet(news["divisionAware"]),
    notDivisionAware: canonicalOptionalSet(news["notDivisionAware"]),
  };
}

export function divisionAnswersToDesired(held: Raw): PartlyKnown<DivisionAnswers> {
  const texts = (value: unknown) => read.list(value, read.text);
  return { ...read.optional(held, "divisionAware", texts), ...read.optional(held, "notDivisionAware", texts) };
}

/** The answers alone, of anything that carries them. */
export function divisionAnswersOf<T extends PartlyKnown<DivisionAnswers>>({
  divisionAware,
  notDivisionAware,
}: T): Pick<T, "divisionAware" | "notDivisionAware"> {
  return {
    ...(divisionAware !== undefined && { divisionAware }),
    ...(notDivisionAware !== undefined && { notDivisionAware }),
  } as Pick<T, "divisionAware" | "notDivisionAware">;
}
