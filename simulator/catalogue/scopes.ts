/** The OAuth scopes that the org knows, from catalogue/scopes.tsv. */
import { readTsv } from "./tsv.ts";

/** One OAuth scope of GET /api/v2/oauth/scopes. */
export interface CatalogueScope {
  readonly id: string;
  readonly description: string;
}

let all: readonly CatalogueScope[] | undefined;

export function catalogueScopes(): readonly CatalogueScope[] {
  all ??= readTsv("scopes.tsv", ["scope", "description"]).map(({ scope: id, description }) => ({ id, description }));
  return all;
}
