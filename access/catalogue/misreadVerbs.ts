/**
 * Permissions that are classed `read` although each of them alone opens an operation of effect `write`, with the reason why they stay so,
 * answered from `catalogue/misread-verbs.tsv`. Every other such permission is classed `write` in permissions.tsv: a test compares the tables.
 */
import { lazy } from "../values/lazy.ts";
import { readTable } from "./table.ts";

/** `query`: the operation only asks. `job`: it removes the result of a query. `needs-more`: it asks for another permission besides. */
export const MISREAD_REASONS = ["job", "needs-more", "query"] as const;

const COLUMNS = ["permission", "because", "why", "source", "date", "confidence"];

const reasons = lazy(
  () => new Map(readTable("misread-verbs", COLUMNS).map(([permission = "", , why = ""]) => [permission, why])),
);

/** Why a permission counts as reading although it opens an operation that writes; undefined for all others. */
export function readsAllTheSame(permission: string): string | undefined {
  return reasons().get(permission);
}

/** Every permission of the file, in its order. */
export function misreadVerbs(): Iterable<string> {
  return reasons().keys();
}
