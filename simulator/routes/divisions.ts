/** Divisions: list, create, read, change, delete and restore, and the grants in one of them. */
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { requireInDivision } from "../access/authoriser.ts";
import { limit } from "../catalogue/limits.ts";
import { maybe, readBody } from "../http/body.ts";
import { ApiError, badRequest, nameTaken, notFound } from "../http/errors.ts";
import { cursorPage, page, shortPage } from "../http/paging.ts";
import type { Division } from "../org/orgData.ts";
import { type Call, param, type RouteTable } from "../route.ts";
import { objectCounts, strandsObjects } from "./divisionObjects.ts";
import { fullDivision, grantEntity } from "./entities.ts";
import { requireDivision } from "./requireDivision.ts";

export const divisionRoutes: RouteTable = {
  "GET /api/v2/authorization/divisions": listDivisions,
  "GET /api/v2/authorization/divisions/query": queryDivisions,
  "GET /api/v2/authorization/divisions/home": ({ org }) => fullDivision(org.homeDivision),
  "GET /api/v2/authorization/divisions/limit": ({ switches }) => switches.mostDivisions || DIVISION_LIMIT,
  "GET /api/v2/authorization/divisions/deleted": listDeleted,
  "POST /api/v2/authorization/divisions": createDivision,
  "GET /api/v2/authorization/divisions/{divisionId}": getDivision,
  "PUT /api/v2/authorization/divisions/{divisionId}": updateDivision,
  "DELETE /api/v2/authorization/divisions/{divisionId}": deleteDivision,
  "POST /api/v2/authorization/divisions/{divisionId}/restore": restoreDivision,
  "GET /api/v2/authorization/divisions/{divisionId}/grants": listGrants,
};

/** Unverified: the number that a real org answers. Enforced where the switch `mostDivisions` says another one. */
const DIVISION_LIMIT = 50;
/** `""` is what clients send for "no description", though the model calls it required; homeDivision is ignored on write. */
const DivisionBody = z.looseObject({ name: z.string().trim().min(1), description: maybe(z.string()) });

function listDivisions(call: Call): unknown {
  return page(call.path, call.query, matching(call), (it) => withCounts(call, it));
}

function queryDivisions(call: Call): unknown {
  const byId = matching(call).sort((a, b) => (a.id < b.id ? -1 : 1));
  return cursorPage(call.path, call.query, byId, fullDivision);
}

function matching({ org, query }: Call): Division[] {
  const [name, ids] = [query.text("name")?.toLowerCase().replaceAll("*", ""), query.list("id")];
  return org.data.divisions
    .filter(({ deleted }) => !deleted)
    .filter((it) => name === undefined || it.name.toLowerCase().includes(name))
    .filter(({ id }) => ids.length === 0 || ids.includes(id))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function listDeleted({ org, query, path }: Call): unknown {
  return page(
    path,
    query,
    org.data.divisions.filter(({ deleted }) => deleted),
    fullDivision,
  );
}

function createDivision(call: Call): unknown {
  const { org } = call;
  const { name, description } = readBody(DivisionBody, call.body);
  requireFreeName(call, name);
  const live = org.data.divisions.filter(({ deleted }) => !deleted).length;
  if (call.switches.mostDivisions > 0 && live >= call.switches.mostDivisions)
    throw new ApiError(400, "max.scopes.exceeded", "Too many divisions for organization.");
  const division: Division = {
    id: randomUUID(),
    name,
    description: description ?? "",
    homeDivision: false,
    deleted: false,
  };
  org.data.divisions.push(division);
  return fullDivision(division);
}

function getDivision(call: Call): unknown {
  return withCounts(call, requireDivision(call));
}

function updateDivision(call: Call): unknown {
  const division = requireDivision(call);
  const { name, description } = readBody(DivisionBody, call.body);
  if (name !== division.name) requireFreeName(call, name);
  Object.assign(division, { name, description: description ?? "" });
  return fullDivision(division);
}

/**
 * 400 while objects are inside, as the vendor's Terraform provider retries it; `force=true` (deprecated) strands them. The division's grants
 * go with it (unverified against a live org).
 */
function deleteDivision(call: Call): undefined {
  const { org, query } = call;
  const division = requireDivision(call);
  if (division.homeDivision) throw badRequest("The home division cannot be deleted.");
  if (strandsObjects(org, division.id) && !query.flag("force", false)) {
    throw new ApiError(
      400,
      "precondition.failure",
      `One or more preconditions was not met: the division ${division.name} contains objects.`,
    );
  }
  division.deleted = true;
  org.data.grants = org.data.grants.filter(({ divisionId }) => divisionId !== division.id);
}

function restoreDivision(call: Call): unknown {
  const id = param(call, "divisionId");
  const division = call.org.data.divisions.find((it) => it.id === id && it.deleted);
  if (division === undefined) throw notFound("deleted division", id);
  const { name, description } = readBody(DivisionBody.partial(), call.body ?? {});
  requireFreeName(call, name ?? division.name);
  Object.assign(division, {
    name: name ?? division.name,
    description: description ?? division.description,
    deleted: false,
  });
  return fullDivision(division);
}

/**
 * The vendor's error list for this operation has the codes of a missing permission in a division; that the right to see grants is asked for in the
 * division of the path, and in all for `*`, is inferred from them.
 */
function listGrants(call: Call): unknown {
  const { org, query, caller } = call;
  const id = param(call, "divisionId") === "*" ? "*" : requireDivision(call).id;
  requireInDivision(org, caller.subjectId, "authorization:grant:view", [id]);
  const grants = org.data.grants.filter(({ divisionId }) => divisionId === id);
  return shortPage(query, grants, (it) => grantEntity(org, it), limit("division-grants-page-rows-most"));
}

function withCounts({ org, query }: Call, division: Division): unknown {
  const counts = query.flag("objectCount", false) ? { objectCounts: objectCounts(org, division.id) } : {};
  return { ...fullDivision(division), ...counts };
}

function requireFreeName({ org, switches }: Call, name: string): void {
  const taken = org.data.divisions.some((it) => !it.deleted && it.name.toLowerCase() === name.toLowerCase());
  if (switches.uniqueNames && taken) throw nameTaken("division", name);
}
