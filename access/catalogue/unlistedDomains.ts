/** Domains of permissions that exist and of which no documented operation names a permission, answered from `catalogue/unlisted-domains.tsv`. */
import { lazy } from "../values/lazy.ts";
import { readTable } from "./table.ts";

const rows = lazy(
  () =>
    new Set(readTable("unlisted-domains", ["domain", "source", "date", "confidence"]).map(([domain = ""]) => domain)),
);

/** True for the domain of a permission or pattern that may exist although the catalogue cannot list it. */
export function isUnlistedDomain(domain: string): boolean {
  return rows().has(domain);
}
