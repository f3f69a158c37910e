/** Requests to the API that a licence brings to its org each month, answered from `catalogue/fair-use.tsv`. */
import { lazy } from "../values/lazy.ts";
import { readTable } from "./table.ts";

const COLUMNS = ["licence", "named", "concurrent", "source", "date", "confidence"];

export interface FairUse {
  /** As the vendor's page names it: `CX 3`. */
  readonly licence: string;
  /** A month and user; undefined where the page has no such licence. */
  readonly named: number | undefined;
  readonly concurrent: number | undefined;
  readonly source: string;
  /** The day on which the page was read. */
  readonly date: string;
}

/** Every row, in the file's order. */
export const fairUse: () => readonly FairUse[] = lazy(() =>
  readTable("fair-use", COLUMNS).map(([licence = "", named = "", concurrent = "", source = "", date = ""]) => ({
    licence,
    named: numberIn(named),
    concurrent: numberIn(concurrent),
    source,
    date,
  })),
);

function numberIn(text: string): number | undefined {
  return text === "-" ? undefined : Number(text);
}
