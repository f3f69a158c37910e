/** What one query of the audit is about. */

export interface Question {
  readonly service: string;
  /** Absent: all of them. */
  readonly entityType?: string;
}

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
