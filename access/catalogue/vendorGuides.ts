/** What the install guides of products ask for, answered from `catalogue/vendor-guides.tsv`. */
import { lazy } from "../values/lazy.ts";
import { listCell, readTable } from "./table.ts";

export interface VendorGuide {
  /** The profile that is nearest to what the product does. */
  readonly profile: string;
  readonly product: string;
  /** As the guide prints them; patterns where it asks for a whole area, and names that do not exist where it is wrong. */
  readonly asks: readonly string[];
  /** Where the guide is read. */
  readonly source: string;
}

const COLUMNS = ["profile", "product", "asks", "source", "date", "confidence"];

/** Every row, in the file's order. */
export const vendorGuides: () => readonly VendorGuide[] = lazy(() =>
  readTable("vendor-guides", COLUMNS).map(([profile = "", product = "", asks = "", source = ""]) => ({
    profile,
    product,
    asks: listCell(asks),
    source,
  })),
);
