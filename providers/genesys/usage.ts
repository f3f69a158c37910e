/** Calls of every client of an org in the last days, as the vendor counts them: one question for the whole org. */
import { z } from "zod";
import { GenesysApiError } from "./apiError.ts";
import type { GenesysClient } from "./client.ts";

export interface CallCounts {
  readonly requests: number;
  /** Answered with 2xx or 3xx. */
  readonly successes: number;
}

/** The org took the question and gave no whole answer. */
export class NotCounted extends Error {}

const execution = z.object({ executionId: z.string() });
const results = z.object({
  queryStatus: z.string(),
  cursors: z.unknown().optional(),
  results: z
    .array(
      z.object({
        clientId: z.string().nullish(),
        requests: z.number().nullish(),
        status200: z.number().nullish(),
        status300: z.number().nullish(),
      }),
    )
    .nullish(),
});

const DAY_MS = 86_400_000;
/** 0.5 + 1 + 2 … seconds, a minute in all: an org with much traffic counts for a while. */
const PATIENCE = [0.5, 1, 2, 4, 8, 15, 30];

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
  const { executionId } = await client.post("/api/v2/usage/query", body, execution, { idempotent: true });
  const path = `/api/v2/usage/query/${encodeURIComponent(executionId)}/results`;
  for (const seconds of [...PATIENCE, undefined]) {
    const answer = await client.get(path, results);
    if (answer.queryStatus === "Complete") return countsOf(answer);
    if (answer.queryStatus === "Failed") throw new NotCounted("The org could not count the calls");
    if (seconds !== undefined) await client.sleep(seconds * 1000);
  }
  throw new NotCounted("The org did not come to an end of counting the calls");
}

function countsOf({ results: rows, cursors }: z.infer<typeof results>): ReadonlyMap<string, CallCounts> {
  if (typeof cursors === "object" && cursors !== null && Object.keys(cursors).length > 0)
    throw new NotCounted("The org has more counts than it gave at once");
  const counts = new Map<string, CallCounts>();
  for (const { clientId, requests, status200, status300 } of rows ?? []) {
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
