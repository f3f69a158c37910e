/**
 * How often each client called each operation of an org on each day, as the org itself counted: the common input of whatever looks at use. Days are
 * UTC and whole, as the org counts them; the present day is never in it. It has no secrets, and everything that could not be read says why.
 */
import { z } from "zod";

/** Raised when a reader of the old form would misread the new one. */
export const USAGE_VERSION = 1;

const count = z.number().int().min(0);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** Requests of one client, for one user, to one operation on one day. Each such key stands once in a reading. */
const row = z.strictObject({
  /** `YYYY-MM-DD`, in UTC. */
  day,
  /** Id in lower case; empty where the org named no client. */
  client: z.string(),
  /** Id of the user for whom the client called, in lower case; empty for a client that acts by itself, and where the org told no users (`users`). */
  user: z.string(),
  /** In capitals. */
  method: z.string(),
  /** The path with placeholders, `/api/v2/users/{userId}`: with the method it is the key of the catalogue's operations. As the org wrote it otherwise. */
  path: z.string(),
  requests: count,
  /** Answered with 2xx, 3xx, 4xx, 5xx; 429 is counted within `status400` as well. */
  status200: count,
  status300: count,
  status400: count,
  status429: count,
  status500: count,
});

/** Whole days, the last one included. */
const usageWindow = z.strictObject({ from: day, to: day, days: z.number().int().min(1) });

export const usageSchema = z.strictObject({
  formatVersion: z.literal(USAGE_VERSION),
  organization: z.strictObject({ id: z.string(), name: z.string() }),
  /** The client that read it: its own calls are counted too. */
  readBy: z.strictObject({ clientId: z.string() }),
  /** The org's clock at the start of the reading, ISO 8601 in UTC. */
  readAt: z.string(),
  window: usageWindow,
  /** What was asked: the usage of the org, or of single clients only. */
  scope: z.union([z.literal("organization"), z.strictObject({ clients: z.array(z.string()) })]),
  /** Which days were read, by which API of the vendor; a day that is in none of them was not read. */
  read: z.array(
    z.strictObject({
      from: day,
      to: day,
      /** `jobs`: aggregates with cursors. `query`: the older one, all rows at once. */
      api: z.enum(["jobs", "query"]),
      /** The path that was asked, and what the org called the execution. */
      path: z.string(),
      execution: z.string(),
      rows: count,
      /** Whether rows tell users apart. */
      users: z.boolean(),
    }),
  ),
  /** What was not read: a span of days, the client where it is about one alone, and one sentence why. Empty: everything was read. */
  missing: z.array(z.strictObject({ from: day, to: day, client: z.string().optional(), reason: z.string() })),
  /** Sorted by day, client, user, path and method. */
  rows: z.array(row),
});

export type Usage = z.infer<typeof usageSchema>;
export type UsageRow = z.infer<typeof row>;
export type UsageWindow = z.infer<typeof usageWindow>;

/** Whatever stands on an incomplete reading says so and does not end with 0. */
export function isUsageComplete({ missing }: Pick<Usage, "missing">): boolean {
  return missing.length === 0;
}
