/** The vendor's envelopes of lists: pages by number, whole lists, and pages by cursor. */
import { limit } from "../catalogue/limits.ts";
import { ApiError } from "./errors.ts";
import type { Query } from "./query.ts";

/** The vendor's page-number envelope. `entities` is never null and `pageCount` always there: its clients dereference both. */
export interface Page {
  readonly entities: readonly unknown[];
  readonly pageSize: number;
  readonly pageNumber: number;
  readonly total: number;
  readonly pageCount: number;
  readonly [link: string]: unknown;
}

/** The short form without links: products and division grants. */
export function shortPage<T>(query: Query, rows: readonly T[], toEntity: (row: T) => unknown, maxSize?: number): Page {
  const pageSize = query.count("pageSize", limit("page-rows-default"), maxSize);
  const pageNumber = query.count("pageNumber", 1);
  const from = (pageNumber - 1) * pageSize;
  return {
    entities: rows.slice(from, from + pageSize).map(toEntity),
    pageSize,
    pageNumber,
    total: rows.length,
    pageCount: Math.ceil(rows.length / pageSize),
  };
}

/** The full form; `nextUri` is absent on the last page, which is how some of the vendor's own scripts stop. */
export function page<T>(path: string, query: Query, rows: readonly T[], toEntity: (row: T) => unknown): Page {
  const short = shortPage(query, rows, toEntity);
  const { pageSize, pageNumber, pageCount } = short;
  const uri = (number: number) => `${path}?${query.with({ pageSize, pageNumber: number })}`;
  return {
    ...short,
    firstUri: uri(1),
    lastUri: uri(Math.max(pageCount, 1)),
    selfUri: uri(pageNumber),
    ...(pageNumber < pageCount ? { nextUri: uri(pageNumber + 1) } : {}),
    ...(pageNumber > 1 ? { previousUri: uri(pageNumber - 1) } : {}),
  };
}

/** Everything on one page, for listings that take no paging parameters (GET /api/v2/oauth/clients). */
export function wholePage(path: string, entities: readonly unknown[]): Page {
  return {
    entities,
    pageSize: Math.max(entities.length, limit("page-rows-default")),
    pageNumber: 1,
    total: entities.length,
    pageCount: 1,
    firstUri: path,
    lastUri: path,
    selfUri: path,
  };
}

const BOTH_WAYS = [
  "both.after.and.before.provided",
  "Can not provide both after and before key in the same request.",
] as const;

/** The cursor form: `before` and `after` are ids of the last page's ends. Rows must be sorted by id. */
export function cursorPage<T extends { readonly id: string }>(
  path: string,
  query: Query,
  rows: readonly T[],
  toEntity: (row: T) => unknown,
): Record<string, unknown> {
  const pageSize = query.count("pageSize", limit("page-rows-default"), limit("cursor-page-rows-most"));
  const [before, after] = [query.text("before"), query.text("after")];
  if (before !== undefined && after !== undefined) throw new ApiError(400, ...BOTH_WAYS);
  const rest = rows.filter(
    (row) => (after === undefined || row.id > after) && (before === undefined || row.id < before),
  );
  const entities = before === undefined ? rest.slice(0, pageSize) : rest.slice(-pageSize);
  const [first, last] = [entities[0]?.id, entities.at(-1)?.id];
  const uri = (cursor: Record<string, string | undefined>) =>
    `${path}?${query.with({ pageSize, before: undefined, after: undefined, ...cursor })}`;
  return {
    entities: entities.map(toEntity),
    selfUri: `${path}?${query}`,
    ...(last !== undefined && rows.some(({ id }) => id > last) ? { nextUri: uri({ after: last }) } : {}),
    ...(first !== undefined && rows.some(({ id }) => id < first) ? { previousUri: uri({ before: first }) } : {}),
  };
}
