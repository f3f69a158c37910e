/** Listings that resources share when they read: a refresh of N resources costs about N/100 calls, plus one for all clients. */
import type { GenesysClient } from "./client.ts";
import { Listing } from "./listing.ts";
import { readPages, readWhole } from "./paging.ts";
import { type WireClient, type WireDivision, type WireRole, wireClient, wireDivision, wireRole } from "./wire.ts";

export interface Listings {
  readonly roles: Listing<WireRole>;
  readonly clients: Listing<WireClient>;
  readonly divisions: Listing<WireDivision>;
}

export function makeListings(client: GenesysClient): Listings {
  return {
    // userCount defaults to true and is slow.
    roles: new Listing(() => readPages(client, "/api/v2/authorization/roles", wireRole, { userCount: false })),
    clients: new Listing(() => readWhole(client, "/api/v2/oauth/clients", wireClient)),
    divisions: new Listing(() => readPages(client, "/api/v2/authorization/divisions", wireDivision)),
  };
}
