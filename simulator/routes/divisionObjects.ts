/** The objects of divisions: counting them, and moving them to another division. */
import { z } from "zod";
import { requireInDivision } from "../access/authoriser.ts";
import { readBody } from "../http/body.ts";
import { notFound } from "../http/errors.ts";
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

/**
 * The vendor lists no permission for this operation; its text asks for the edit right on the objects, in the target division. The right where
 * they are now is asked as well, or anyone could pull objects into a division of their own (inferred).
 */
function moveObjects(call: Call): undefined {
  const { org, caller } = call;
  const division = requireDivision(call);
  const type = param(call, "objectType");
  const kind = KINDS[type];
  if (kind === undefined) throw notFound("object type", type);
  const objects = readBody(z.array(z.string()), call.body).map((id) => requireObject(kind.rows(org), type, id));
  for (const id of [division.id, ...objects.map(({ divisionId }) => divisionId)]) {
    requireInDivision(org, caller.subjectId, kind.permission, [id]);
  }
  for (const object of objects) object.divisionId = division.id;
}

function requireObject(rows: readonly Movable[], type: string, id: string): Movable {
  const found = rows.find((it) => it.id === id);
  if (found === undefined) throw notFound(type.toLowerCase(), id);
  return found;
}
