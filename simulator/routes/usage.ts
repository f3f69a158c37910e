/** API usage per client and of the whole org, by both generations of the API: queries by execution, and the newer jobs with cursors. */
import { z } from "zod";
import { maybe, readBody } from "../http/body.ts";
import { ApiError, badRequest, invalidValue, notFound } from "../http/errors.ts";
import { type Interval, readInterval } from "../http/interval.ts";
import type { Client } from "../org/orgData.ts";
import { Accepted, type Call, param, type RouteTable } from "../route.ts";
import { aggregate } from "../usage/aggregate.ts";
import type { UsageCount } from "../usage/counts.ts";
import { GRANULARITIES, GROUPINGS, type Grouping, type UsageQuery } from "../usage/store.ts";

export const usageRoutes: RouteTable = {
  "POST /api/v2/oauth/clients/{clientId}/usage/query": (call) => startQuery(call, requireClient(call)),
  "GET /api/v2/oauth/clients/{clientId}/usage/summary": startSummary,
  "GET /api/v2/oauth/clients/{clientId}/usage/query/results/{executionId}": (call) =>
    readResults(call, requireClient(call)),
  "POST /api/v2/usage/query": (call) => startQuery(call),
  "GET /api/v2/usage/query/{executionId}/results": (call) => readResults(call),
  "POST /api/v2/usage/aggregates/query/jobs": (call) => startJob(call),
  "GET /api/v2/usage/aggregates/query/jobs/{jobId}": (call) => readJob(call),
  "POST /api/v2/usage/client/{clientId}/aggregates/query/jobs": (call) => startJob(call, requireClient(call)),
  "GET /api/v2/usage/client/{clientId}/aggregates/query/jobs/{jobId}": (call) => readJob(call, requireClient(call)),
};

const DAY_MS = 86_400_000;
const METRICS = ["Status200", "Status300", "Status400", "Status500", "Status429", "Requests"] as const;

const granularity = maybe(z.enum(GRANULARITIES));
const texts = maybe(z.array(z.string()));

/** The groupings of the older API spell the client otherwise than the newer one does. */
const QueryBody = z.looseObject({
  interval: z.string(),
  granularity,
  metrics: maybe(z.array(z.enum(METRICS))),
  groupBy: maybe(z.array(z.enum(["OAuthClientId", "OrganizationId", "UserId", "TemplateUri", "HttpMethod"]))),
});

const JobBody = z.looseObject({
  interval: z.string(),
  granularity,
  metrics: maybe(z.array(z.enum(METRICS))),
  groupBy: maybe(z.array(z.enum(GROUPINGS))),
  oauthClientIds: texts,
  userIds: texts,
  httpMethods: texts,
  templateUris: texts,
});

const ORG_GROUPINGS: readonly Grouping[] = [
  "OauthClientName",
  "OauthClientId",
  "UserId",
  "HttpMethod",
  "TemplateUri",
  "Platform",
];
const CLIENT_GROUPINGS: readonly Grouping[] = ["OrganizationId", "HttpMethod", "TemplateUri", "Platform"];

/** Longest interval of a job, and how far back it may start. */
const MOST_DAYS = 90;
const DAYS_BACK = 366;

/** Without groups the answers are per operation for a client and per client for the org; what a real org makes of that is not public. */
function startQuery(call: Call, client?: Client): unknown {
  const body = readBody(QueryBody, call.body);
  const asked = body.groupBy?.map((one): Grouping => (one === "OAuthClientId" ? "OauthClientId" : one));
  if (client !== undefined && asked?.includes("UserId")) throw invalidValue("UserId groups the usage of an org only.");
  const groupBy = asked ?? (client ? (["HttpMethod", "TemplateUri"] as const) : (["OauthClientId"] as const));
  const span = readInterval(body.interval);
  return execution(call, span, body.granularity ?? (client ? "Day" : undefined), groupBy, client);
}

/** The last days up to now; 7 unless `days` says otherwise. */
function startSummary(call: Call): unknown {
  const [client, days] = [requireClient(call), call.query.count("days", 7, 366)];
  const now = call.org.now();
  return execution(call, { from: now - days * DAY_MS, to: now + 1 }, "Day", ["HttpMethod", "TemplateUri"], client);
}

function execution(
  { usage, switches }: Call,
  span: Interval,
  granularity: UsageQuery["granularity"],
  groupBy: readonly Grouping[],
  client?: Client,
): unknown {
  const about = client && { clientId: client.id };
  const { id } = usage.start({ api: "query", ...about, span, granularity, groupBy: new Set(groupBy), filters: {} });
  const resultsUri = client
    ? `/api/v2/oauth/clients/${client.id}/usage/query/results/${id}`
    : `/api/v2/usage/query/${id}/results`;
  const answer = { executionId: id, resultsUri };
  return switches.usagePolls > 0 ? new Accepted(answer) : answer;
}

