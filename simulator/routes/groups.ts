/** Groups and their members: list, read, make, change, delete and search. */
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { maybe, readBody } from "../http/body.ts";
import { ApiError, notFound } from "../http/errors.ts";
import { page } from "../http/paging.ts";
import type { Org } from "../org/org.ts";
import type { Group } from "../org/orgData.ts";
import { type Call, param, type RouteTable } from "../route.ts";
import { userEntity } from "./entities.ts";
import { readSearch, searchGet, searchRows } from "./search.ts";

/** Groups live in no division and the vendor asks for no permission to read them. */
export const groupRoutes: RouteTable = {
  "GET /api/v2/groups": listGroups,
  "POST /api/v2/groups": createGroup,
  "GET /api/v2/groups/{groupId}": (call) => groupEntity(requireGroup(call)),
  "PUT /api/v2/groups/{groupId}": updateGroup,
  "DELETE /api/v2/groups/{groupId}": deleteGroup,
  "GET /api/v2/groups/{groupId}/members": listMembers,
  "POST /api/v2/groups/{groupId}/members": addMembers,
  "DELETE /api/v2/groups/{groupId}/members": removeMembers,
  "GET /api/v2/groups/{groupId}/individuals": listIndividuals,
  "GET /api/v2/groups/search": (call) => search(call, searchGet(call)),
  "POST /api/v2/groups/search": (call) => search(call, call.body),
};

/** Fields that are shown as they came: nothing here depends on them. */
const Settings = {
  type: maybe(z.enum(["official", "social", "external", "role"])),
  visibility: maybe(z.enum(["public", "owners", "members"])),
  rulesVisible: maybe(z.boolean()),
  rolesEnabled: maybe(z.boolean()),
  includeOwners: maybe(z.boolean()),
  callsEnabled: maybe(z.boolean()),
  addresses: maybe(z.array(z.looseObject({}))),
};
const GroupBody = z.looseObject({
  name: z.string().trim().min(1),
  description: maybe(z.string()),
  ownerIds: maybe(z.array(z.string())),
  ...Settings,
});
const ChangedGroup = GroupBody.extend({ name: maybe(z.string().trim().min(1)) });
const MembersBody = z.looseObject({ memberIds: z.array(z.string()) });

function listGroups({ org, query, path }: Call): unknown {
  const ids = query.list("id");
  const found = org.data.groups.filter(({ id }) => ids.length === 0 || ids.includes(id));
  return page(path, query, found, groupEntity);
}

function createGroup({ org, body }: Call): unknown {
  const { name, description, ownerIds, ...rest } = readBody(GroupBody, body);
  for (const id of ownerIds ?? []) requireUser(org, id);
  const group: Group = {
    id: randomUUID(),
    name,
    description: description ?? "",
    memberIds: [],
    ...(ownerIds !== undefined && { ownerIds }),
    settings: settingsOf(rest),
  };
  org.data.groups.push(group);
  return groupEntity(group);
}

/** What is absent stays: the vendor's Terraform provider leaves out what it does not set. */
function updateGroup(call: Call): unknown {
  const group = requireGroup(call);
  const { name, description, ownerIds, ...rest } = readBody(ChangedGroup, call.body);
  for (const id of ownerIds ?? []) requireUser(call.org, id);
  Object.assign(group, {
    ...(name !== undefined && { name }),
    ...(description !== undefined && { description }),
    ...(ownerIds !== undefined && { ownerIds }),
    settings: { ...group.settings, ...settingsOf(rest) },
  });
  return groupEntity(group);
}

/** Its grants go with it (inferred). */
function deleteGroup(call: Call): undefined {
  const { org } = call;
  const { id } = requireGroup(call);
  org.data.groups = org.data.groups.filter((group) => group.id !== id);
  org.data.grants = org.data.grants.filter(({ subjectId }) => subjectId !== id);
}

function listMembers(call: Call): unknown {
  const { org, query, path } = call;
  const { memberIds } = requireGroup(call);
  const members = org.data.users.filter(({ id }) => memberIds.includes(id));
  return page(path, query, members, (user) => userEntity(org, user));
}

function addMembers(call: Call): unknown {
  const group = requireGroup(call);
  const { memberIds } = readBody(MembersBody, call.body);
  for (const id of memberIds) requireUser(call.org, id);
  group.memberIds = [...new Set([...group.memberIds, ...memberIds])];
  return {};
}

function removeMembers(call: Call): unknown {
  const group = requireGroup(call);
  const gone = call.query.list("ids");
  group.memberIds = group.memberIds.filter((id) => !gone.includes(id));
  return {};
}

/** The members themselves, on one page, without those that are in the group by its rules (this org has no rules). */
function listIndividuals(call: Call): unknown {
  const { org, path } = call;
  const { memberIds } = requireGroup(call);
  const members = org.data.users.filter(({ id }) => memberIds.includes(id));
  return { entities: members.map((user) => userEntity(org, user)), total: members.length, selfUri: path };
}

function search({ org }: Call, body: unknown): unknown {
  const fields = ({ id, name, description }: Group) => ({ id, name, description, state: "active" });
  return searchRows(readSearch(body), org.data.groups, fields, groupEntity, "groups");
}

/** The group of the path; throws 404 for one that is not there. */
export function requireGroup(call: Call): Group {
  const group = call.org.group(param(call, "groupId"));
  if (group === undefined) throw notFound("group", param(call, "groupId"));
  return group;
}

function requireUser(org: Org, id: string): void {
  if (org.user(id) === undefined) throw new ApiError(400, "general.bad.request", `There is no user with id ${id}.`);
}

function settingsOf(body: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.keys(Settings).flatMap((key) => (body[key] === undefined ? [] : [[key, body[key]]])),
  );
}

export function groupEntity({ id, name, description, memberIds, ownerIds, settings }: Group): unknown {
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
    ...(ownerIds !== undefined && {
      owners: ownerIds.map((owner) => ({ id: owner, selfUri: `/api/v2/users/${owner}` })),
    }),
    ...settings,
    selfUri: `/api/v2/groups/${id}`,
  };
}
