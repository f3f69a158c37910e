/** Users: list, read and search. */
import { mayTouch } from "../access/authoriser.ts";
import { notFound } from "../http/errors.ts";
import { page } from "../http/paging.ts";
import type { User } from "../org/orgData.ts";
import { type Call, param, type RouteTable } from "../route.ts";
import { userEntity } from "./entities.ts";
import { readSearch, searchGet, searchRows } from "./search.ts";

export const userRoutes: RouteTable = {
  "GET /api/v2/users": listUsers,
  "GET /api/v2/users/{userId}": getUser,
  "GET /api/v2/users/search": (call) => search(call, searchGet(call)),
  "POST /api/v2/users/search": (call) => search(call, call.body),
};

/**
 * The vendor asks for no permission here, so every caller sees the users of every division: a client that is limited to one division still
 * reads this list. The searches below ask for `directory:user:view`, which divisions do limit.
 */
function listUsers({ org, query, path }: Call): unknown {
  const ids = query.list("id");
  const found = org.data.users.filter(({ id }) => ids.length === 0 || ids.includes(id));
  return page(path, query, found, (user) => userEntity(org, user));
}

function getUser(call: Call): unknown {
  const user = call.org.user(param(call, "userId"));
  if (user === undefined) throw notFound("user", param(call, "userId"));
  return userEntity(call.org, user);
}

function search(call: Call, body: unknown): unknown {
  const { org, caller, operation } = call;
  const seen = org.data.users.filter(({ divisionId }) =>
    mayTouch(org, caller.subjectId, operation.permissions, { divisionIds: [divisionId] }),
  );
  return searchRows(readSearch(body), seen, searchFields, (user) => userEntity(org, user), "users");
}

function searchFields(user: User): Readonly<Record<string, string>> {
  const { id, name, email, title, department } = user;
  return { id, name, email, username: email, title, department, state: "active" };
}
