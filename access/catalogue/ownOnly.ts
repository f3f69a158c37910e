/** Permissions that show only what belongs to the user who signed in, answered from `catalogue/own-only.tsv`. */
import { lazy } from "../values/lazy.ts";
import { readTable } from "./table.ts";

/** A permission of this kind, and the one that shows the same of everybody. */
export interface OwnOnly {
  readonly permission: string;
  readonly instead: string;
  /** The noun for it: `conversations`. */
  readonly shows: string;
}

const COLUMNS = ["permission", "instead", "shows", "source", "date", "confidence"];

const rows = lazy(
  () =>
    new Map(
      readTable("own-only", COLUMNS).map(([permission = "", instead = "", shows = ""]) => [
        permission,
        { permission, instead, shows } satisfies OwnOnly,
      ]),
    ),
);

/** The row of a single permission; undefined for one that shows what belongs to others too. */
export function ownOnly(permission: string): OwnOnly | undefined {
  return rows().get(permission);
}

/** Every row of the file, in its order. */
export function allOwnOnly(): OwnOnly[] {
  return [...rows().values()];
}
