/** Groups and their members. */
import { notFound } from "../http/errors.ts";
import { page } from "../http/paging.ts";
import type { Group } from "../org/orgData.ts";
import { type Call, param, type RouteTable } from "../route.ts";
import { userEntity } from "./entities.ts";
import { readSearch, searchGet, searchRows } from "./search.ts";

/** Groups live in no division and the vendor asks for no permission to read them. */
export const groupRoutes: RouteTable = {
  "GET /api/v2/groups": listGroups,
  "GET /api/v2/groups/{groupId}": (call) => groupEntity(requireGroup(call)),
  "GET /api/v2/groups/{groupId}/members": listMembers,
  "GET /api/v2/groups/search": (call) => search(call, searchGet(call)),
  "POST /api/v2/groups/search": (call) => search(call, call.body),
};

function listGroups({ org, query, path }: Call): unknown {
  const ids = query.list("id");
  const found = org.data.groups.filter(({ id }) => ids.length === 0 || ids.includes(id));
  return page(path, query, found, groupEntity);
}

function listMembers(call: Call): unknown {
  const { org, query, path } = call;
  const { memberIds } = requireGroup(call);
  const members = org.data.users.filter(({ id }) => memberIds.includes(id));
  return page(path, query, members, (user) => userEntity(org, user));
}

function search({ org }: Call, body: unknown): unknown {
  const fields = ({ id, name, description }: Group) => ({ id, name, description, state: "active" });
  return searchRows(readSearch(body), org.data.groups, fields, groupEntity, "groups");
}

function requireGroup(call: Call): Group {
  const group = call.org.group(param(call, "groupId"));
  if (group === undefined) throw notFound("group", param(call, "groupId"));
  return group;
}

function groupEntity({ id, name, description, memberIds }: Group): unknown {
  return {
    id,
    name,
    description,
    memberCount: memberIds.length,
    state: "active",
    version: 1,
    type: "official",
    rulesVisible: true,
    visibility: "public",
    rolesEnabled: true,
    includeOwners: false,
    callsEnabled: false,
    selfUri: `/api/v2/groups/${id}`,
  };
}
