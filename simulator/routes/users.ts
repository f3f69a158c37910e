/** Users: list, read, make, change, delete and search. */
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { mayTouch, requireInDivision } from "../access/authoriser.ts";
import { maybe, readBody } from "../http/body.ts";
import { ApiError, badRequest, notFound } from "../http/errors.ts";
import { page } from "../http/paging.ts";
import { addGrants } from "../org/grants.ts";
import { USER_STATES, type User } from "../org/orgData.ts";
import { type Call, param, type RouteTable } from "../route.ts";
import { userEntity } from "./entities.ts";
import { readSearch, type Search, searchGet, searchRows } from "./search.ts";

export const userRoutes: RouteTable = {
  "GET /api/v2/users": listUsers,
  "POST /api/v2/users": createUser,
  "GET /api/v2/users/{userId}": getUser,
  "PATCH /api/v2/users/{userId}": updateUser,
  "DELETE /api/v2/users/{userId}": deleteUser,
  "GET /api/v2/users/search": (call) => search(call, searchGet(call)),
  "POST /api/v2/users/search": (call) => search(call, call.body),
};

const NewUser = z.looseObject({
  name: z.string().trim().min(1),
  email: z.string().trim().min(3),
  title: maybe(z.string()),
  department: maybe(z.string()),
  divisionId: maybe(z.string()),
  state: maybe(z.enum(["active", "inactive"])),
});
const ChangedUser = NewUser.omit({ divisionId: true })
  .extend({ state: maybe(z.enum(USER_STATES)) })
  .partial();

/**
 * The vendor asks for no permission here, so every caller sees the users of every division: a client that is limited to one division still
 * reads this list. The searches below ask for `directory:user:view`, which divisions do limit.
 */
function listUsers({ org, query, path }: Call): unknown {
  const ids = query.list("id");
  const state = query.text("state") ?? "active";
  const found = org.data.users
    .filter(({ id }) => ids.length === 0 || ids.includes(id))
    .filter((user) => state === "any" || stateOf(user) === state);
  return page(path, query, found, (user) => userEntity(org, user));
}

function getUser(call: Call): unknown {
  return userEntity(call.org, requireUser(call));
}

/** A new user holds the default role `employee` in its division by itself (the vendor's acceptance tests rely on it; that the division is its own is inferred). */
function createUser(call: Call): unknown {
  const { org, caller } = call;
  const { name, email, title, department, state, divisionId = org.homeDivision.id } = readBody(NewUser, call.body);
  if (org.division(divisionId) === undefined) throw notFound("division", divisionId);
  requireInDivision(org, caller.subjectId, "directory:user:add", [divisionId]);
  requireFreeEmail(call, email);
  const user: User = {
    id: randomUUID(),
    name,
    email,
    title: title ?? "",
    department: department ?? "",
    divisionId,
    ...(state === "inactive" && { state }),
  };
  org.data.users.push(user);
  const employee = org.data.roles.find(({ defaultRoleId }) => defaultRoleId === "employee");
  if (employee) addGrants(org, { type: "PC_USER", id: user.id }, [{ roleId: employee.id, divisionId }]);
  return userEntity(org, user);
}

/** A deleted user comes back by its state, which then is all that may be changed. */
function updateUser(call: Call): unknown {
  const user = requireUser(call);
  const { name, email, title, department, state } = readBody(ChangedUser, call.body);
  requireMay(call, user);
  if (stateOf(user) === "deleted" && state === undefined) throw badRequest("A deleted user cannot be changed.");
  if (email !== undefined && email !== user.email) requireFreeEmail(call, email);
  Object.assign(user, {
    ...(name !== undefined && { name }),
    ...(email !== undefined && { email }),
    ...(title !== undefined && { title }),
    ...(department !== undefined && { department }),
  });
  if (state !== undefined) setState(user, state);
  return userEntity(call.org, user);
}

/** The user stays, found by searches for the state `deleted`, and holds nothing any more (that its grants go is inferred). */
function deleteUser(call: Call): unknown {
  const { org, tokens } = call;
  const user = requireUser(call);
  if (stateOf(user) === "deleted") throw notFound("user", user.id);
  requireMay(call, user);
  setState(user, "deleted");
  org.data.grants = org.data.grants.filter(({ subjectId }) => subjectId !== user.id);
  for (const group of org.data.groups) group.memberIds = group.memberIds.filter((id) => id !== user.id);
  tokens.revokeUser(user.id);
  return {};
}

function setState(user: User, state: (typeof USER_STATES)[number]): void {
  if (state === "active") delete user.state;
  else user.state = state;
}

/** Divisions limit the right to change a user; the two general permissions know none. */
function requireMay({ org, caller, operation }: Call, { divisionId }: User): void {
  if (mayTouch(org, caller.subjectId, operation.permissions, { divisionIds: [divisionId] })) return;
  const permission = operation.permissions.find((one) => one.startsWith("directory:user:")) ?? "";
  requireInDivision(org, caller.subjectId, permission, [divisionId]);
}

function requireFreeEmail({ org }: Call, email: string): void {
  if (!org.data.users.some((user) => user.email.toLowerCase() === email.toLowerCase())) return;
  throw new ApiError(409, "general.conflict", `A user with the email ${email} already exists.`);
}

function requireUser(call: Call): User {
  const id = param(call, "userId");
  const user = call.org.data.users.find((it) => it.id === id);
  if (user === undefined) throw notFound("user", id);
  return user;
}

function stateOf({ state = "active" }: User): string {
  return state;
}

/** Only a search that names the state `deleted` shows deleted users. */
function search(call: Call, body: unknown): unknown {
  const { org, caller, operation } = call;
  const asked = readSearch(body);
  const seen = org.data.users
    .filter((user) => stateOf(user) !== "deleted" || asksForDeleted(asked))
    .filter(({ divisionId }) => mayTouch(org, caller.subjectId, operation.permissions, { divisionIds: [divisionId] }));
  return searchRows(asked, seen, searchFields, (user) => userEntity(org, user), "users");
}

function asksForDeleted({ query = [] }: Search): boolean {
  return query.some(
    ({ fields, value, values }) =>
      fields?.includes("state") && [value, ...(values ?? [])].some((one) => one?.toLowerCase() === "deleted"),
  );
}

function searchFields(user: User): Readonly<Record<string, string>> {
  const { id, name, email, title, department } = user;
  return { id, name, email, username: email, title, department, state: stateOf(user) };
}
