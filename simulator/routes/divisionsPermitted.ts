/** The divisions in which a subject holds a permission. */
import { permitsOf } from "../access/authoriser.ts";
import { ApiError } from "../http/errors.ts";
import { page } from "../http/paging.ts";
import type { Division } from "../org/orgData.ts";
import { type Call, param, type RouteTable } from "../route.ts";
import { fullDivision } from "./entities.ts";

export const divisionsPermittedRoutes: RouteTable = {
  "GET /api/v2/authorization/divisionspermitted/me": (call) => permitted(call, call.caller.subjectId).map(fullDivision),
  "GET /api/v2/authorization/divisionspermitted/paged/me": (call) => paged(call, call.caller.subjectId),
  "GET /api/v2/authorization/divisionspermitted/paged/{subjectId}": (call) => paged(call, param(call, "subjectId")),
};

function paged(call: Call, subjectId: string): unknown {
  const { path, query } = call;
  const everywhere = permits(call, subjectId).some(({ divisionId }) => divisionId === "*");
  return { ...page(path, query, permitted(call, subjectId), fullDivision), allDivsPermitted: everywhere };
}

/** The divisions in which the subject holds the permission of the query; all of them for a grant in `*`. */
function permitted(call: Call, subjectId: string): Division[] {
  const ids = permits(call, subjectId).map(({ divisionId }) => divisionId);
  const name = call.query.text("name")?.toLowerCase();
  return call.org.data.divisions
    .filter(({ id, deleted }) => !deleted && (ids.includes("*") || ids.includes(id)))
    .filter((it) => name === undefined || it.name.toLowerCase().includes(name));
}

function permits({ org, query }: Call, subjectId: string): ReturnType<typeof permitsOf> {
  const permission = query.text("permission");
  if (permission === undefined)
    throw new ApiError(400, "missing.permission.param", "Missing required permission parameter");
  return permitsOf(org, subjectId, permission);
}
