/** Regions of Genesys Cloud, answered from `catalogue/regions.tsv`. The hosts of a region are `api.<domain>` and `login.<domain>`. */
import { lazy } from "../values/lazy.ts";
import { nearest } from "../values/nearest.ts";
import { readTable } from "./table.ts";

export interface Region {
  /** The SDK's name, for instance `eu_central_1`. */
  readonly name: string;
  /** For instance `mypurecloud.de`. */
  readonly domain: string;
}

const COLUMNS = ["name", "domain", "source", "date", "confidence"];

/** Every region, in the file's order. */
export const allRegions: () => readonly Region[] = lazy(() =>
  readTable("regions", COLUMNS).map(([name = "", domain = ""]) => ({ name, domain })),
);

/** Finds a region by domain (`mypurecloud.de`), SDK name (`eu_central_1`) or the form with hyphens (`eu-central-1`), in any case. */
export function findRegion(text: string): Region | undefined {
  const wanted = text.trim().toLowerCase();
  return allRegions().find(({ name, domain }) => wanted === domain || wanted.replaceAll("-", "_") === name);
}

/** Domains and SDK names that `text` nearly is: with a slip of the pen, or one letter too many at its end (`mypurecloud.deu`). */
export function nearestRegions(text: string, count = 3): string[] {
  const known = allRegions().flatMap(({ name, domain }) => [domain, name]);
  const wanted = text.trim().toLowerCase();
  const found = nearest(text, known, count);
  return found.length > 0 ? found : known.filter((one) => one === wanted.slice(0, -1)).slice(0, count);
}
