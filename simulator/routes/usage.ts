/** API usage per client and of the whole org, counted from the simulator's own request log. */
import { z } from "zod";
import { maybe, readBody } from "../http/body.ts";
import { notFound } from "../http/errors.ts";
import { readInterval, within } from "../http/interval.ts";
import type { RequestLogEntry } from "../http/requestLog.ts";
import type { Client } from "../org/orgData.ts";
import { type Call, param, type RouteTable } from "../route.ts";

export const usageRoutes: RouteTable = {
  "POST /api/v2/oauth/clients/{clientId}/usage/query": startQuery,
  "GET /api/v2/oauth/clients/{clientId}/usage/summary": startSummary,
  "GET /api/v2/oauth/clients/{clientId}/usage/query/results/{executionId}": readResults,
  "POST /api/v2/usage/query": startOrgQuery,
  "GET /api/v2/usage/query/{executionId}/results": readOrgResults,
};

/** The metrics and groupings that a real org takes are not public; rows here are always per day, method and operation. */
const QueryBody = z.looseObject({ interval: z.string(), granularity: maybe(z.enum(["Day", "Week", "Month"])) });
const DAY_MS = 86_400_000;

function startQuery(call: Call): unknown {
  const { interval } = readBody(QueryBody, call.body);
  readInterval(interval);
  return execution(requireClient(call), interval);
}

/** Of all clients. Rows are per client alone, as `groupBy: [OAuthClientId]` asks for; what a real org answers to other groupings is not public. */
function startOrgQuery(call: Call): unknown {
  const { interval } = readBody(QueryBody, call.body);
  readInterval(interval);
  const executionId = Buffer.from(interval).toString("base64url");
  return { executionId, resultsUri: `/api/v2/usage/query/${executionId}/results` };
}

function readOrgResults(call: Call): unknown {
  const span = readInterval(Buffer.from(param(call, "executionId"), "base64url").toString("utf8"));
  const calls = call.log.filter(({ operation, at }) => operation !== undefined && within(span, at));
  const byClient = Map.groupBy(calls, ({ clientId }) => clientId ?? "");
  const rows = [...byClient].flatMap(([id, made]) => {
    const client = call.org.client(id);
    return client ? [usageRow(call, client, "", made)] : [];
  });
  return { queryStatus: "Complete", results: rows };
}

/** The last days up to now; 7 unless `days` says otherwise. */
function startSummary(call: Call): unknown {
  const [client, days] = [requireClient(call), call.query.count("days", 7, 366)];
  const now = call.org.now();
  return execution(client, `${new Date(now - days * DAY_MS).toISOString()}/${new Date(now + 1).toISOString()}`);
}

/** A real org computes in the background and is polled; here the id itself carries the question, and the result is there at once. */
function execution({ id }: Client, interval: string): unknown {
  const executionId = Buffer.from(interval).toString("base64url");
  return { executionId, resultsUri: `/api/v2/oauth/clients/${id}/usage/query/results/${executionId}` };
}

function readResults(call: Call): unknown {
  const client = requireClient(call);
  const span = readInterval(Buffer.from(param(call, "executionId"), "base64url").toString("utf8"));
  const calls = call.log.filter((it) => it.clientId === client.id && it.operation !== undefined && within(span, it.at));
  const groups = Map.groupBy(calls, ({ operation, at }) => `${operation} ${at.slice(0, 10)}`);
  return { queryStatus: "Complete", results: [...groups].map(([key, rows]) => usageRow(call, client, key, rows)) };
}

function usageRow({ org }: Call, client: Client, key: string, rows: readonly RequestLogEntry[]): unknown {
  const [httpMethod, templateUri, date] = key.split(" ");
  const count = (hundred: number) => rows.filter(({ status }) => Math.floor(status / 100) === hundred).length;
  return {
    clientId: client.id,
    clientName: client.name,
    organizationId: org.data.organization.id,
    templateUri,
    httpMethod,
    status200: count(2),
    status300: count(3),
    status400: count(4),
    status500: count(5),
    // A subset of status400.
    status429: rows.filter(({ status }) => status === 429).length,
    requests: rows.length,
    date,
  };
}

function requireClient(call: Call): Client {
  const client = call.org.client(param(call, "clientId"));
  if (client === undefined) throw notFound("OAuth client", param(call, "clientId"));
  return client;
}
