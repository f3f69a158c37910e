/**
 * Permissions and scopes that the catalogue does not know. They are rules of the policy pack as well, so that they can be waived where the org is
 * newer than the catalogue: the loader tells them only beside problems that have no such way out, and lets a file pass that has nothing else.
 */
import type { FlawAtPath } from "../problem.ts";
import { unknownPermissionFlaws, unknownScopeFlaws } from "../values.ts";
import { entriesOf, isManaged, type OrgKnows, type PartialSpec } from "./subjects.ts";

export function catalogueFlaws(spec: PartialSpec, orgKnows: OrgKnows): FlawAtPath[] {
  return [...permissionFlaws(spec, orgKnows), ...scopeFlaws(spec)];
}

function permissionFlaws(spec: PartialSpec, orgKnows: OrgKnows): FlawAtPath[] {
  return entriesOf(spec.roles).flatMap(([key, role]) =>
    isManaged(role)
      ? (role.permissions ?? []).flatMap((line, index): FlawAtPath[] => {
          const path = ["roles", key, "permissions", index];
          if (typeof line === "string")
            return unknownPermissionFlaws(line, orgKnows).map((flaw) => ({ ...flaw, path }));
          const flaws = line?.permission === undefined ? [] : unknownPermissionFlaws(line.permission, orgKnows);
          return flaws.map((flaw) => ({ ...flaw, path: [...path, "permission"] }));
        })
      : [],
  );
}

function scopeFlaws(spec: PartialSpec): FlawAtPath[] {
  return entriesOf(spec.clients).flatMap(([key, client]) =>
    isManaged(client)
      ? (client.scopes ?? []).flatMap((scope, index) =>
          scope === undefined
            ? []
            : unknownScopeFlaws(scope, client.access !== "read-write").map((flaw) => ({
                ...flaw,
                path: ["clients", key, "scopes", index],
              })),
        )
      : [],
  );
}
