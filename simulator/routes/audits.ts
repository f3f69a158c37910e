/** The org's audit: queries that are computed in the background, those that are answered at once for the last two weeks, and what can be asked for. */
import { z } from "zod";
import type { AuditEntry } from "../audit/entry.ts";
import { type AuditQuery, actorOf, entriesFor, FILTERS, requireQuestion } from "../audit/queries.ts";
import { SERVICES } from "../audit/services.ts";
import { maybe, readBody } from "../http/body.ts";
import { badRequest, invalidQuery, notFound } from "../http/errors.ts";
import { readInterval } from "../http/interval.ts";
import { Accepted, type Call, param, type RouteTable } from "../route.ts";

export const auditRoutes: RouteTable = {
  "POST /api/v2/audits/query": startQuery,
  "GET /api/v2/audits/query/servicemapping": ({ switches }) => mapping(switches.auditServices),
  "GET /api/v2/audits/query/{transactionId}": readState,
  "GET /api/v2/audits/query/{transactionId}/results": readResults,
  "POST /api/v2/audits/query/realtime": queryNow,
  "POST /api/v2/audits/query/realtime/related": queryRelated,
  "GET /api/v2/audits/query/realtime/servicemapping": (call) => {
    requireRealtime(call);
    return mapping(call.switches.auditRealtimeServices);
  },
};

const DAY_MS = 86_400_000;
/** By the vendor's description of the operation. */
const REALTIME_DAYS = 14;
/** By the vendor's contract, of the results of a query; that the synchronous one has the same is inferred. */
const [PAGE_SIZE, MOST_OF_A_PAGE] = [25, 500];

const Sort = z.looseObject({
  name: z.enum(["Timestamp"]),
  sortOrder: z
    .string()
    .toLowerCase()
    .pipe(z.enum(["ascending", "descending"])),
});
const QueryBody = z.looseObject({
  interval: z.string(),
  serviceName: maybe(z.string()),
  filters: maybe(z.array(z.looseObject({ property: z.enum(FILTERS), value: z.string() }))),
  sort: maybe(z.array(Sort)),
});
const RealtimeBody = QueryBody.extend({
  pageNumber: maybe(z.number().int().min(1)),
  pageSize: maybe(z.number().int().min(1).max(MOST_OF_A_PAGE)),
});
const RelatedBody = z.looseObject({ auditId: z.string(), trustorOrgId: maybe(z.string()), sort: maybe(z.array(Sort)) });

function startQuery(call: Call): unknown {
  const { switches, auditQueries } = call;
  const question = readBody(QueryBody, call.body);
  requireQuestion(question, switches.auditServices);
  const query = auditQueries.start(call, question);
  return stateAnswer(call, query);
}

function readState(call: Call): unknown {
  const query = requireQuery(call);
  const answer = stateAnswer(call, query);
  query.polls += 1;
  return answer;
}

function stateAnswer(call: Call, query: AuditQuery): unknown {
  const { id, startDate, question } = query;
  const { interval, serviceName, filters = [], sort = [] } = question;
  const state = stateOf(call, query);
  const answer = { id, state, startDate, interval, serviceName, filters, sort };
  return state === "Queued" || state === "Running" ? new Accepted(answer) : answer;
}

function stateOf({ switches }: Call, { polls }: AuditQuery): string {
  if (polls < switches.auditPolls) return polls === 0 ? "Queued" : "Running";
  return switches.auditQueries === "failing" ? "Failed" : "Succeeded";
}

/** Of a large set the vendor gives an address in place of the entries; this one leads nowhere. */
function readResults(call: Call): unknown {
  const { query: asked, switches } = call;
  const query = requireQuery(call);
  if (stateOf(call, query) !== "Succeeded") throw badRequest(`The query ${query.id} has no results.`);
  const pageSize = asked.count("pageSize", PAGE_SIZE, MOST_OF_A_PAGE);
  const { id, found } = query;
  if (switches.auditRowsMost > 0 && found.length > switches.auditRowsMost)
    return { id, pageSize, downloadUrl: `https://downloads.embedded.example/audits/${id}` };
  const from = offsetOf(asked.text("cursor"));
  const next = from + pageSize;
  return {
    id,
    pageSize,
    ...(next < found.length && { cursor: cursorAt(next) }),
    entities: found.slice(from, next).map((entry) => auditEntity(call, entry)),
  };
}

