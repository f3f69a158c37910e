/** The 18 public regions of Genesys Cloud. Source: the vendor's JavaScript SDK 262, PureCloudRegionHosts.js. */
import { closest } from "fastest-levenshtein";

export interface Region {
  /** The SDK's name, for instance `eu_central_1`; the Terraform provider spells it `eu-central-1`. */
  readonly name: string;
  /** API host = `api.<domain>`, login host = `login.<domain>`. */
  readonly domain: string;
}

export const REGIONS: readonly Region[] = [
  { name: "us_east_1", domain: "mypurecloud.com" },
  { name: "us_east_2", domain: "use2.us-gov-pure.cloud" },
  { name: "us_west_2", domain: "usw2.pure.cloud" },
  { name: "ca_central_1", domain: "cac1.pure.cloud" },
  { name: "mx_central_1", domain: "mxc1.pure.cloud" },
  { name: "sa_east_1", domain: "sae1.pure.cloud" },
  { name: "eu_west_1", domain: "mypurecloud.ie" },
  { name: "eu_west_2", domain: "euw2.pure.cloud" },
  { name: "eu_central_1", domain: "mypurecloud.de" },
  { name: "eu_central_2", domain: "euc2.pure.cloud" },
  { name: "eusc_de_east_1", domain: "edee1.eusc-pure.cloud" },
  { name: "me_central_1", domain: "mec1.pure.cloud" },
  { name: "ap_south_1", domain: "aps1.pure.cloud" },
  { name: "ap_northeast_1", domain: "mypurecloud.jp" },
  { name: "ap_northeast_2", domain: "apne2.pure.cloud" },
  { name: "ap_northeast_3", domain: "apne3.pure.cloud" },
  { name: "ap_southeast_1", domain: "apse1.pure.cloud" },
  { name: "ap_southeast_2", domain: "mypurecloud.com.au" },
];

/** Finds a region by domain, SDK name or hyphen form, whatever the case; undefined when there is none. */
export function findRegion(text: string): Region | undefined {
  const wanted = text.trim().toLowerCase();
  return REGIONS.find(({ name, domain }) => [name, name.replaceAll("_", "-"), domain].includes(wanted));
}

/** The spelling of a region that is nearest to a misspelt one. */
export function nearestRegion(text: string): string {
  const spellings = REGIONS.flatMap(({ name, domain }) => [domain, name.replaceAll("_", "-")]);
  return closest(text.trim().toLowerCase(), spellings);
}
