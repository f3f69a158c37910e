/** The objects of divisions: counting them, and moving them to another division. */
import { z } from "zod";
import { mayTouch, requireInDivision } from "../access/authoriser.ts";
import { readBody } from "../http/body.ts";
import { ApiError, badRequest, notFound } from "../http/errors.ts";
import type { Org } from "../org/org.ts";
import { type Call, param, type RouteTable } from "../route.ts";
import { requireDivision } from "./requireDivision.ts";

export const divisionObjectRoutes: RouteTable = {
  "POST /api/v2/authorization/divisions/{divisionId}/objects/{objectType}": moveObjects,
};

interface Movable {
  readonly id: string;
  divisionId: string;
}

/** The kinds of divisioned objects that this org has, and the right that moving one takes. The vendor has about twenty more kinds. */
const KINDS: Readonly<Record<string, { readonly rows: (org: Org) => Movable[]; readonly permission: string }>> = {
  USER: { rows: (org) => org.data.users, permission: "directory:user:edit" },
  QUEUE: { rows: (org) => org.data.queues, permission: "routing:queue:edit" },
  BUSINESSUNIT: { rows: (org) => org.data.businessUnits, permission: "wfm:businessUnit:edit" },
  MANAGEMENTUNIT: { rows: (org) => org.data.managementUnits, permission: "wfm:managementUnit:edit" },
};

/** Number of objects of each kind in a division. */
export function objectCounts(org: Org, divisionId: string): Record<string, number> {
  return Object.fromEntries(
    Object.entries(KINDS).map(([kind, { rows }]) => [
      kind,
      rows(org).filter((it) => it.divisionId === divisionId).length,
    ]),
  );
}

export function strandsObjects(org: Org, divisionId: string): boolean {
  return Object.values(objectCounts(org, divisionId)).some((count) => count > 0);
}

/** Public programs send no more; the number itself is unverified. */
const MOST_OBJECTS = 100;
/** Codes and texts by the vendor's OpenAPI definition. */
const TOO_MANY = [
  "too.many.bulk.division.updates",
  "Unable to move objects because the request contained too many objects",
] as const;
const NOT_THERE = [
  "bulk.move.no.permission.division",
  "Unable to move object(s) because the requesting user does not have edit permission in the destination division",
] as const;

/**
 * The vendor lists no permission for this operation; its text asks for the edit right on the objects, in the target division. The right where
 * they are now is asked as well, or anyone could pull objects into a division of their own (inferred).
 */
function moveObjects(call: Call): undefined {
  const { org, caller } = call;
  const division = requireDivision(call);
  const type = param(call, "objectType");
  const kind = KINDS[type];
  if (kind === undefined) throw badRequest(`The object type ${type} is none of [${Object.keys(KINDS).join(", ")}].`);
  const ids = readBody(z.array(z.string()), call.body);
  if (ids.length > MOST_OBJECTS) throw new ApiError(400, ...TOO_MANY);
  if (!mayTouch(org, caller.subjectId, [kind.permission], { divisionIds: [division.id] }))
    throw new ApiError(403, ...NOT_THERE);
  const objects = ids.map((id) => requireObject(kind.rows(org), type, id));
  for (const { divisionId } of objects) requireInDivision(org, caller.subjectId, kind.permission, [divisionId]);
  for (const object of objects) object.divisionId = division.id;
}

function requireObject(rows: readonly Movable[], type: string, id: string): Movable {
  const found = rows.find((it) => it.id === id);
  if (found === undefined) throw notFound(type.toLowerCase(), id);
  return found;
}
