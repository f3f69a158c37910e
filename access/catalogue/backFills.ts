/** Permissions that the vendor added to existing roles by itself, answered from `catalogue/back-fills.tsv`. */
import { lazy } from "../values/lazy.ts";
import { readTable } from "./table.ts";

/** By `domain:entity:action`. What is missing here may have been added all the same: only a refresh from an org finds one. */
export const backFilledPermissions: () => ReadonlySet<string> = lazy(
  () =>
    new Set(readTable("back-fills", ["permission", "roles", "source", "date", "confidence"]).map(([one = ""]) => one)),
);
