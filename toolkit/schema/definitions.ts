/** Values that the catalogue lists, once each: editors complete them, and say of a permission what it opens. */

import { allOperations } from "../../access/catalogue/operations.ts";
import { allPermissions, permission } from "../../access/catalogue/permissions.ts";
import { allScopes } from "../../access/catalogue/scopes.ts";
import { allSensitive } from "../../access/catalogue/sensitivity.ts";
import { printEndpoint } from "../../access/values/endpoint.ts";
import { type JsonSchema, when } from "./jsonSchema.ts";
import { linesOf, oneOf, proposed, refused, says, wanted } from "./names.ts";

const PART = "[^\\s:,]+";
const PERMISSION = `^${PART}:${PART}:${PART}(,${PART})*$`;
const ENDPOINT = "^\\s*[A-Za-z]+\\s+\\S*/\\S+\\s*$";

const PERMISSION_NAMES = { $ref: "#/definitions/permissionNames" };
const ENDPOINT_NAMES = { $ref: "#/definitions/endpointNames" };
const OPENS = { $ref: "#/definitions/opens" };
const CLAIM = `${PERMISSION}|${ENDPOINT}`;

export const DEFINITIONS: Record<string, JsonSchema> = {
  permission: {
    title: "Permission",
    allOf: [
      PERMISSION_NAMES,
      wanted(PERMISSION, "A permission: domain:entity:action, or several of one entity: domain:entity:action,action"),
      OPENS,
    ],
  },
  endpoint: {
    title: "Operation of the API",
    description: "A method and a path, as documented or as called: with ids in place of names, a host, or no /api/v2.",
    allOf: [ENDPOINT_NAMES, wanted(ENDPOINT, "An operation of the API: METHOD /api/v2/…")],
  },
  /** A permission or an endpoint that a client can or cannot use, as a text. */
  claim: {
    title: "Permission or operation",
    allOf: [
      PERMISSION_NAMES,
      ENDPOINT_NAMES,
      wanted(CLAIM, "A permission, domain:entity:action, or an operation, METHOD /api/v2/…"),
      OPENS,
    ],
  },
  expectation: { $ref: "#/definitions/claim" },
  text: refused("^\\s*$", "A text that is not empty"),
  scope: { title: "OAuth scope", allOf: [proposed([...allScopes()])] },
  permissionNames: proposed([...allPermissions()]),
  endpointNames: proposed([...allOperations()].map(printEndpoint)),
  /** What the pointer over a permission tells, where its name does not: whom its data is about, and whether it changes anything. */
  opens: { allOf: [...sensitiveTexts(), kindText()] },
  /** Refuses what the catalogue does not list. A wildcard is valid, and refused by a rule; an operation is no permission. */
  knownPermission: refused(
    `^(?!${linesOf(allPermissions())})[^*\\s]*$`,
    "A permission of the catalogue: take one of those that the editor proposes",
  ),
  changing: changing(),
  reading: when(
    { $ref: "#/definitions/changing" },
    says("A permission that only reads, or access: read-write on the role"),
  ),
  knownScope: wanted(
    oneOf([...allScopes()]),
    "An OAuth scope of the catalogue: take one of those that the editor proposes",
  ),
};

function sensitiveTexts(): JsonSchema[] {
  const reasons = Map.groupBy(allSensitive(), ({ why }) => why);
  return [...reasons].map(([why, rows]) =>
    when({ type: "string", pattern: oneOf(rows.map((row) => row.permission)) }, { description: `Sensitive: ${why}.` }),
  );
}

/** By the action; permissions of another kind than most with the same action are named. */
function changing(): JsonSchema {
  const known = [...allPermissions()].flatMap((name) => permission(name) ?? []);
  const byAction = [...Map.groupBy(known, (one) => one.permission.split(":")[2] ?? "")].map(([action, rows]) => {
    const changes = rows.filter(({ kind }) => kind !== "read");
    return { action, mostly: changes.length * 2 > rows.length, changes };
  });
  const actions = byAction.filter(({ mostly }) => mostly).map(({ action }) => action);
  const others = byAction.filter(({ mostly }) => !mostly).flatMap(({ changes }) => changes);
  return {
    anyOf: [
      { type: "string", pattern: `^${PART}:${PART}:([^:]*,)?(\\*|${actions.join("|")})(,[^:]*)?$` },
      { type: "string", pattern: oneOf(others.map((one) => one.permission)) },
    ],
  };
}

function kindText(): JsonSchema {
  return when(
    { $ref: "#/definitions/changing" },
    { description: "Can change something: only a role with `access: read-write` may hold it." },
    when({ type: "string", pattern: PERMISSION }, { description: "Only reads." }),
  );
}
