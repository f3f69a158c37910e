/** Grants seen and changed from the role's side. */
import { z } from "zod";
import { readBody } from "../http/body.ts";
import { ApiError, notFound } from "../http/errors.ts";
import { page } from "../http/paging.ts";
import {
  addGrants,
  removeGrants,
  requireGrantRight,
  requireGrantRoom,
  requirePairs,
  requireSubject,
} from "../org/grants.ts";
import type { Grant } from "../org/orgData.ts";
import type { Call, RouteTable } from "../route.ts";
import { divisionEntity, usersHolding } from "./entities.ts";
import { requireRole } from "./roles.ts";
import { subjectType } from "./subjects.ts";

export const roleGrantRoutes: RouteTable = {
  "POST /api/v2/authorization/roles/{roleId}": grantToMany,
  "GET /api/v2/authorization/roles/{roleId}/subjectgrants": listSubjects,
  "GET /api/v2/authorization/roles/{roleId}/users": listUsers,
  "PUT /api/v2/authorization/roles/{roleId}/users/add": addUsers,
  "PUT /api/v2/authorization/roles/{roleId}/users/remove": removeUsers,
};

const ManyBody = z.object({ subjectIds: z.array(z.string()), divisionIds: z.array(z.string()) });
const Ids = z.array(z.string());

const INVALID_TYPE = new ApiError(400, "invalid.subject.type", "Bad request, invalid subject type");

/** Every subject in every division: the cross product. */
function grantToMany(call: Call): undefined {
  const { org, caller } = call;
  const { id: roleId } = requireRole(call);
  const { subjectIds, divisionIds } = readBody(ManyBody, call.body);
  const [type, pairs] = [subjectType(call, INVALID_TYPE), divisionIds.map((divisionId) => ({ roleId, divisionId }))];
  requirePairs(org, pairs);
  requireGrantRight(org, caller.subjectId, "add", pairs);
  for (const id of subjectIds) requireSubject(org, { type, id });
  for (const id of subjectIds) requireGrantRoom(org, id, pairs, call.switches);
  for (const id of subjectIds) addGrants(org, { type, id }, pairs);
}

function listSubjects(call: Call): unknown {
  const { org, query, path } = call;
  const { id } = requireRole(call);
  const grants = org.data.grants.filter(({ roleId }) => roleId === id);
  const subjects = [...new Map(grants.map((it) => [it.subjectId, it])).values()];
  return page(path, query, subjects, (subject) => subjectEntity(call, subject, grants));
}

function subjectEntity({ org }: Call, { subjectId: id, subjectType: type }: Grant, grants: readonly Grant[]): unknown {
  const name = org.user(id)?.name ?? org.group(id)?.name ?? org.client(id)?.name ?? "";
  const divisions = grants
    .filter(({ subjectId }) => subjectId === id)
    .map(({ divisionId }) => divisionEntity(org, divisionId));
  return { id, name, divisions, type, selfUri: `/api/v2/authorization/subjects/${id}` };
}

function listUsers(call: Call): unknown {
  const ids = usersHolding(call.org, requireRole(call).id);
  return page(call.path, call.query, ids, (id) => ({ id, selfUri: `/api/v2/users/${id}` }));
}

/** No division is named, so the grant is made in the home division (inferred: the API's default elsewhere). */
function addUsers(call: Call): unknown {
  const { org, caller } = call;
  const ids = readBody(Ids, call.body);
  const pairs = [{ roleId: requireRole(call).id, divisionId: org.homeDivision.id }];
  for (const id of ids) requireSubject(org, { type: "PC_USER", id });
  requireGrantRight(org, caller.subjectId, "add", pairs);
  for (const id of ids) addGrants(org, { type: "PC_USER", id }, pairs);
  return ids;
}

/** Takes the role from the users in every division. */
function removeUsers(call: Call): unknown {
  const { org, caller } = call;
  const ids = readBody(Ids, call.body);
  const { id: roleId } = requireRole(call);
  const unknown = ids.find((id) => org.user(id) === undefined);
  if (unknown !== undefined) throw notFound("user", unknown);
  const going = ids.flatMap((id) => org.grantsOf(id)).filter((it) => it.roleId === roleId);
  requireGrantRight(org, caller.subjectId, "delete", going);
  for (const id of ids) removeGrants(org, id, going);
  return ids;
}
