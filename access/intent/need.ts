/** The need that a question is about: one operation of the API, or one permission. */
import { generalPermission } from "../catalogue/generalPermissions.ts";
import { nearestPermissions } from "../catalogue/nearestPermissions.ts";
import type { Operation } from "../catalogue/operations.ts";
import { meantPermission, permissionExists } from "../catalogue/permissions.ts";
import { scopeExists } from "../catalogue/scopes.ts";
import { unknownPermissionFlaw } from "../catalogue/unknownPermission.ts";
import { isEndpointText, printEndpoint } from "../values/endpoint.ts";
import { type Flaw, quote } from "../values/flaw.ts";
import { otherSpelling } from "../values/otherSpelling.ts";
import { parsePermission } from "../values/permission.ts";
import { holdable, parseEndpoint } from "./endpoint.ts";

export interface Need {
  /** `POST /api/v2/analytics/conversations/details/query`, or the permission. */
  readonly text: string;
  /** ALL or ANY of `permissions`. NONE: the operation declares no permission. UNKNOWN: nobody knows which. */
  readonly match: Operation["match"];
  readonly permissions: readonly string[];
  readonly operation?: Operation;
}

export type NeedResult = { readonly ok: true; readonly need: Need } | { readonly ok: false; readonly flaw: Flaw };

/** `isKnown` says which permissions exist; by default those of the catalogue. */
export function parseNeed(text: string, isKnown: (permission: string) => boolean = permissionExists): NeedResult {
  return isEndpointText(text) ? operationNeed(text) : permissionNeed(text.trim(), isKnown);
}

/** The need of a list of permissions, as an error names them. */
export function needOf(permissions: readonly string[], match: "ALL" | "ANY"): Need {
  return { text: permissions.join(match === "ALL" ? " and " : " or "), match, permissions };
}

function operationNeed(text: string): NeedResult {
  const parsed = parseEndpoint(text);
  if (!parsed.ok) return parsed;
  const { operation } = parsed;
  return {
    ok: true,
    need: { text: printEndpoint(operation), match: operation.match, permissions: holdable(operation), operation },
  };
}

function permissionNeed(text: string, isKnown: (permission: string) => boolean): NeedResult {
  if (!parsePermission(text) || text.includes("*")) return { ok: false, flaw: notOnePermission(text) };
  if (!isKnown(text)) return { ok: false, flaw: unknownPermissionFlaw(text) };
  return { ok: true, need: { text, match: "ALL", permissions: [text] } };
}

function notOnePermission(text: string): Flaw {
  const does = generalPermission(text);
  if (does !== undefined) return generalInstead(text, does);
  if (scopeExists(text)) return scopeInstead(text);
  const spelling = otherSpelling("malformed-permission", text, meantPermission);
  if (spelling) return spelling;
  return {
    code: "malformed-permission",
    message: `${quote(text)} is neither one permission nor an operation`,
    nearest: nearestPermissions(text),
    fix: "Write domain:entity:action without `*`, or a method and a path: `GET /api/v2/routing/queues`.",
  };
}

function generalInstead(text: string, does: string): Flaw {
  return {
    code: "general-permission",
    message: `${quote(text)} is a general permission of old roles, which ${does}; no role of a spec can hold it`,
    fix: "Ask for a permission (domain:entity:action), or for the operation that is to be called.",
  };
}

/** A person who asks for a scope takes scopes for access. */
function scopeInstead(text: string): Flaw {
  return {
    code: "malformed-permission",
    message: `${quote(text)} is a scope, and a scope gives nobody access: roles do`,
    nearest: [],
    fix: "Ask for a permission (domain:entity:action), or for the operation that is to be called.",
  };
}
