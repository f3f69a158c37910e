/** A managed role must say what it may do: by permissions, by endpoints, or by a profile. */
import type { FlawAtPath } from "../problem.ts";
import { entriesOf, isManaged, type PartialManagedRole, type PartialSpec, saysNothing } from "./subjects.ts";

export function roleFlaws(spec: PartialSpec): FlawAtPath[] {
  return entriesOf(spec.roles).flatMap(([key, role]): FlawAtPath[] => {
    if (!isManaged(role) || !isSilent(role)) return [];
    return [
      {
        code: "no-permissions",
        message: "the role has no permissions",
        fix: "List the permissions it needs, the endpoints it calls, or a profile; or remove the role.",
        path: ["roles", key, "permissions"],
      },
    ];
  });
}

function isSilent(role: PartialManagedRole): boolean {
  return saysNothing(role, "permissions") && saysNothing(role, "endpoints") && saysNothing(role, "profile");
}
