/** The operations that a set of permissions opens, from the catalogue. */
import { allOperations, type Operation } from "../../../access/catalogue/operations.ts";
import { lazy } from "../../../access/values/lazy.ts";

/** Operations that take an OAuth token, by each permission that they ask for. */
const operationsByPermission = lazy(() => {
  const byPermission = new Map<string, Operation[]>();
  for (const operation of allOperations()) {
    if (operation.auth !== "oauth") continue;
    for (const permission of operation.permissions) {
      byPermission.set(permission, [...(byPermission.get(permission) ?? []), operation]);
    }
  }
  return byPermission;
});

/** Scopes of the operations that ask for a scope and declare no permission. */
export const scopesWithoutPermission = lazy(
  () =>
    new Set(allOperations().flatMap(({ match, scopes }) => (match === "NONE" && scopes !== undefined ? scopes : []))),
);

/** Operations for which `permission` counts and all that they need is in `held`. */
export function openedBy(permission: string, held: { has(permission: string): boolean }): Operation[] {
  return (operationsByPermission().get(permission) ?? []).filter(
    ({ match, permissions }) => match === "ANY" || permissions.every((needed) => held.has(needed)),
  );
}
