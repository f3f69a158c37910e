/** The older usage API: an execution, polled until it is complete, with all rows at once. */
import { z } from "zod";
import { MOST_ROWS_OF_A_LISTING } from "../../../token/bounds.ts";
import type { GenesysClient } from "../client.ts";
import { patiently } from "./patience.ts";
import { NotCounted, rowOf, TooManyRows, wireCounted, wireText } from "./rows.ts";
import type { Counted, Span } from "./span.ts";

const started = z.object({ executionId: z.string().min(1) });
const row = z.object({
  date: wireText,
  clientId: wireText,
  userId: wireText,
  httpMethod: wireText,
  templateUri: wireText,
  requests: wireCounted,
  status200: wireCounted,
  status300: wireCounted,
  status400: wireCounted,
  status429: wireCounted,
  status500: wireCounted,
});
const answer = z.object({
  queryStatus: z.string(),
  cursors: z.unknown().optional(),
  results: z.array(row).max(MOST_ROWS_OF_A_LISTING).nullish(),
});
export type OlderRow = z.infer<typeof row>;

/**
 * Every row of an execution.
 *
 * @throws GenesysApiError where the org refuses, NotCounted where it gives no whole answer, TooManyRows where it says that there is more
 */
export async function olderRows(
  client: GenesysClient,
  path: string,
  body: object,
): Promise<{ readonly execution: string; readonly rows: readonly OlderRow[] }> {
  const { executionId } = await client.post(path, body, started, { idempotent: true });
  const id = encodeURIComponent(executionId);
  // The two have their results at different places.
  const results = path.startsWith("/api/v2/usage/") ? `${path}/${id}/results` : `${path}/results/${id}`;
  const complete = await patiently(client, async () => {
    const one = await client.get(results, answer);
    if (one.queryStatus === "Failed") throw new NotCounted("The org could not count the calls");
    return one.queryStatus === "Complete" ? one : undefined;
  });
  const { cursors } = complete;
  if (typeof cursors === "object" && cursors !== null && Object.keys(cursors).length > 0)
    throw new TooManyRows("The org has more counts than it gave at once");
  return { execution: executionId, rows: complete.results ?? [] };
}

/** @param clientId one client alone; undefined for the org */
export async function countByQuery(client: GenesysClient, span: Span, clientId: string | undefined): Promise<Counted> {
  const path =
    clientId === undefined
      ? "/api/v2/usage/query"
      : `/api/v2/oauth/clients/${encodeURIComponent(clientId)}/usage/query`;
  const { execution, rows } = await olderRows(client, path, {
    interval: span.interval,
    granularity: "Day",
    metrics: ["Requests", "Status200", "Status300", "Status400", "Status429", "Status500"],
    groupBy: ["OAuthClientId", ...(clientId === undefined ? ["UserId"] : []), "TemplateUri", "HttpMethod"],
  });
  return {
    path,
    execution,
    users: clientId === undefined,
    rows: rows.map(({ clientId: caller, userId, httpMethod, templateUri, ...counts }) =>
      rowOf({ ...counts, client: clientId ?? caller, user: userId, method: httpMethod, path: templateUri }),
    ),
  };
}
