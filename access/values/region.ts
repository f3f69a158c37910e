/**
 * Regions of Genesys Cloud. The hosts of a region are `api.<domain>` and `login.<domain>`.
 * Source: PureCloudRegionHosts.js of the vendor's JavaScript SDK, release 262; the names with hyphens are those of the vendor's Terraform provider.
 */
import { nearest } from "./nearest.ts";

const DOMAINS = {
  us_east_1: "mypurecloud.com",
  us_east_2: "use2.us-gov-pure.cloud",
  us_west_2: "usw2.pure.cloud",
  ca_central_1: "cac1.pure.cloud",
  mx_central_1: "mxc1.pure.cloud",
  sa_east_1: "sae1.pure.cloud",
  eu_west_1: "mypurecloud.ie",
  eu_west_2: "euw2.pure.cloud",
  eu_central_1: "mypurecloud.de",
  eu_central_2: "euc2.pure.cloud",
  eusc_de_east_1: "edee1.eusc-pure.cloud",
  me_central_1: "mec1.pure.cloud",
  ap_south_1: "aps1.pure.cloud",
  ap_northeast_1: "mypurecloud.jp",
  ap_northeast_2: "apne2.pure.cloud",
  ap_northeast_3: "apne3.pure.cloud",
  ap_southeast_1: "apse1.pure.cloud",
  ap_southeast_2: "mypurecloud.com.au",
} as const satisfies Record<string, string>;

export interface Region {
  /** The SDK's name, for instance `eu_central_1`. */
  readonly name: string;
  /** For instance `mypurecloud.de`. */
  readonly domain: string;
}

export const REGIONS: readonly Region[] = Object.entries(DOMAINS).map(([name, domain]) => ({ name, domain }));

/** Finds a region by domain (`mypurecloud.de`), SDK name (`eu_central_1`) or the form with hyphens (`eu-central-1`), in any case. */
export function findRegion(text: string): Region | undefined {
  const wanted = text.trim().toLowerCase();
  return REGIONS.find(({ name, domain }) => wanted === domain || wanted.replaceAll("-", "_") === name);
}

/** Domains and SDK names that look like `text`. */
export function nearestRegions(text: string, count = 3): string[] {
  return nearest(
    text,
    REGIONS.flatMap(({ name, domain }) => [domain, name]),
    count,
  );
}
