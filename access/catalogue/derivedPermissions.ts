/** Operations whose permissions are a conclusion, answered from `catalogue/derived-permissions.tsv`. */
import { lazy } from "../values/lazy.ts";
import type { Operation } from "./operations.ts";
import { readTable } from "./table.ts";

const rows = lazy(
  () =>
    new Set(
      readTable("derived-permissions", ["operation", "source", "date", "confidence"]).map(([operation]) => operation),
    ),
);

/** True where the permissions were concluded from neighbouring operations. A verified scope comes from a document of the vendor, which has its permissions too. */
export function hasDerivedPermissions({ method, path, scopeConfidence }: Operation): boolean {
  return scopeConfidence !== "verified" && rows().has(`${method} ${path}`);
}
