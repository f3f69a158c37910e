/** Rows of both usage APIs, as the model has them. */
import { z } from "zod";
import type { UsageRow } from "../../../access/usage/model.ts";

/** The org took the question and gave no whole answer. */
export class NotCounted extends Error {}

/** There are more rows than one answer takes: a shorter span may fit. */
export class TooManyRows extends NotCounted {}

export const wireCounted = z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER).nullish();
export const wireText = z.string().max(2000).nullish();

export interface WireRow {
  readonly date?: string | null | undefined;
  readonly client?: string | null | undefined;
  readonly user?: string | null | undefined;
  readonly method?: string | null | undefined;
  readonly path?: string | null | undefined;
  readonly requests?: number | null | undefined;
  readonly status200?: number | null | undefined;
  readonly status300?: number | null | undefined;
  readonly status400?: number | null | undefined;
  readonly status429?: number | null | undefined;
  readonly status500?: number | null | undefined;
}

/** @throws NotCounted for a row that does not say its day */
export function rowOf(row: WireRow): UsageRow {
  const day = /^\d{4}-\d{2}-\d{2}(?=$|T)/.exec(row.date ?? "")?.[0];
  if (day === undefined) throw new NotCounted("The org gave counts that do not say of which day they are");
  const [status200, status300, status500] = [row.status200 ?? 0, row.status300 ?? 0, row.status500 ?? 0];
  const status429 = row.status429 ?? 0;
  const status400 = Math.max(row.status400 ?? 0, status429);
  return {
    day,
    client: (row.client ?? "").toLowerCase(),
    user: (row.user ?? "").toLowerCase(),
    method: (row.method ?? "").toUpperCase(),
    path: row.path ?? "",
    requests: row.requests ?? status200 + status300 + status400 + status500,
    status200,
    status300,
    status400,
    status429,
    status500,
  };
}

const COUNTS = ["requests", "status200", "status300", "status400", "status429", "status500"] as const;

/** One row for each key: platforms and other groups that nobody asked for are added up. Sorted by key. */
export function addedUp(rows: Iterable<UsageRow>): UsageRow[] {
  const sums = new Map<string, UsageRow>();
  for (const row of rows) {
    const key = [row.day, row.client, row.user, row.path, row.method].join("\u0000");
    const before = sums.get(key);
    const sum = before ? Object.fromEntries(COUNTS.map((name) => [name, before[name] + row[name]])) : {};
    sums.set(key, { ...row, ...sum });
  }
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}
