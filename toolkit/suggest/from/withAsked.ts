/** A role for operations, with what a list asks for besides. */
import { permission } from "../../../access/catalogue/permissions.ts";
import type { MinimalAccess, NeededPermission, NeededScope } from "../../../access/intent/minimalPermissions.ts";
import { compareText } from "../../../access/values/text.ts";
import type { Settled } from "./settle.ts";

/**
 * A list of permissions is a claim: what it names is taken, though no request shows that it is needed. Its scopes are taken only where there is
 * no request to tell them.
 */
export function withAsked(access: MinimalAccess, { permissions, scopes, operations }: Settled): MinimalAccess {
  const held = new Set(access.permissions.map((one) => one.permission));
  const scopesOfRequests = new Set(access.scopes.map(({ scope }) => scope));
  return {
    ...access,
    permissions: inOrder(
      [...access.permissions, ...permissions.filter((one) => !held.has(one)).map(claimed)],
      (one) => one.permission,
    ),
    scopes: inOrder(
      [
        ...access.scopes,
        ...(operations.length > 0 ? [] : scopes)
          .filter((scope) => !scopesOfRequests.has(scope))
          .map((scope): NeededScope => ({ scope, operations: [] })),
      ],
      ({ scope }) => scope,
    ),
  };
}

function claimed(text: string): NeededPermission {
  const { kind = "write", divisionAware = "unknown" } = permission(text) ?? {};
  return { permission: text, kind, divisionAware, held: true, operations: [] };
}

function inOrder<T>(items: readonly T[], name: (item: T) => string): T[] {
  return [...items].sort((a, b) => compareText(name(a), name(b)));
}
