/** Reads listings to their end. */
import { z } from "zod";
import { limit } from "../../access/catalogue/limits.ts";
import { MOST_PAGES, MOST_ROWS_OF_A_LISTING, MOST_ROWS_OF_A_PAGE } from "../../token/bounds.ts";
import { GenesysApiError } from "./apiError.ts";
import type { GenesysClient, Query } from "./client.ts";

/** Documented for divisions' grants only; the number is what the vendor's own clients use elsewhere. */
const pageSize = () => limit("page-rows-common");

const pageCount = z.number().int().nonnegative().nullish();

/** The rows are judged before they are read: a million rows of nonsense would be a million reasons. */
function envelope<T>(entity: z.ZodType<T>, mostRows = MOST_ROWS_OF_A_PAGE) {
  return z.object({ entities: rowsOf(entity, mostRows).nullish(), pageCount, total: z.number().nullish() });
}

function rowsOf<T>(entity: z.ZodType<T>, most: number) {
  return z.array(z.unknown()).max(most).pipe(z.array(entity));
}

/** @throws GenesysApiError for a listing that nobody would read to its end */
function requirePages(method: string, path: string, count: number): void {
  requireAtMost(method, path, count, MOST_PAGES, "pages");
}

/** The rows so far; more than are believed end the reading of the other pages too. */
function requireRows(method: string, path: string, count: number): void {
  requireAtMost(method, path, count, MOST_ROWS_OF_A_LISTING, "rows");
}

function requireAtMost(method: string, path: string, count: number, most: number, what: string): void {
  if (count <= most) return;
  const code = `a listing of ${count} ${what}, and at most ${most} are read`;
  throw new GenesysApiError({ method, path, status: 200, code, detail: "", correlationId: "" });
}

/** A listing whose first page is read. */
export interface Pages<T> {
  readonly count: number;
  /** Rows of all pages, as the org counts them; undefined where it does not. */
  readonly total: number | undefined;
  /** Reads the other pages, together: their number is known. */
  readonly all: () => Promise<T[]>;
}

/**
 * The first page of a page-number listing, and how many there are (`pageCount`; one where the count is missing).
 *
 * @param query may name a `pageSize` of its own, for a listing that takes more rows than others
 */
export async function openPages<T>(
  client: GenesysClient,
  path: string,
  entity: z.ZodType<T>,
  query: Query = {},
): Promise<Pages<T>> {
  let rows = 0;
  const page = async (pageNumber: number) => {
    const read = await client.get(path, envelope(entity), { query: { pageSize: pageSize(), ...query, pageNumber } });
    rows += read.entities?.length ?? 0;
    requireRows("GET", path, rows);
    return read;
  };
  const first = await page(1);
  const count = Math.max(first.pageCount ?? 1, 1);
  const others = () => Array.from({ length: count - 1 }, (_, index) => page(index + 2));
  return {
    count,
    total: first.total ?? undefined,
    all: async () => {
      requirePages("GET", path, count);
      return [first, ...(await Promise.all(others()))].flatMap(({ entities }) => entities ?? []);
    },
  };
}

/** Every entity of a page-number listing. */
export async function readPages<T>(
  client: GenesysClient,
  path: string,
  entity: z.ZodType<T>,
  query: Query = {},
): Promise<T[]> {
  return (await openPages(client, path, entity, query)).all();
}

/** GET /oauth/clients takes no query at all and answers every client at once. */
export async function readWhole<T>(client: GenesysClient, path: string, entity: z.ZodType<T>): Promise<T[]> {
  return (await client.get(path, envelope(entity, MOST_ROWS_OF_A_LISTING))).entities ?? [];
}

/** Every result of a search by POST; the search endpoints page in the body and answer `results`. */
export async function searchAll<T>(
  client: GenesysClient,
  path: string,
  entity: z.ZodType<T>,
  query: readonly object[],
): Promise<T[]> {
  const answer = z.object({ results: rowsOf(entity, MOST_ROWS_OF_A_PAGE).nullish(), pageCount });
  const found: T[] = [];
  for (let pageNumber = 1; ; pageNumber++) {
    const body = { pageSize: pageSize(), pageNumber, query };
    const page = await client.post(path, body, answer, { idempotent: true });
    found.push(...(page.results ?? []));
    requireRows("POST", path, found.length);
    requirePages("POST", path, page.pageCount ?? 1);
    if (pageNumber >= (page.pageCount ?? 1)) return found;
  }
}
