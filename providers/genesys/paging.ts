/** Reads listings to their end. */
import { z } from "zod";
import type { GenesysClient, Query } from "./client.ts";

/** Documented for divisions' grants only; 100 is what the vendor's own clients use elsewhere. */
export const PAGE_SIZE = 100;

function envelope<T>(entity: z.ZodType<T>) {
  return z.object({ entities: z.array(entity).nullish(), pageCount: z.number().nullish() });
}

/**
 * Every entity of a page-number listing. Ends on `pageCount`, and on an empty page where the count is missing.
 * The pages after the first are read together: their number is known then.
 */
export async function readPages<T>(
  client: GenesysClient,
  path: string,
  entity: z.ZodType<T>,
  query: Query = {},
): Promise<T[]> {
  const page = (pageNumber: number) =>
    client.get(path, envelope(entity), { query: { ...query, pageSize: PAGE_SIZE, pageNumber } });
  const first = await page(1);
  const others = Array.from({ length: Math.max((first.pageCount ?? 1) - 1, 0) }, (_, index) => page(index + 2));
  return [first, ...(await Promise.all(others))].flatMap(({ entities }) => entities ?? []);
}

/** GET /oauth/clients takes no query at all and answers every client at once. */
export async function readWhole<T>(client: GenesysClient, path: string, entity: z.ZodType<T>): Promise<T[]> {
  return (await client.get(path, envelope(entity))).entities ?? [];
}

/** Every result of a search by POST; the search endpoints page in the body and answer `results`. */
export async function searchAll<T>(
  client: GenesysClient,
  path: string,
  entity: z.ZodType<T>,
  query: readonly object[],
): Promise<T[]> {
  const answer = z.object({ results: z.array(entity).nullish(), pageCount: z.number().nullish() });
  const found: T[] = [];
  for (let pageNumber = 1; ; pageNumber++) {
    const body = { pageSize: PAGE_SIZE, pageNumber, query };
    const page = await client.post(path, body, answer, { idempotent: true });
    found.push(...(page.results ?? []));
    if (pageNumber >= (page.pageCount ?? 1)) return found;
  }
}
