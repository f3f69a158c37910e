/** The roles of a user, without their divisions. */
import { z } from "zod";
import { readBody } from "../http/body.ts";
import { notFound } from "../http/errors.ts";
import { type RoleDivision, replaceGrants, requireGrantRight, requirePairs } from "../org/grants.ts";
import type { Role } from "../org/orgData.ts";
import { type Call, param, type RouteTable } from "../route.ts";

export const userRoleRoutes: RouteTable = {
  "GET /api/v2/users/{subjectId}/roles": getRoles,
  "PUT /api/v2/users/{subjectId}/roles": replaceRoles,
};

function getRoles(call: Call): unknown {
  const id = requireUserId(call);
  const roleIds = new Set(call.org.effectiveGrantsOf(id).map(({ roleId }) => roleId));
  const roles = call.org.data.roles.filter((role) => roleIds.has(role.id));
  return {
    roles: roles.map(({ id: roleId, name }) => ({ id: roleId, name })),
    unusedRoles: [],
    permissions: [...new Set(roles.flatMap(({ permissions }) => permissions))],
    permissionPolicies: roles.flatMap(resourcePolicies),
  };
}

function resourcePolicies(role: Role): unknown[] {
  return role.permissionPolicies.map(({ domain, entityName, actionSet }) => ({
    domain,
    entityName,
    actionSet: [...actionSet],
  }));
}

/** The user's own roles become these: kept roles keep their divisions, new ones start in the home division (inferred). */
function replaceRoles(call: Call): unknown {
  const { org, caller } = call;
  const id = requireUserId(call);
  const roleIds = [...new Set(readBody(z.array(z.string()), call.body))];
  const own = org.grantsOf(id);
  const pairs = roleIds.flatMap((roleId): RoleDivision[] => {
    const kept = own.filter((it) => it.roleId === roleId);
    return kept.length > 0 ? kept : [{ roleId, divisionId: org.homeDivision.id }];
  });
  requirePairs(org, pairs);
  requireGrantRight(
    org,
    caller.subjectId,
    "add",
    pairs.filter((it) => !own.some(({ roleId }) => roleId === it.roleId)),
  );
  replaceGrants(org, { type: "PC_USER", id }, pairs);
  return getRoles(call);
}

function requireUserId(call: Call): string {
  const id = param(call, "subjectId");
  if (call.org.user(id) === undefined) throw notFound("user", id);
  return id;
}
