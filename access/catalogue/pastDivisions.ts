/** What divisions do not close, although they limit the permission: answered from `catalogue/past-divisions.tsv`. */
import { lazy } from "../values/lazy.ts";
import { readTable } from "./table.ts";

const COLUMNS = ["permission", "shows", "source", "date", "confidence"];

const rows = lazy(
  () => new Map(readTable("past-divisions", COLUMNS).map(([permission = "", shows = ""]) => [permission, shows])),
);

/** A sentence without its end, for instance "a conversation that touched two divisions is shown whole"; undefined where nothing is written down. */
export function pastDivisions(permission: string): string | undefined {
  return rows().get(permission);
}
