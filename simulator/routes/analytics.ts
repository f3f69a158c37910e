/** Analytics queries over conversations: details and aggregates. */
import { z } from "zod";
import { maybe, readBody } from "../http/body.ts";
import { readInterval, within } from "../http/interval.ts";
import type { Conversation } from "../org/orgData.ts";
import type { Call, RouteTable } from "../route.ts";
import { dimensionsOf, FilterBody, passes } from "./analyticsFilter.ts";
import { placeOf, sees } from "./rows.ts";

export const analyticsRoutes: RouteTable = {
  "POST /api/v2/analytics/conversations/details/query": queryDetails,
  "POST /api/v2/analytics/conversations/aggregates/query": queryAggregates,
};

const DetailsBody = z.looseObject({
  interval: z.string(),
  order: maybe(z.enum(["asc", "desc"])),
  paging: maybe(z.looseObject({ pageSize: z.number().int().min(1).max(100), pageNumber: z.number().int().min(1) })),
  conversationFilters: maybe(z.array(FilterBody)),
  segmentFilters: maybe(z.array(FilterBody)),
});
const AggregatesBody = z.looseObject({
  interval: z.string(),
  metrics: z.array(z.string()).min(1),
  groupBy: maybe(z.array(z.string())),
  filter: maybe(FilterBody),
});

/** Conversations that started in the interval, in the caller's divisions. With `agentConversationDetail` alone a user sees the own ones. */
function queryDetails(call: Call): unknown {
  const { interval, paging, order, ...filters } = readBody(DetailsBody, call.body);
  const rows = inInterval(call, interval)
    .filter((row) => seesDetail(call, row))
    .filter((row) =>
      [...(filters.conversationFilters ?? []), ...(filters.segmentFilters ?? [])].every((it) => passes(it, row)),
    );
  if (order === "desc") rows.reverse();
  const { pageSize, pageNumber } = paging ?? { pageSize: 100, pageNumber: 1 };
  const shown = rows.slice((pageNumber - 1) * pageSize, pageNumber * pageSize);
  // The vendor leaves `conversations` out when there are none.
  return {
    ...(shown.length > 0 ? { conversations: shown.map((row) => detailEntity(call, row)) } : {}),
    totalHits: rows.length,
  };
}

function seesDetail(call: Call, row: Conversation): boolean {
  if (sees(call, placeOf(row), ["analytics:conversationDetail:view"])) return true;
  return row.userId === call.caller.userId && sees(call, placeOf(row), ["analytics:agentConversationDetail:view"]);
}

/** Counts of conversations (`nConnected`, `nOffered`, … all count the same rows here) and their total handling time, per group. */
function queryAggregates(call: Call): unknown {
  const { interval, metrics, groupBy = [], filter } = readBody(AggregatesBody, call.body);
  const rows = inInterval(call, interval)
    .filter((row) => sees(call, placeOf(row)))
    .filter((row) => filter === undefined || passes(filter, row));
  const groups = Map.groupBy(rows, (row) => JSON.stringify(groupBy.map((name) => dimensionsOf(row)[name]?.[0] ?? "")));
  const results = [...groups].map(([key, members]) => {
    const values: unknown[] = JSON.parse(key);
    const group = Object.fromEntries(groupBy.map((name, index) => [name, values[index]]));
    return { group, data: [{ interval, metrics: metrics.map((metric) => measure(metric, members)) }] };
  });
  return { results };
}

function measure(metric: string, rows: readonly Conversation[]): unknown {
  if (!metric.startsWith("t")) return { metric, stats: { count: rows.length } };
  const times = rows.map(({ start, end }) => Date.parse(end) - Date.parse(start));
  const sum = times.reduce((total, time) => total + time, 0);
  return { metric, stats: { count: rows.length, sum, min: Math.min(...times), max: Math.max(...times) } };
}

function inInterval({ org }: Call, interval: string): Conversation[] {
  const span = readInterval(interval);
  return org.data.conversations
    .filter(({ start }) => within(span, start))
    .sort((a, b) => Date.parse(a.start) - Date.parse(b.start));
}

/** One agent and one segment per conversation: enough to see who, where and when. Names are not here: that takes other permissions. */
function detailEntity({ org }: Call, row: Conversation): unknown {
  const { id, start, end, divisionIds, userId, queueId, mediaType } = row;
  const segment = { segmentStart: start, segmentEnd: end, segmentType: "interact", queueId, conference: false };
  return {
    conversationId: id,
    conversationStart: start,
    conversationEnd: end,
    originatingDirection: "inbound",
    divisionIds,
    participants: [
      {
        participantId: id,
        participantName: org.user(userId)?.name ?? "",
        purpose: "agent",
        userId,
        sessions: [{ sessionId: id, mediaType, direction: "inbound", segments: [segment] }],
      },
    ],
  };
}
