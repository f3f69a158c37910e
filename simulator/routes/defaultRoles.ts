/** The vendor's default roles: restoring them, and comparing a role with its default. */
import { z } from "zod";
import { readBody } from "../http/body.ts";
import { badRequest, notFound } from "../http/errors.ts";
import { wholePage } from "../http/paging.ts";
import type { Org } from "../org/org.ts";
import type { Policy, Role } from "../org/orgData.ts";
import { type Call, param, type RouteTable } from "../route.ts";
import { defaultRoles } from "../seed/roles.ts";
import { roleEntity } from "./entities.ts";
import { RoleBody, requireRole, toPolicy } from "./roles.ts";

export const defaultRoleRoutes: RouteTable = {
  "POST /api/v2/authorization/roles/default": restoreDefaults,
  "PUT /api/v2/authorization/roles/default": resetSome,
  "GET /api/v2/authorization/roles/{leftRoleId}/comparedefault/{rightRoleId}": compareStored,
  "POST /api/v2/authorization/roles/{leftRoleId}/comparedefault/{rightRoleId}": compareUnsaved,
};

/** Brings back default roles that are missing; `force=true` resets the others as well. Custom roles are left alone. */
function restoreDefaults({ org, query, path }: Call): unknown {
  const force = query.flag("force", false);
  const restored = defaultRoles().filter((role) => force || findDefault(org, role.defaultRoleId) === undefined);
  for (const role of restored) reset(org, role);
  return wholePage(
    path,
    restored.map((role) => roleEntity(org, role, true)),
  );
}

/** Resets exactly the roles of the body; each must be a default role. */
function resetSome(call: Call): unknown {
  const { org, path } = call;
  const ids = readBody(z.array(z.looseObject({ id: z.string() })), call.body).map(({ id }) => id);
  const shipped = ids.map((id) => shippedVersion(org, id));
  for (const role of shipped) reset(org, role);
  return wholePage(
    path,
    shipped.map((role) => roleEntity(org, role, true)),
  );
}

function shippedVersion(org: Org, id: string): Role {
  const role = org.role(id);
  if (role === undefined) throw notFound("role", id);
  const shipped = defaultRoles().find((it) => it.defaultRoleId === role.defaultRoleId);
  if (role.defaultRoleId === undefined || shipped === undefined)
    throw badRequest(`The role ${role.name} is not a default role.`);
  return { ...shipped, id };
}

function findDefault(org: Org, defaultRoleId: string | undefined): Role | undefined {
  return org.data.roles.find((it) => it.defaultRoleId === defaultRoleId);
}

function reset(org: Org, shipped: Role): void {
  const present = findDefault(org, shipped.defaultRoleId);
  if (present === undefined) org.data.roles.push(shipped);
  else Object.assign(present, shipped, { id: present.id });
}

function compareStored(call: Call): unknown {
  return difference(call, requireRole(call, "leftRoleId").permissionPolicies, requireRole(call, "leftRoleId"));
}

/** The body is a role that nobody saved yet. */
function compareUnsaved(call: Call): unknown {
  const left = requireRole(call, "leftRoleId");
  const policies = (readBody(RoleBody, call.body).permissionPolicies ?? []).map(toPolicy);
  return difference(call, policies, { ...left, permissionPolicies: policies });
}

/** The left role against the right one: what the left adds to it, lacks of it, and shares. The right is named by role id or default key. */
function difference(call: Call, policies: readonly Policy[], left: Role): unknown {
  const { org } = call;
  const rightId = param(call, "rightRoleId");
  const right = org.role(rightId) ?? findDefault(org, rightId);
  if (right === undefined) throw notFound("role", rightId);
  const [mine, theirs] = [policies.map(text), right.permissionPolicies.map(text)];
  return {
    removedPermissionPolicies: right.permissionPolicies.filter((it) => !mine.includes(text(it))),
    addedPermissionPolicies: policies.filter((it) => !theirs.includes(text(it))),
    samePermissionPolicies: policies.filter((it) => theirs.includes(text(it))),
    userOrgRole: roleEntity(org, left, false),
    roleFromDefault: roleEntity(org, right, false),
  };
}

function text({ domain, entityName, actionSet, resourceConditionNode }: Policy): string {
  return JSON.stringify([domain, entityName, [...actionSet].sort(), resourceConditionNode]);
}
