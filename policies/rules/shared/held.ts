/** Lists the permissions that roles and subjects hold, one by one. */
import { expandPermissionPattern } from "../../../access/catalogue/permissions.ts";
import type { RoleGrantFacts } from "../../facts.ts";

/** By the list that was expanded: many rules ask about the same role, and facts never change. */
const NONE: readonly string[] = [];
const expanded = new WeakMap<readonly string[], readonly string[]>();

/** Single permissions, each once. A pattern stands for what the catalogue knows of it, so that a waived `*` hides nothing from other rules. */
export function singles(permissions: readonly string[]): readonly string[] {
  const known = expanded.get(permissions);
  if (known) return known;
  const all = new Set(permissions.flatMap((text) => (text.includes("*") ? expandPermissionPattern(text) : [text])));
  const list = [...all];
  expanded.set(permissions, list);
  return list;
}

/** Every permission of the roles as it is written, patterns as they are, with the key of the first role that gives it. */
export function writtenIn(grants: readonly RoleGrantFacts[]): ReadonlyMap<string, string> {
  const written = new Map<string, string>();
  for (const { roleKey, role, existingPermissions } of grants) {
    for (const text of role?.permissions ?? existingPermissions ?? [])
      if (!written.has(text)) written.set(text, roleKey);
  }
  return written;
}

/** Every single permission that the grants give, with the key of the first role that gives it. */
export function heldBy(grants: readonly RoleGrantFacts[]): ReadonlyMap<string, string> {
  const held = new Map<string, string>();
  for (const { roleKey, role, existingPermissions } of grants) {
    for (const permission of singles(role?.permissions ?? existingPermissions ?? NONE)) {
      if (!held.has(permission)) held.set(permission, roleKey);
    }
  }
  return held;
}
