/** A role that says what it is for (`profile`, `endpoints`) -> the permissions that this takes. */
import type { Operation } from "../catalogue/operations.ts";
import { expandPermissionPattern } from "../catalogue/permissions.ts";
import { expandCompact } from "../permission.ts";
import { parseEndpoint } from "./endpoint.ts";
import { type MinimalAccess, minimalPermissions } from "./minimalPermissions.ts";
import { profile, profileOperations } from "./profiles.ts";

/** The part of a managed role that its permissions follow from. */
export interface RoleIntent {
  readonly profile?: string | null | undefined;
  readonly endpoints?: readonly (string | undefined)[] | null | undefined;
  /** Lines that are no text (those under a condition) do not count. */
  readonly permissions?: readonly unknown[] | null | undefined;
}

/**
 * What profile and endpoints need together. Written permissions come first: an operation that one of them opens needs nothing more, which is how
 * a role settles an operation that accepts several. One under a condition opens only a part, so it does not count. What is not known is skipped.
 */
export function roleAccess({ profile: name, endpoints, permissions }: RoleIntent): MinimalAccess {
  const named = name == null ? undefined : profile(name);
  const written = (permissions ?? []).flatMap((line) => (typeof line === "string" ? expandCompact(line) : []));
  const chosen = named?.choose.map(({ permission }) => permission) ?? [];
  const operations = [...(named ? profileOperations(named) : []), ...(endpoints ?? []).flatMap(operationsOf)];
  return minimalPermissions(operations, { held: [...written.flatMap(expandPermissionPattern), ...chosen] });
}

/** Single permissions that follow from profile and endpoints, sorted; none for a role that only lists permissions. */
export function derivedPermissions(role: RoleIntent): string[] {
  if (role.profile == null && !role.endpoints?.length) return [];
  return roleAccess(role).permissions.map(({ permission }) => permission);
}

function operationsOf(text: string | undefined): Operation[] {
  const parsed = text === undefined ? undefined : parseEndpoint(text);
  return parsed?.ok ? [parsed.operation] : [];
}
