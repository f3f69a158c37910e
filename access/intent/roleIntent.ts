/** A role that says what it is for (`profile`, `endpoints`) -> the permissions that this takes. */
import type { Operation } from "../catalogue/operations.ts";
import { expandPermissionPattern } from "../catalogue/permissions.ts";
import { printEndpoint } from "../values/endpoint.ts";
import { expandCompact } from "../values/permission.ts";
import { parseEndpoint } from "./endpoint.ts";
import { type MinimalAccess, minimalPermissions } from "./minimalPermissions.ts";
import { profile, profileOperations } from "./profiles.ts";

/** The part of a managed role that its permissions follow from. */
export interface RoleIntent {
  readonly profile?: string | null | undefined;
  readonly endpoints?: readonly (string | undefined)[] | null | undefined;
  /** Lines under a condition do not count. */
  readonly permissions?: readonly unknown[] | null | undefined;
}

/**
 * The access that profile and endpoints need together. Written permissions come first: an operation that one of them opens needs nothing more,
 * which is how a role settles an operation that accepts several. One under a condition opens only a part, so it does not count. An unknown
 * profile or endpoint is skipped.
 */
export function roleAccess({ profile: name, endpoints, permissions }: RoleIntent): MinimalAccess {
  const named = name == null ? undefined : profile(name);
  const written = freePermissions(permissions);
  const chosen = named?.choose.map(({ permission }) => permission) ?? [];
  const operations = [...(named ? profileOperations(named) : []), ...(endpoints ?? []).flatMap(operationsOf)];
  return minimalPermissions(operations, { held: [...written.flatMap(expandPermissionPattern), ...chosen] });
}

/** Single permissions of the lines that hold without a condition: written alone, or announced to go. */
export function freePermissions(lines: readonly unknown[] | null | undefined): string[] {
  return (lines ?? []).flatMap((line) => {
    if (typeof line === "string") return expandCompact(line);
    if (typeof line !== "object" || line === null || "condition" in line || !("unused" in line)) return [];
    return "permission" in line && typeof line.permission === "string" ? expandCompact(line.permission) : [];
  });
}

/** Single permissions that follow from profile and endpoints, sorted; none for a role that only lists permissions. */
export function derivedPermissions(role: RoleIntent): string[] {
  if (role.profile == null && !role.endpoints?.length) return [];
  return roleAccess(role).permissions.map(({ permission }) => permission);
}

/** The place in a role that a derived permission comes from: the endpoint that needs it, or else the profile; undefined for one that is not derived. */
export function originOf(
  role: RoleIntent,
  permission: string,
): readonly ["endpoints", number] | readonly ["profile"] | undefined {
  if (!derivedPermissions(role).includes(permission)) return undefined;
  const uses = roleAccess(role).permissions.find((one) => one.permission === permission)?.operations ?? [];
  const opened = new Set(uses.map(({ operation }) => printEndpoint(operation)));
  const index = (role.endpoints ?? []).findIndex((text) =>
    operationsOf(text).some((one) => opened.has(printEndpoint(one))),
  );
  return index >= 0 ? ["endpoints", index] : ["profile"];
}

function operationsOf(text: string | undefined): Operation[] {
  const parsed = text === undefined ? undefined : parseEndpoint(text);
  return parsed?.ok ? [parsed.operation] : [];
}
