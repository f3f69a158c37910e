/** Calls of every client of an org in the last days, as the vendor counts them: one question for the whole org. */
import { z } from "zod";
import { GenesysApiError } from "./apiError.ts";
import type { GenesysClient } from "./client.ts";
import { type OlderRow, olderRows } from "./usage/queries.ts";
import { NotCounted } from "./usage/rows.ts";

export { NotCounted };

export interface CallCounts {
  readonly requests: number;
  /** Answered with 2xx or 3xx. */
  readonly successes: number;
}

const DAY_MS = 86_400_000;

/**
 * By client id in lower case; whoever made no call is not in it.
 *
 * @throws GenesysApiError where the org refuses, NotCounted where it does not come to an end or says that there is more
 */
export async function readUsage(client: GenesysClient, days: number): Promise<ReadonlyMap<string, CallCounts>> {
  const now = client.serverNow();
  const interval = `${new Date(now - days * DAY_MS).toISOString()}/${new Date(now).toISOString()}`;
  const body = {
    interval,
    granularity: "Month",
    metrics: ["Requests", "Status200", "Status300"],
    groupBy: ["OAuthClientId"],
  };
  return countsOf((await olderRows(client, "/api/v2/usage/query", body)).rows);
}

function countsOf(rows: readonly OlderRow[]): ReadonlyMap<string, CallCounts> {
  const counts = new Map<string, CallCounts>();
  for (const { clientId, requests, status200, status300 } of rows) {
    if (!clientId) continue;
    const id = clientId.toLowerCase();
    const before = counts.get(id);
    const successes = (status200 ?? 0) + (status300 ?? 0);
    counts.set(id, {
      requests: (before?.requests ?? 0) + (requests ?? successes),
      successes: (before?.successes ?? 0) + successes,
    });
  }
  return counts;
}

/** The most divisions that the org may have. */
export async function readDivisionLimit(client: GenesysClient): Promise<number> {
  return client.get("/api/v2/authorization/divisions/limit", z.number());
}

/** One sentence about why something could not be read; anything that is no answer of the org is thrown on. */
export function refusalOf(error: unknown, permission: string): string {
  if (error instanceof NotCounted) return `${error.message}.`;
  if (!(error instanceof GenesysApiError)) throw error;
  if (error.status === 403) return `The reading client lacks ${permission}.`;
  return error.status === 0 ? "The org did not answer." : `The org answered ${error.status}.`;
}