/** All rows at once. That there are more is told by a cursor, with which nothing can be asked. */
function readResults(call: Call, client?: Client): unknown {
  const { usage, switches } = call;
  const query = requireQuery(call, "executionId", "query", client);
  if (query.polls++ < switches.usagePolls) return new Accepted({ queryStatus: "Running" });
  const rows = aggregate(usage, query);
  const most = switches.usageRowsMost;
  const more = most > 0 && rows.length > most;
  const results = (more ? rows.slice(0, most) : rows).map((row) => olderRow(call, query, row));
  return { queryStatus: "Complete", results, ...(more && { cursors: { after: String(most) } }) };
}

function olderRow({ org }: Call, query: UsageQuery, row: UsageCount): unknown {
  const { day, clientId, userId, method, path, ...counts } = row;
  const name = org.client(clientId)?.name;
  return {
    ...(clientId && { clientId }),
    ...(clientId && name !== undefined && { clientName: name }),
    organizationId: org.data.organization.id,
    ...(userId && { userId }),
    ...(path && { templateUri: path }),
    ...(method && { httpMethod: method }),
    ...counts,
    ...(query.granularity && { date: day }),
  };
}

function startJob(call: Call, client?: Client): unknown {
  const { usage, switches, org } = call;
  requireJobs(call);
  const body = readBody(JobBody, call.body);
  const span = readInterval(body.interval);
  if (span.to - span.from > MOST_DAYS * DAY_MS)
    throw new ApiError(400, "query.too.long", `The interval ${body.interval} is longer than ${MOST_DAYS} days.`);
  if (span.from < org.now() - DAYS_BACK * DAY_MS)
    throw badRequest(`The interval ${body.interval} starts more than a year ago.`);
  const allowed = client ? CLIENT_GROUPINGS : ORG_GROUPINGS;
  const wrong = body.groupBy?.find((one) => !allowed.includes(one));
  if (wrong !== undefined) throw invalidValue(`${wrong} is not one of ${allowed.join(", ")}.`);
  const { id } = usage.start({
    api: "jobs",
    ...(client && { clientId: client.id }),
    span,
    granularity: body.granularity,
    groupBy: new Set(body.groupBy ?? []),
    filters: {
      clientIds: body.oauthClientIds,
      userIds: body.userIds,
      methods: body.httpMethods,
      paths: body.templateUris,
    },
  });
  const answer = { id, resultsUri: jobPath(id, client) };
  return switches.usagePolls > 0 ? new Accepted(answer) : answer;
}

function jobPath(id: string, client: Client | undefined): string {
  return client
    ? `/api/v2/usage/client/${client.id}/aggregates/query/jobs/${id}`
    : `/api/v2/usage/aggregates/query/jobs/${id}`;
}

/** 202 until it is done, and for one that failed. */
function readJob(call: Call, client?: Client): unknown {
  const { usage, switches, query: asked } = call;
  requireJobs(call);
  const query = requireQuery(call, "jobId", "jobs", client);
  const polled = query.polls++;
  if (polled < switches.usagePolls) return new Accepted({ queryStatus: polled === 0 ? "Queued" : "Running" });
  const rows = aggregate(usage, query);
  const most = switches.usageRowsMost;
  if (most > 0 && rows.length > most)
    throw new ApiError(400, "max.response.size.reached", `The query has more than ${most} rows.`);
  if (switches.usageJobs === "failing") {
    const errorBody = { message: "The query failed.", code: "internal.server.error", status: 500 };
    return new Accepted({ queryStatus: "Failed", errorBody });
  }
  const [pageSize, from] = [asked.count("pageSize", 100, 1000), asked.count("after", 0)];
  const next = from + pageSize;
  return {
    queryStatus: "Succeeded",
    entities: rows.slice(from, next).map((row) => newerRow(query, row)),
    ...(next < rows.length && { nextUri: `${jobPath(query.id, client)}?${asked.with({ pageSize, after: next })}` }),
  };
}

function newerRow({ granularity }: UsageQuery, row: UsageCount): unknown {
  const { day, clientId, userId, method, path, requests, ...counts } = row;
  return {
    ...(granularity && { date: `${day}T00:00:00Z` }),
    ...(method && { httpMethod: method }),
    ...(path && { templateUri: path }),
    requestCount: requests,
    ...counts,
    ...(clientId && { oauthClient: { id: clientId } }),
    ...(userId && { user: { id: userId } }),
  };
}

/** An org of before the newer API does not know its paths. */
function requireJobs({ switches, path }: Call): void {
  if (switches.usageJobs === "absent") throw notFound("path", path);
}

function requireQuery(call: Call, name: string, api: UsageQuery["api"], client: Client | undefined): UsageQuery {
  const query = call.usage.query(param(call, name), api, client?.id);
  if (query === undefined) throw notFound("query", param(call, name));
  return query;
}

function requireClient(call: Call): Client {
  const client = call.org.client(param(call, "clientId"));
  if (client === undefined) throw notFound("OAuth client", param(call, "clientId"));
  return client;
}
