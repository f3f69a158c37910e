/** The filters of analytics queries. */
import { z } from "zod";
import { maybe } from "../http/body.ts";
import type { Conversation } from "../org/orgData.ts";

const PredicateBody = z.looseObject({
  dimension: maybe(z.string()),
  operator: maybe(z.enum(["matches", "exists", "notExists"])),
  value: maybe(z.string()),
});
const ClauseBody = z.looseObject({ type: z.enum(["and", "or"]), predicates: maybe(z.array(PredicateBody)) });

/** A filter of the analytics queries: predicates and clauses under `and` or `or`. */
export const FilterBody = ClauseBody.extend({ clauses: maybe(z.array(ClauseBody)) });

type Filter = z.infer<typeof FilterBody>;
type Predicate = z.infer<typeof PredicateBody>;

/** The dimensions that this org knows of a conversation. */
export function dimensionsOf(row: Conversation): Readonly<Record<string, readonly string[]>> {
  return {
    conversationId: [row.id],
    divisionId: row.divisionIds,
    queueId: [row.queueId],
    userId: [row.userId],
    mediaType: [row.mediaType],
    direction: ["inbound"],
    originatingDirection: ["inbound"],
  };
}

export function passes({ type, predicates = [], clauses = [] }: Filter, row: Conversation): boolean {
  const checks = [
    ...predicates.map((it) => () => meets(it, row)),
    ...clauses.map((it) => () => passes({ clauses: undefined, ...it }, row)),
  ];
  return type === "or" ? checks.some((check) => check()) : checks.every((check) => check());
}

function meets({ dimension = "", operator = "matches", value = "" }: Predicate, row: Conversation): boolean {
  const values = dimensionsOf(row)[dimension] ?? [];
  if (operator === "exists") return values.length > 0;
  if (operator === "notExists") return values.length === 0;
  return values.includes(value);
}
