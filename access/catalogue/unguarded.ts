/** Operations that ask for no permission and show things of every division, answered from `catalogue/unguarded.tsv`. */
import { lazy } from "../values/lazy.ts";
import { readTable } from "./table.ts";

export interface Unguarded {
  /** `GET /api/v2/users`. */
  readonly operation: string;
  /** A phrase: `names and addresses of all users`. */
  readonly shows: string;
}

const COLUMNS = ["operation", "shows", "source", "date", "confidence"];

/** Every row, in the file's order. */
export const unguardedOperations: () => readonly Unguarded[] = lazy(() =>
  readTable("unguarded", COLUMNS).map(([operation = "", shows = ""]) => ({ operation, shows })),
);

/** What no grant limits, as one sentence for whoever relies on a silo. */
export function unguardedWords(): string {
  const list = unguardedOperations().map(({ operation, shows }) => `${operation.replace("/api/v2", "")} (${shows})`);
  return `No permission guards these operations under /api/v2, so by the vendor's documentation every client sees all divisions there, whatever its grants; not verified in a live org: ${list.join(", ")}.`;
}
