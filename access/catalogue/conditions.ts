/** What is known of conditions on permissions, answered from `catalogue/conditions.tsv`. The vendor publishes no list of variables. */
import { lazy } from "../values/lazy.ts";
import { listCell, readTable } from "./table.ts";

/** One way in which a variable is compared. */
export interface KnownComparison {
  readonly variable: string;
  /** Of the operands: SCALAR, QUEUE, … */
  readonly type: string;
  readonly operators: readonly string[];
  /** Empty where any value may stand, such as an id. */
  readonly values: readonly string[];
}

const COLUMNS = ["variable", "type", "operators", "values", "source", "date", "confidence"];

/** Every row of the file, in its order. */
export const allComparisons: () => readonly KnownComparison[] = lazy(() =>
  readTable("conditions", COLUMNS).map(([variable = "", type = "", operators = "", values = ""]) => ({
    variable,
    type,
    operators: listCell(operators),
    values: listCell(values),
  })),
);