function cursorAt(offset: number): string {
  return Buffer.from(`from ${offset}`).toString("base64");
}

function offsetOf(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  const offset = /^from (\d+)$/.exec(Buffer.from(cursor, "base64").toString())?.[1];
  if (offset === undefined) throw invalidQuery("cursor", cursor);
  return Number(offset);
}

/** What is older than the two weeks is left out without a word, as the vendor's description reads. */
function queryNow(call: Call): unknown {
  requireRealtime(call);
  const { org, switches } = call;
  const { pageNumber = 1, pageSize = PAGE_SIZE, ...question } = readBody(RealtimeBody, call.body);
  requireQuestion(question, switches.auditRealtimeServices);
  const span = readInterval(question.interval);
  const since = org.now() - REALTIME_DAYS * DAY_MS;
  const recent = { from: Math.max(span.from, since), to: span.to };
  const found = entriesFor(call, question, switches.auditRealtimeServices, recent);
  const from = (pageNumber - 1) * pageSize;
  return {
    entities: found.slice(from, from + pageSize).map((entry) => auditEntity(call, entry)),
    pageSize,
    pageNumber,
    total: found.length,
    pageCount: Math.ceil(found.length / pageSize),
  };
}

/** All entries of the action that made the named one. */
function queryRelated(call: Call): unknown {
  requireRealtime(call);
  const { audit, org, switches } = call;
  const { auditId } = readBody(RelatedBody, call.body);
  const named = audit.entries.find(({ id }) => id === auditId);
  if (named === undefined) throw notFound("audit", auditId);
  const span = { from: org.now() - REALTIME_DAYS * DAY_MS, to: org.now() + 1 };
  const found = entriesFor(call, { interval: "" }, switches.auditRealtimeServices, span);
  const related = found.filter(({ transactionId }) => transactionId === named.transactionId);
  return { entities: related.map((entry) => auditEntity(call, entry)) };
}

/** An org may not have it, as one of before 2021. */
function requireRealtime({ switches, path }: Call): void {
  if (switches.auditRealtime === "absent") throw notFound("path", path);
}

function requireQuery(call: Call): AuditQuery {
  const id = param(call, "transactionId");
  const query = call.auditQueries.query(id);
  if (query === undefined) throw notFound("audit query", id);
  return query;
}

function mapping(names: readonly string[]): unknown {
  return { services: names.map((name) => ({ name, entities: SERVICES[name] ?? [] })) };
}

/** The name of a user comes with `expand=user` only. */
function auditEntity({ org, query }: Call, entry: AuditEntry): unknown {
  const { id, eventDate, serviceName, entityType, entity, action, level, status } = entry;
  const { clientId, remoteIp, application, operation, transactionId, initiator } = entry;
  const userId = actorOf(entry);
  const userName = org.data.users.find((it) => it.id === userId)?.name;
  const text = `${entityType} ${entity.name}: ${action}`;
  return {
    id,
    ...(userId !== undefined && {
      userHomeOrgId: org.data.organization.id,
      user: {
        id: userId,
        ...(query.list("expand").includes("user") && userName !== undefined && { name: userName }),
        selfUri: `/api/v2/users/${userId}`,
      },
    }),
    ...(clientId !== undefined && { client: { id: clientId, selfUri: `/api/v2/oauth/clients/${clientId}` } }),
    ...(remoteIp.length > 0 && { remoteIp }),
    serviceName,
    level,
    eventDate,
    message: { message: text, messageWithParams: text, messageParams: {} },
    action,
    entity,
    entityType,
    status,
    ...(application !== undefined && { application }),
    initiatingAction: { transactionId, actionContext: operation ?? "release" },
    transactionInitiator: initiator,
    propertyChanges: entry.propertyChanges,
    entityChanges: entry.entityChanges,
    context: {},
  };
}
