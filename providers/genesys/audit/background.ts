/** The audit of any time: a query that the org computes in the background, polled until it is done, with entries by cursor. */
import type { GenesysClient } from "../client.ts";
import { patiently } from "../usage/patience.ts";
import type { Gathered } from "./gathered.ts";
import { intervalOf, type Period } from "./period.ts";
import { mostPages, NotTold, PAGE_SIZE, type Question, questionBody, TooMuch } from "./question.ts";
import { wireQuery, wireResults } from "./wire.ts";

const PATH = "/api/v2/audits/query";

/** @throws GenesysApiError, NotTold, TooMuch, NeverDone, Full */
export async function readInBackground(
  client: GenesysClient,
  question: Question,
  period: Period,
  gathered: Gathered,
): Promise<void> {
  const body = { interval: intervalOf(period), ...questionBody(question) };
  const started = await client.post(PATH, body, wireQuery, { idempotent: true });
  const path = `${PATH}/${encodeURIComponent(started.id)}`;
  let { state } = started;
  if (!isDone(state)) state = await patiently(client, async () => doneState(await client.get(path, wireQuery)));
  if (!isSucceeded(state)) throw new NotTold("The org could not compute the query of its audit");
  const seen = new Set<string>();
  let most = 0;
  for (let cursor: string | undefined; ; ) {
    // `allowRedirect`: else the org sends its answer on to another address, which is never followed.
    const query = {
      pageSize: PAGE_SIZE,
      expand: "user",
      allowRedirect: false,
      ...(cursor !== undefined && { cursor }),
    };
    const page = await client.get(`${path}/results`, wireResults, { query });
    if (page.downloadUrl)
      throw new TooMuch("The org gives the entries as a file at another address, which is not fetched");
    const rows = page.entities ?? [];
    gathered.add(rows, question.service);
    if (seen.size === 0) most = mostPages(rows.length);
    cursor = page.cursor || undefined;
    if (cursor === undefined) return;
    if (seen.has(cursor) || seen.size >= most) throw new NotTold("The org's pages of its audit come to no end");
    seen.add(cursor);
  }
}

function doneState({ state }: { readonly state?: string | null | undefined }): string | undefined {
  return isDone(state) ? (state ?? "") : undefined;
}

/** A state that nobody knows is taken for an end: it is no success. */
function isDone(state: string | null | undefined): boolean {
  return !["queued", "running"].includes(state?.toLowerCase() ?? "");
}

function isSucceeded(state: string | null | undefined): boolean {
  return state?.toLowerCase() === "succeeded";
}
