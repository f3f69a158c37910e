/** What one query of the audit is about. */
import { MOST_ROWS_OF_A_LISTING } from "../../../token/bounds.ts";

export interface Question {
  readonly service: string;
  /** Absent: all of them. */
  readonly entityType?: string;
}

/** By the vendor's contract the most of the results of a query; that it is the most of a synchronous one too is inferred. */
export const PAGE_SIZE = 500;

/** Pages of one answer, whose first page has so many rows: as many full ones as rows are read, and fewer of an org that gives smaller ones. */
export function mostPages(rows: number): number {
  const full = MOST_ROWS_OF_A_LISTING / PAGE_SIZE;
  return Math.max(FEWEST_PAGES, Math.min(full, Math.ceil((full * rows) / PAGE_SIZE)));
}

/** An org that gives a row or two at a time, without an end, is not asked much longer. */
const FEWEST_PAGES = 40;

/** The org took the question and gave no whole answer. */
export class NotTold extends Error {}

/** There is more than one answer takes: a shorter period may fit. */
export class TooMuch extends NotTold {}

/** Oldest first: what is written in the meantime moves no page. */
export function questionBody({ service, entityType }: Question) {
  return {
    serviceName: service,
    filters: entityType === undefined ? [] : [{ property: "EntityType", value: entityType }],
    sort: [{ name: "Timestamp", sortOrder: "ascending" }],
  };
}
