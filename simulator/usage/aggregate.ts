/** The rows of a usage query: counts added up by its groups and its days, weeks or months. */
import { NOTHING, type UsageCount } from "./counts.ts";
import type { UsageQuery, UsageStore } from "./store.ts";

export function aggregate({ counts }: UsageStore, query: UsageQuery): UsageCount[] {
  const { span, clientId, filters, groupBy } = query;
  const rows = new Map<string, UsageCount>();
  for (const count of counts.between(span.from, span.to)) {
    if (clientId !== undefined && count.clientId !== clientId) continue;
    if (!passes(filters, count)) continue;
    const shown = groupBy.has("OauthClientId") || groupBy.has("OauthClientName") || clientId !== undefined;
    const key = {
      day: startOf(query, count.day),
      clientId: shown ? count.clientId : "",
      userId: groupBy.has("UserId") ? count.userId : "",
      method: groupBy.has("HttpMethod") ? count.method : "",
      path: groupBy.has("TemplateUri") ? count.path : "",
    };
    const text = JSON.stringify(Object.values(key));
    const row = rows.get(text) ?? { ...key, ...NOTHING };
    rows.set(text, row);
    for (const field of Object.keys(NOTHING) as (keyof typeof NOTHING)[]) row[field] += count[field];
  }
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

function passes({ clientIds, userIds, methods, paths }: UsageQuery["filters"], count: UsageCount): boolean {
  const among = (wanted: readonly string[] | undefined, value: string) => !wanted?.length || wanted.includes(value);
  return (
    among(clientIds, count.clientId) &&
    among(userIds, count.userId) &&
    among(methods, count.method) &&
    among(paths, count.path)
  );
}

const DAY_MS = 86_400_000;

/** The day that stands for it in the rows: without a granularity the first of the interval. Weeks begin on Monday, which no source says. */
function startOf({ granularity, span }: UsageQuery, day: string): string {
  if (granularity === "Day") return day;
  if (granularity === "Month") return `${day.slice(0, 7)}-01`;
  if (granularity === undefined) return new Date(span.from).toISOString().slice(0, 10);
  const time = Date.parse(day);
  return new Date(time - ((new Date(time).getUTCDay() + 6) % 7) * DAY_MS).toISOString().slice(0, 10);
}
