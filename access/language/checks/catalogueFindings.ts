/**
 * Permissions and scopes that the catalogue does not know. They are rules of the policy pack as well, so that they can be waived where the org is
 * newer than the catalogue: the loader tells them only beside problems that have no such way out, and lets a file pass that has nothing else.
 */
import type { Finding } from "../problem.ts";
import { unknownPermissionFaults, unknownScopeFaults } from "../values.ts";
import { entriesOf, isManaged, type PartialSpec } from "./subjects.ts";

export function catalogueFindings(spec: PartialSpec): Finding[] {
  return [...permissionFindings(spec), ...scopeFindings(spec)];
}

function permissionFindings(spec: PartialSpec): Finding[] {
  return entriesOf(spec.roles).flatMap(([key, role]) =>
    isManaged(role)
      ? (role.permissions ?? []).flatMap((line, index): Finding[] => {
          const path = ["roles", key, "permissions", index];
          if (typeof line === "string") return unknownPermissionFaults(line).map((fault) => ({ ...fault, path }));
          const faults = line?.permission === undefined ? [] : unknownPermissionFaults(line.permission);
          return faults.map((fault) => ({ ...fault, path: [...path, "permission"] }));
        })
      : [],
  );
}

function scopeFindings(spec: PartialSpec): Finding[] {
  return entriesOf(spec.clients).flatMap(([key, client]) =>
    isManaged(client)
      ? (client.scopes ?? []).flatMap((scope, index) =>
          scope === undefined
            ? []
            : unknownScopeFaults(scope).map((fault) => ({ ...fault, path: ["clients", key, "scopes", index] })),
        )
      : [],
  );
}
