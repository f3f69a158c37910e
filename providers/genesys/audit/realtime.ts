/** The audit of the last two weeks, answered at once: pages by number, of one day at most, because longer ones time out. */
import type { GenesysClient } from "../client.ts";
import type { Gathered } from "./gathered.ts";
import { intervalOf, type Period } from "./period.ts";
import { mostPages, NotTold, PAGE_SIZE, type Question, questionBody } from "./question.ts";
import { wireRealtimePage } from "./wire.ts";

const PATH = "/api/v2/audits/query/realtime";

/** @throws GenesysApiError, NotTold where the org gives less than it says, Full */
export async function readRealtime(
  client: GenesysClient,
  question: Question,
  period: Period,
  gathered: Gathered,
): Promise<void> {
  let [read, most] = [0, 0];
  for (let pageNumber = 1; ; pageNumber++) {
    const body = { interval: intervalOf(period), ...questionBody(question), pageNumber, pageSize: PAGE_SIZE };
    const page = await client.post(PATH, body, wireRealtimePage, { idempotent: true, query: { expand: "user" } });
    const rows = page.entities ?? [];
    gathered.add(rows, question.service);
    read += rows.length;
    if (pageNumber === 1) most = mostPages(rows.length);
    const total = page.total ?? undefined;
    const pages = page.pageCount ?? (total === undefined ? undefined : Math.ceil(total / PAGE_SIZE));
    // Where nothing is counted, a page that is not full is the last.
    const isLast = pages === undefined ? rows.length < PAGE_SIZE : pageNumber >= pages;
    if (isLast && total !== undefined && read < total)
      throw new NotTold(`The org said that there are ${total} entries, and gave ${read}`);
    if (isLast) return;
    if (pageNumber >= most || rows.length === 0) throw new NotTold("The org's pages of its audit come to no end");
  }
}
