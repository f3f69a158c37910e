/** Grants seen and changed from the subject's side: users, groups and clients. */
import { z } from "zod";
import { readBody } from "../http/body.ts";
import { ApiError, invalidQuery, notFound } from "../http/errors.ts";
import {
  addGrants,
  type RoleDivision,
  removeGrants,
  replaceGrants,
  requireGrantRight,
  requireGrantRoom,
  requirePairs,
  requireSubject,
  type Subject,
  subjectTypeOf,
} from "../org/grants.ts";
import type { Org } from "../org/org.ts";
import { type Grant, SUBJECT_TYPES } from "../org/orgData.ts";
import { type Call, param, type RouteTable } from "../route.ts";
import { grantEntity } from "./entities.ts";

export const subjectRoutes: RouteTable = {
  "GET /api/v2/authorization/subjects/me": (call) => subjectEntity(call, call.caller.subjectId),
  "GET /api/v2/authorization/subjects/rolecounts": roleCounts,
  "GET /api/v2/authorization/subjects/{subjectId}": getSubject,
  "POST /api/v2/authorization/subjects/{subjectId}/divisions/{divisionId}/roles/{roleId}": addOne,
  "DELETE /api/v2/authorization/subjects/{subjectId}/divisions/{divisionId}/roles/{roleId}": removeOne,
  "POST /api/v2/authorization/subjects/{subjectId}/bulkadd": bulkAdd,
  "POST /api/v2/authorization/subjects/{subjectId}/bulkremove": bulkRemove,
  "POST /api/v2/authorization/subjects/{subjectId}/bulkreplace": bulkReplace,
};

const PairsBody = z.object({ grants: z.array(z.object({ roleId: z.string(), divisionId: z.string() })) });

/**
 * `PC_USER` when absent, as the API documents it; an unknown value is a 400. The definition of the grant to many lists a code for it, those of
 * the others do not.
 */
export function subjectType({ query }: Call, refusal?: ApiError): Subject["type"] {
  const text = query.text("subjectType") ?? "PC_USER";
  const type = SUBJECT_TYPES.find((it) => it === text);
  if (type === undefined) throw refusal ?? invalidQuery("subjectType", text);
  return type;
}

function getSubject(call: Call): unknown {
  return subjectEntity(call, param(call, "subjectId"));
}

/** Own grants and, for a user, those of its groups, which keep the group's id as `subjectId`. */
function subjectEntity({ org, query }: Call, id: string): unknown {
  const type = subjectTypeOf(org, id);
  if (type === undefined) throw notFound("subject", id);
  const grants = org.effectiveGrantsOf(id);
  const shown = query.flag("includeDuplicates", false) ? grants : firstOfEach(grants);
  return {
    id,
    name: org.user(id)?.name ?? org.group(id)?.name ?? org.client(id)?.name ?? "",
    grants: shown.map((it) => grantEntity(org, it)),
    version: 1,
    selfUri: `/api/v2/authorization/subjects/${id}`,
  };
}

function firstOfEach(grants: readonly Grant[]): Grant[] {
  const byPair = new Map([...grants].reverse().map((it) => [`${it.roleId} ${it.divisionId}`, it]));
  return grants.filter((it) => byPair.get(`${it.roleId} ${it.divisionId}`) === it);
}

/** By the vendor's OpenAPI definition. */
const MOST_IDS = 100;

function roleCounts({ org, query }: Call): unknown {
  const count = (org: Org, id: string) => new Set(org.effectiveGrantsOf(id).map(({ roleId }) => roleId)).size;
  const ids = query.list("id");
  if (ids.length > MOST_IDS)
    throw new ApiError(400, "max.subject.ids", `Only ${MOST_IDS} subjects can be requested at a time.`);
  return Object.fromEntries(ids.map((id) => [id, count(org, id)]));
}

function addOne(call: Call): undefined {
  add(call, [pathPair(call)]);
}

function bulkAdd(call: Call): undefined {
  add(call, readBody(PairsBody, call.body).grants);
}

function add(call: Call, pairs: readonly RoleDivision[]): void {
  const subject = { type: subjectType(call), id: param(call, "subjectId") };
  requireSubject(call.org, subject);
  requirePairs(call.org, pairs);
  requireGrantRight(call.org, call.caller.subjectId, "add", pairs);
  requireGrantRoom(call.org, subject.id, pairs, call.switches);
  addGrants(call.org, subject, pairs);
}

/** 404 when there is no such grant: clients of the API ignore that status. */
function removeOne(call: Call): undefined {
  const { org, caller } = call;
  const [subjectId, pair] = [param(call, "subjectId"), pathPair(call)];
  requireGrantRight(org, caller.subjectId, "delete", [pair]);
  const held = org.grantsOf(subjectId).some((it) => it.roleId === pair.roleId && it.divisionId === pair.divisionId);
  if (!held) throw notFound("grant", `${subjectId}/${pair.divisionId}/${pair.roleId}`);
  removeGrants(org, subjectId, [pair]);
}

/** Fails as a whole when one role or division is already gone, which is why the vendor's Terraform provider avoids it. */
function bulkRemove(call: Call): undefined {
  const { org, caller } = call;
  const { grants } = readBody(PairsBody, call.body);
  const subjectId = param(call, "subjectId");
  if (subjectTypeOf(org, subjectId) === undefined) throw notFound("subject", subjectId);
  requirePairs(org, grants);
  requireGrantRight(org, caller.subjectId, "delete", grants);
  removeGrants(org, subjectId, grants);
}

function bulkReplace(call: Call): undefined {
  const { org, caller } = call;
  const { grants } = readBody(PairsBody, call.body);
  const subject = { type: subjectType(call), id: param(call, "subjectId") };
  requireSubject(org, subject);
  requirePairs(org, grants);
  requireGrantRight(org, caller.subjectId, "add", grants);
  requireGrantRight(org, caller.subjectId, "delete", org.grantsOf(subject.id));
  requireGrantRoom(org, "", grants, call.switches);
  replaceGrants(org, subject, grants);
}

function pathPair(call: Call): RoleDivision {
  return { roleId: param(call, "roleId"), divisionId: param(call, "divisionId") };
}
