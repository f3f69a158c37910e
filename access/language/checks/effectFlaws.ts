/** Finds entries that have no effect: a reader of the file must not believe in a limit that does not exist. */

import { derivedPermissions, freePermissions } from "../../intent/roleIntent.ts";
import { quote } from "../../values/flaw.ts";
import { expandCompact } from "../../values/permission.ts";
import type { FlawAtPath } from "../problem.ts";
import { entriesOf, isManaged, type PartialSpec } from "./subjects.ts";

export function effectFlaws(spec: PartialSpec): FlawAtPath[] {
  return [...conditionFlaws(spec), ...divisionFlaws(spec)];
}

/** A permission that the same role holds without a condition is not limited by one. */
function conditionFlaws(spec: PartialSpec): FlawAtPath[] {
  return entriesOf(spec.roles).flatMap(([key, role]) => {
    if (!isManaged(role)) return [];
    const permissions = role.permissions ?? [];
    const written = freePermissions(permissions);
    const free = new Set([...written, ...derivedPermissions(role)]);
    return permissions.flatMap((line, index): FlawAtPath[] => {
      if (typeof line !== "object" || !("condition" in line) || line.permission === undefined) return [];
      const both = expandCompact(line.permission).find((single) => free.has(single));
      if (both === undefined) return [];
      const message = `the condition has no effect: the role holds ${quote(both)} without a condition, too`;
      const path = ["roles", key, "permissions", index];
      return [{ code: "condition-without-effect", message, fix: "Remove one of the two.", path }];
    });
  });
}

/** The description of a division that the stack does not manage is never written, and none of it was taken over. */
function divisionFlaws(spec: PartialSpec): FlawAtPath[] {
  return entriesOf(spec.divisions).flatMap(([key, { adopted, description, manage }]) => {
    if (manage === true) return [];
    if (typeof adopted === "string") {
      const message = "`adopted` says nothing of a division that this stack does not manage";
      const path = ["divisions", key, "adopted"];
      return [{ code: "adopted-without-effect", message, fix: "Add `manage: true`, or remove it.", path, atKey: true }];
    }
    if (typeof description !== "string") return [];
    const message = "the description is not written to a division that this stack does not manage";
    const path = ["divisions", key, "description"];
    return [
      { code: "description-without-effect", message, fix: "Add `manage: true`, or remove it.", path, atKey: true },
    ];
  });
}
