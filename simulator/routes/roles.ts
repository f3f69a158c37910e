/** Roles: list, create, read, change and delete. */
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { expandStars } from "../access/policies.ts";
import { maybe, readBody } from "../http/body.ts";
import { ApiError, badRequest, nameTaken, notFound } from "../http/errors.ts";
import { page } from "../http/paging.ts";
import { ConditionSchema, type Policy, type Role } from "../org/orgData.ts";
import { type Call, param, type RouteTable } from "../route.ts";
import { roleEntity } from "./entities.ts";

export const roleRoutes: RouteTable = {
  "GET /api/v2/authorization/roles": listRoles,
  "POST /api/v2/authorization/roles": createRole,
  "GET /api/v2/authorization/roles/{roleId}": getRole,
  "PUT /api/v2/authorization/roles/{roleId}": updateRole,
  "PATCH /api/v2/authorization/roles/{roleId}": patchRole,
  "DELETE /api/v2/authorization/roles/{roleId}": deleteRole,
};

/** The API stores policies that name nothing it knows (the vendor's Terraform provider works around it), so nothing is checked here either. */
const PolicyBody = z.looseObject({
  domain: z.string().min(1),
  entityName: z.string().min(1),
  actionSet: maybe(z.array(z.string())),
  resourceConditionNode: maybe(ConditionSchema),
});

export const RoleBody = z.looseObject({
  name: z.string().trim().min(1),
  description: maybe(z.string()),
  permissions: maybe(z.array(z.string())),
  permissionPolicies: maybe(z.array(PolicyBody)),
});

/** By the vendor's OpenAPI definition. */
const MOST_IDS = 100;

function listRoles({ org, query, path }: Call): unknown {
  const [name, ids, defaultIds] = [query.text("name"), query.list("id"), query.list("defaultRoleId")];
  const permissions = query.list("permission");
  if (ids.length > MOST_IDS)
    throw new ApiError(400, "max.role.ids", `Only ${MOST_IDS} roles can be requested at a time.`);
  const found = org.data.roles
    .filter((role) => name === undefined || nameMatches(role.name, name))
    .filter(({ id }) => ids.length === 0 || ids.includes(id))
    .filter(({ defaultRoleId }) => defaultIds.length === 0 || defaultIds.includes(defaultRoleId ?? ""))
    .filter((role) => permissions.every((it) => holdsText(role, it)))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const withUserCount = query.flag("userCount", true);
  return page(path, query, found, (role) => roleEntity(org, role, withUserCount));
}

/** A filter, not an equality test, and blind to case; `prefix*` is what the vendor's wizard sends. */
function nameMatches(name: string, filter: string): boolean {
  const [text, wanted] = [name.toLowerCase(), filter.toLowerCase()];
  return wanted.endsWith("*") ? text.startsWith(wanted.slice(0, -1)) : text.includes(wanted);
}

function holdsText(role: Role, permission: string): boolean {
  const policies = expandStars(role.permissionPolicies);
  const held = policies.flatMap((it) => it.actionSet.map((action) => `${it.domain}:${it.entityName}:${action}`));
  return [...role.permissions, ...held].includes(permission);
}

function createRole(call: Call): unknown {
  const { org } = call;
  const body = readBody(RoleBody, call.body);
  requireFreeName(call, body.name);
  const custom = org.data.roles.filter(({ defaultRoleId }) => defaultRoleId === undefined).length;
  if (call.switches.mostRoles > 0 && custom >= call.switches.mostRoles)
    throw new ApiError(400, "max.roles.exceeded", "Cannot create role because maximum number of role is exceeded.");
  const role: Role = { id: randomUUID(), roleNeedsUpdate: false, ...content(call, body) };
  org.data.roles.push(role);
  return roleEntity(org, role, true);
}

function getRole(call: Call): unknown {
  const { org, query } = call;
  const role = requireRole(call);
  const unused = query.list("expand").includes("unusedPermissions") ? { unusedPermissions: [] } : {};
  return { ...roleEntity(org, role, query.flag("userCount", true)), ...unused };
}

/** A replace of name, description, permissions and policies. The name of a vendor default role is fixed (status unverified). */
function updateRole(call: Call): unknown {
  const role = requireRole(call);
  const body = readBody(RoleBody, call.body);
  if (role.defaultRoleId !== undefined && body.name !== role.name)
    throw badRequest("The name of a default role cannot be changed.");
  if (body.name !== role.name) requireFreeName(call, body.name);
  Object.assign(role, content(call, body));
  return roleEntity(call.org, role, true);
}

/** Only for the `roleNeedsUpdate` flag. */
function patchRole(call: Call): unknown {
  const role = requireRole(call);
  const { roleNeedsUpdate } = readBody(z.looseObject({ roleNeedsUpdate: maybe(z.boolean()) }), call.body);
  role.roleNeedsUpdate = roleNeedsUpdate ?? role.roleNeedsUpdate;
  return roleEntity(call.org, role, true);
}

/** Default roles are reset, not deleted. What becomes of the grants of a role in use is unverified: a switch decides. */
function deleteRole(call: Call): undefined {
  const { org, switches } = call;
  const role = requireRole(call);
  if (role.defaultRoleId !== undefined) throw badRequest("A default role cannot be deleted.");
  const held = org.data.grants.some(({ roleId }) => roleId === role.id);
  if (held && switches.refuseDeleteOfHeldRole)
    throw new ApiError(409, "general.conflict", `The role ${role.name} is assigned and cannot be deleted.`);
  org.data.grants = org.data.grants.filter(({ roleId }) => roleId !== role.id);
  org.data.roles = org.data.roles.filter(({ id }) => id !== role.id);
}

export function requireRole(call: Call, name = "roleId"): Role {
  const role = call.org.role(param(call, name));
  if (role === undefined) throw notFound("role", param(call, name));
  return role;
}

function requireFreeName({ org, switches }: Call, name: string): void {
  if (switches.uniqueNames === true && org.data.roles.some((it) => it.name === name)) throw nameTaken("role", name);
}

function content(
  { switches }: Call,
  body: z.infer<typeof RoleBody>,
): Pick<Role, "name" | "description" | "permissions" | "permissionPolicies"> {
  const policies = (body.permissionPolicies ?? []).map(toPolicy);
  return {
    name: body.name,
    description: body.description ?? "",
    permissions: body.permissions ?? [],
    permissionPolicies: switches.expandWildcards ? expandStars(policies) : policies,
  };
}

export function toPolicy({
  actionSet,
  resourceConditionNode: condition,
  ...policy
}: z.infer<typeof PolicyBody>): Policy {
  return {
    ...policy,
    actionSet: actionSet ?? [],
    ...(condition === undefined ? {} : { resourceConditionNode: condition }),
  };
}
