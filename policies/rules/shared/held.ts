/** Lists the permissions that roles and subjects hold, one by one. */
import { expandPermissionPattern } from "../../../access/catalogue/permissions.ts";
import type { RoleGrantFacts } from "../../facts.ts";

/** By the list that was expanded: many rules ask about the same role, and facts never change. */
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

/** The permissions of a granted role, made by the stack or only referred to; none where nobody knows them. */
export function permissionsOf({ role, existingPermissions }: RoleGrantFacts): readonly string[] {
  return role?.permissions ?? existingPermissions ?? [];
}

/** Every permission of the roles as it is written, patterns as they are, with the key of the first role that gives it. */
export function writtenIn(grants: readonly RoleGrantFacts[]): ReadonlyMap<string, string> {
  const written = new Map<string, string>();
  for (const grant of grants) {
    const { roleKey } = grant;
    for (const text of permissionsOf(grant)) if (!written.has(text)) written.set(text, roleKey);
  }
  return written;
}

/** Every single permission that the grants give, with the key of the first role that gives it. */
export function heldBy(grants: readonly RoleGrantFacts[]): ReadonlyMap<string, string> {
  const held = new Map<string, string>();
  for (const grant of grants) {
    for (const permission of singles(permissionsOf(grant))) {
      if (!held.has(permission)) held.set(permission, grant.roleKey);
    }
  }
  return held;
}
