/** A past that an org starts with: calls as a file describes them, by day or as a load with a shape. */
import { readFileSync } from "node:fs";
import { z } from "zod";
import { findOperation } from "../catalogue/operations.ts";
import { DataFileError } from "../org/dataFileError.ts";
import type { OrgData } from "../org/orgData.ts";
import { DAYS_KEPT, dayText, type UsageCounts } from "./counts.ts";

/**
 * `steady`: every day alike. `weekdays`: a tenth of it on Saturdays and Sundays. `month-end`: fivefold on the last three days of a month. Each
 * day differs by up to 5 %, in every run alike.
 */
export const LOAD_SHAPES = ["steady", "weekdays", "month-end"] as const;
export type LoadShape = (typeof LOAD_SHAPES)[number];

const whole = z.number().int().min(0);
const daysAgo = z.number().int().min(1).max(DAYS_KEPT);
const call = {
  /** Id or name of a client; an id that the org does not have stands for one that is gone. */
  client: z.string().min(1),
  user: z.string().default(""),
  /** `GET /api/v2/users/{userId}`, as catalogue/operations.tsv has it. */
  operation: z.string(),
  /** The status that it was answered with. */
  status: z.number().int().min(200).max(599).default(200),
};

export const UsageSchema = z.strictObject({
  version: z.literal(1),
  /** Calls of single days. */
  days: z
    .array(
      z.strictObject({ ...call, day: z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "write YYYY-MM-DD"), requests: whole }),
    )
    .default([]),
  /** Calls of many days up to now, so that a file does not age. */
  loads: z
    .array(
      z.strictObject({
        ...call,
        shape: z.enum(LOAD_SHAPES),
        perDay: whole,
        firstDaysAgo: daysAgo.default(365),
        lastDaysAgo: daysAgo.default(1),
      }),
    )
    .default([]),
});
export type UsagePast = z.input<typeof UsageSchema>;

/** @throws DataFileError for a file that is no such past */
export function readUsageFile(file: string): UsagePast {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new DataFileError(file, `cannot be read as JSON (${(error as Error).message}).`);
  }
  const parsed = UsageSchema.safeParse(value);
  if (!parsed.success) throw new DataFileError(file, `no usage for an org:\n${z.prettifyError(parsed.error)}\n`);
  const unknown = [...parsed.data.days, ...parsed.data.loads].find(({ operation }) => !isOperation(operation));
  if (unknown !== undefined)
    throw new DataFileError(
      file,
      `${JSON.stringify(unknown.operation)} is no operation: write "GET /api/v2/…" as catalogue/operations.tsv has it.`,
    );
  return parsed.data;
}

const DAY_MS = 86_400_000;

export function seedUsage(counts: UsageCounts, past: UsagePast, org: OrgData, now: number): void {
  const { days, loads } = UsageSchema.parse(past);
  const ids = new Map(org.clients.map(({ id, name }) => [name, id]));
  const keyOf = ({ client, user, operation }: { client: string; user: string; operation: string }, day: string) => {
    const [method = "", path = ""] = operation.split(" ");
    return { day, clientId: ids.get(client) ?? client, userId: user, method, path };
  };
  for (const one of days) counts.seed(keyOf(one, one.day), one.status, one.requests);
  for (const [index, load] of loads.entries()) {
    for (let ago = load.firstDaysAgo; ago >= load.lastDaysAgo; ago--) {
      const day = dayText(now - ago * DAY_MS);
      counts.seed(keyOf(load, day), load.status, requestsOn(load.shape, load.perDay, day, index));
    }
  }
}

/** What a load of that shape calls on that day. */
export function requestsOn(shape: LoadShape, perDay: number, day: string, salt = 0): number {
  const time = Date.parse(day);
  const weekend = [0, 6].includes(new Date(time).getUTCDay());
  const lastDays = new Date(time + 3 * DAY_MS).getUTCDate() <= 3;
  const factor = (shape === "weekdays" && weekend && 0.1) || (shape === "month-end" && lastDays && 5) || 1;
  // Small whole numbers stay exact.
  return perDay < 20 ? Math.round(perDay * factor) : Math.round(perDay * factor * (1 + wobble(time / DAY_MS + salt)));
}

/** Between -0.05 and 0.05, and the same for the same day. */
function wobble(day: number): number {
  const mixed = Math.imul(Math.imul(day, 2_654_435_761) ^ (day >>> 3), 40_503) >>> 0;
  return ((mixed % 1001) - 500) / 10_000;
}

function isOperation(text: string): boolean {
  const [method = "", path = "", ...rest] = text.split(" ");
  return rest.length === 0 && findOperation(method, path)?.path === path;
}
