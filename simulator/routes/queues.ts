/** Queues, read-only. */
import { notFound } from "../http/errors.ts";
import { page } from "../http/paging.ts";
import type { Org } from "../org/org.ts";
import type { Queue } from "../org/orgData.ts";
import { type Call, param, type RouteTable } from "../route.ts";
import { divisionReference } from "./entities.ts";
import { requireSight, sees } from "./rows.ts";

export const queueRoutes: RouteTable = {
  "GET /api/v2/routing/queues": listQueues,
  "GET /api/v2/routing/queues/{queueId}": getQueue,
};

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

function getQueue(call: Call): unknown {
  const id = param(call, "queueId");
  const queue = call.org.data.queues.find((it) => it.id === id);
  if (queue === undefined) throw notFound("queue", id);
  requireSight(call, { divisionIds: [queue.divisionId] });
  return queueEntity(call.org, queue);
}

function queueEntity(org: Org, { id, name, description, divisionId }: Queue): unknown {
  return {
    id,
    name,
    description,
    division: divisionReference(org, divisionId),
    selfUri: `/api/v2/routing/queues/${id}`,
  };
}
