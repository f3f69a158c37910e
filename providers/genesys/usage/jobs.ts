/** The newer usage API: a job, polled until it is done, with rows by cursor. */
import { z } from "zod";
import type { UsageRow } from "../../../access/usage/model.ts";
import { MOST_PAGES, MOST_ROWS_OF_A_LISTING, MOST_ROWS_OF_A_PAGE } from "../../../token/bounds.ts";
import type { GenesysClient } from "../client.ts";
import { patiently } from "./patience.ts";
import { NotCounted, rowOf, TooManyRows, wireCounted, wireText } from "./rows.ts";
import type { Counted, Span } from "./span.ts";

const started = z.object({ id: z.string().min(1) });
const reference = z.object({ id: wireText }).nullish();
const entity = z.object({
  date: wireText,
  httpMethod: wireText,
  templateUri: wireText,
  requestCount: wireCounted,
  status200: wireCounted,
  status300: wireCounted,
  status400: wireCounted,
  status429: wireCounted,
  status500: wireCounted,
  oauthClient: reference,
  user: reference,
});
const page = z.object({
  queryStatus: z.string().nullish(),
  errorBody: z.object({ message: wireText, code: wireText }).nullish(),
  entities: z.array(entity).max(MOST_ROWS_OF_A_PAGE).nullish(),
  nextUri: z.string().max(10_000).nullish(),
});

/** @param clientId one client alone; undefined for the org */
export async function countByJob(client: GenesysClient, span: Span, clientId: string | undefined): Promise<Counted> {
  const path =
    clientId === undefined
      ? "/api/v2/usage/aggregates/query/jobs"
      : `/api/v2/usage/client/${encodeURIComponent(clientId)}/aggregates/query/jobs`;
  const body = {
    interval: span.interval,
    granularity: "Day",
    metrics: ["Requests", "Status200", "Status300", "Status400", "Status429", "Status500"],
    groupBy: [...(clientId === undefined ? ["OauthClientId", "UserId"] : []), "HttpMethod", "TemplateUri"],
  };
  const { id } = await client.post(path, body, started, { idempotent: true });
  const job = `${path}/${encodeURIComponent(id)}`;
  const read = (after: string | undefined) => readPage(client, job, after);
  let next = await read(undefined);
  const rows: UsageRow[] = next.rows;
  const seen = new Set<string>();
  while (next.after !== undefined) {
    if (seen.has(next.after) || seen.size >= MOST_PAGES)
      throw new NotCounted("The org's pages of counts come to no end");
    seen.add(next.after);
    next = await read(next.after);
    rows.push(...next.rows);
    if (rows.length > MOST_ROWS_OF_A_LISTING) throw new TooManyRows("The org has more counts than are read at once");
  }
  // A job about one client need not name it.
  const own = (row: UsageRow) => (clientId === undefined ? row : { ...row, client: clientId.toLowerCase() });
  return { path, execution: id, users: clientId === undefined, rows: rows.map(own) };
}

async function readPage(client: GenesysClient, job: string, after: string | undefined) {
  const query = { pageSize: MOST_ROWS_OF_A_PAGE, ...(after !== undefined && { after }) };
  const answer = await patiently(client, async () => {
    const one = await client.get(job, page, { query });
    const status = one.queryStatus?.toLowerCase();
    if (status === "queued" || status === "running") return undefined;
    if (status === "succeeded") return one;
    if (/too.long|max.response/.test(one.errorBody?.code ?? ""))
      throw new TooManyRows("The org has more counts than it gives at once");
    throw new NotCounted(
      status === "failed" ? "The org could not count the calls" : "The org gave a job no known state",
    );
  });
  const rows = (answer.entities ?? []).map(({ requestCount, oauthClient, user, httpMethod, templateUri, ...row }) =>
    rowOf({
      ...row,
      client: oauthClient?.id,
      user: user?.id,
      method: httpMethod,
      path: templateUri,
      requests: requestCount,
    }),
  );
  return { rows, after: answer.nextUri ? cursorIn(answer.nextUri) : undefined };
}

/** The address itself is never followed: only its cursor is taken. */
function cursorIn(uri: string): string {
  const after = new URLSearchParams(uri.split("?")[1] ?? "").get("after");
  if (!after) throw new NotCounted("The org has more counts, and does not say how to read them");
  return after;
}
