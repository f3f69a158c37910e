/** What one query of the audit is about. */
import { MOST_ROWS_OF_A_LISTING } from "../../../token/bounds.ts";

export interface Question {
  readonly service: string;
  /** Absent: all of them. */
  readonly entityType?: string;
}

/** By the vendor's contract the most of the results of a query; that it is the most of a synchronous one too is inferred. */
export const PAGE_SIZE = 500;

/** Pages of one answer: as many full ones as rows are read. */
export const MOST_AUDIT_PAGES = MOST_ROWS_OF_A_LISTING / PAGE_SIZE;

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
