/** Endpoints as people write them: `GET /api/v2/users/{userId}`, `get /users/7a0f…`, or with a host copied from a log. */
import { methodsOf, nearestOperations } from "../catalogue/nearestOperations.ts";
import { matchOperation, type Operation, operation } from "../catalogue/operations.ts";
import { METHODS, printEndpoint } from "../values/endpoint.ts";
import { type Flaw, quote } from "../values/flaw.ts";
import { listed } from "../values/listed.ts";
import { nearest } from "../values/nearest.ts";

export type EndpointResult =
  | { readonly ok: true; readonly operation: Operation }
  | { readonly ok: false; readonly flaw: Flaw };

/** The operation that a text names; a flaw where it names none, or one that no role can open. */
export function parseEndpoint(text: string): EndpointResult {
  const [method = "", address = "", ...rest] = text.trim().split(/\s+/);
  if (address === "" || rest.length > 0) return { ok: false, flaw: malformed(text) };
  if (!METHODS.includes(method.toUpperCase())) return { ok: false, flaw: unknownMethod(method) };
  // Also `{{host}}` and the like, as API clients write it.
  const path = address.replace(/^(https?:\/\/[^/]*|\{\{[^}]*\}\})(?=\/)/i, "");
  const found = operation(method, path) ?? matchOperation(method, path);
  if (!found) return { ok: false, flaw: unknownEndpoint(method, path) };
  return neededFlag(found) === undefined ? { ok: true, operation: found } : { ok: false, flaw: needsFlag(found) };
}

/** Permissions that a role can hold, among those that the operation names; flags from before `domain:entity:action` are not. */
export function holdable({ permissions }: Operation): string[] {
  return permissions.filter((permission) => permission.includes(":"));
}

function neededFlag(found: Operation): string | undefined {
  const flags = found.permissions.filter((permission) => !permission.includes(":"));
  const isNeeded = found.match === "ALL" || holdable(found).length === 0;
  return isNeeded ? flags[0] : undefined;
}

function malformed(text: string): Flaw {
  const message = `${quote(text)} is not an endpoint`;
  return { code: "malformed-endpoint", message, fix: "Write a method and a path: `GET /api/v2/routing/queues`." };
}

function unknownMethod(method: string): Flaw {
  return {
    code: "malformed-endpoint",
    message: `${quote(method)} is not a method`,
    nearest: nearest(method, METHODS),
    fix: `Write one of ${METHODS.join(", ")}, then the path.`,
  };
}

function unknownEndpoint(method: string, path: string): Flaw {
  const methods = methodsOf(path);
  return {
    code: "unknown-endpoint",
    message: `the Platform API has no operation ${quote(`${method.toUpperCase()} ${path}`)}`,
    nearest: nearestOperations(method, path),
    fix: methods.length > 0 ? `The path takes ${listed(methods)}.` : "Write an operation as the vendor documents it.",
  };
}

function needsFlag(found: Operation): Flaw {
  const message = `${quote(printEndpoint(found))} asks for ${quote(neededFlag(found))}, a flag that no role can hold`;
  return { code: "unholdable-endpoint", message, fix: "Leave the endpoint out." };
}
