/** Queues and the wrap-up codes in them. */
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { requireInDivision } from "../access/authoriser.ts";
import { maybe, readBody } from "../http/body.ts";
import { ApiError, badRequest, notFound } from "../http/errors.ts";
import { page } from "../http/paging.ts";
import type { Org } from "../org/org.ts";
import type { Queue } from "../org/orgData.ts";
import { type Call, param, type RouteTable } from "../route.ts";
import { divisionReference } from "./entities.ts";
import { requireSight, sees } from "./rows.ts";
import { wrapupCodeEntity } from "./wrapupCodes.ts";

export const queueRoutes: RouteTable = {
  "GET /api/v2/routing/queues": listQueues,
  "POST /api/v2/routing/queues": createQueue,
  "GET /api/v2/routing/queues/{queueId}": (call) => queueEntity(call.org, requireQueue(call)),
  "PUT /api/v2/routing/queues/{queueId}": updateQueue,
  "DELETE /api/v2/routing/queues/{queueId}": deleteQueue,
  "GET /api/v2/routing/queues/{queueId}/members": listMembers,
  "GET /api/v2/routing/queues/{queueId}/wrapupcodes": listCodes,
  "POST /api/v2/routing/queues/{queueId}/wrapupcodes": addCodes,
  "DELETE /api/v2/routing/queues/{queueId}/wrapupcodes/{codeId}": removeCode,
};

const QueueBody = z.looseObject({
  name: z.string().trim().min(1),
  description: maybe(z.string()),
  division: maybe(z.looseObject({ id: maybe(z.string()) })),
});
const CodesBody = z.array(z.looseObject({ id: z.string() }));
/** Set by the org alone. */
const OWN_FIELDS = new Set(["id", "name", "description", "division", "selfUri", "dateCreated", "dateModified"]);

function listQueues(call: Call): unknown {
  const { org, query, path } = call;
  const [ids, divisionIds] = [query.list("id"), query.list("divisionId")];
  const name = query.text("name")?.toLowerCase().replaceAll("*", "");
  const found = org.data.queues
    .filter(({ divisionId }) => sees(call, { divisionIds: [divisionId] }))
    .filter(({ id }) => ids.length === 0 || ids.includes(id))
    .filter(({ divisionId }) => divisionIds.length === 0 || divisionIds.includes(divisionId))
    .filter((it) => name === undefined || it.name.toLowerCase().includes(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return page(path, query, found, (queue) => queueEntity(org, queue));
}

function createQueue(call: Call): unknown {
  const { org, caller } = call;
  const { name, description, division, ...rest } = readBody(QueueBody, call.body);
  const divisionId = division?.id ?? org.homeDivision.id;
  if (org.division(divisionId) === undefined) throw notFound("division", divisionId);
  requireInDivision(org, caller.subjectId, "routing:queue:add", [divisionId]);
  requireFreeName(org, name);
  const queue: Queue = {
    id: randomUUID(),
    name,
    divisionId,
    description: description ?? "",
    settings: settingsOf(rest),
  };
  org.data.queues.push(queue);
  return queueEntity(org, queue);
}

function updateQueue(call: Call): unknown {
  const { org } = call;
  const queue = requireQueue(call);
  const { name, description, division: _, ...rest } = readBody(QueueBody, call.body);
  if (name !== queue.name) requireFreeName(org, name);
  Object.assign(queue, {
    name,
    description: description ?? "",
    settings: { ...queue.settings, ...settingsOf(rest) },
  });
  return queueEntity(org, queue);
}

/** `forceDelete` is for queues in use by flows, of which this org has none. Finished interactions keep the queue's id. */
function deleteQueue(call: Call): undefined {
  const { id } = requireQueue(call);
  call.org.data.queues = call.org.data.queues.filter((queue) => queue.id !== id);
}

/** Nobody is a member of a queue here; who reads a queue asks for its members as well. */
function listMembers(call: Call): unknown {
  requireQueue(call);
  return page(call.path, call.query, [], () => undefined);
}

function listCodes(call: Call): unknown {
  const { org, query, path } = call;
  const { wrapupCodeIds = [] } = requireQueue(call);
  const codes = org.data.wrapupCodes.filter(({ id }) => wrapupCodeIds.includes(id));
  return page(path, query, codes, (code) => wrapupCodeEntity(org, code));
}

function addCodes(call: Call): unknown {
  const { org } = call;
  const queue = requireQueue(call);
  const ids = readBody(CodesBody, call.body).map(({ id }) => id);
  const unknown = ids.find((id) => !org.data.wrapupCodes.some((code) => code.id === id));
  if (unknown !== undefined) throw badRequest(`There is no wrap-up code with id ${unknown}.`);
  queue.wrapupCodeIds = [...new Set([...(queue.wrapupCodeIds ?? []), ...ids])];
  return org.data.wrapupCodes.filter(({ id }) => ids.includes(id)).map((code) => wrapupCodeEntity(org, code));
}

function removeCode(call: Call): undefined {
  const queue = requireQueue(call);
  const codeId = param(call, "codeId");
  if (!queue.wrapupCodeIds?.includes(codeId)) throw notFound("wrap-up code of the queue", codeId);
  queue.wrapupCodeIds = queue.wrapupCodeIds.filter((id) => id !== codeId);
}

function requireQueue(call: Call): Queue {
  const id = param(call, "queueId");
  const queue = call.org.data.queues.find((it) => it.id === id);
  if (queue === undefined) throw notFound("queue", id);
  requireSight(call, { divisionIds: [queue.divisionId] });
  return queue;
}

/** Names of queues are unique in the vendor's console; that the API answers so is inferred. */
function requireFreeName(org: Org, name: string): void {
  if (org.data.queues.some((queue) => queue.name.toLowerCase() === name.toLowerCase()))
    throw new ApiError(409, "general.conflict", `A queue with the name ${name} already exists.`);
}

function settingsOf(rest: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(rest).filter(([key, value]) => !OWN_FIELDS.has(key) && value != null));
}

function queueEntity(org: Org, { id, name, description, divisionId, settings }: Queue): unknown {
  return {
    ...settings,
    id,
    name,
    description,
    division: divisionReference(org, divisionId),
    selfUri: `/api/v2/routing/queues/${id}`,
  };
}
