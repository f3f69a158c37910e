/** Patterns over permissions: `*` in place of a domain, an entity or an action. */
import { type Permission, parsePermission } from "./permission.ts";

/** True when whoever holds `wide` holds `narrow`: part by part, and a `*` of the narrower one needs a `*` in the wider. */
export function patternCovers(wide: Permission, narrow: Permission): boolean {
  return (["domain", "entity", "action"] as const).every((part) => wide[part] === "*" || wide[part] === narrow[part]);
}

/** The same for texts; false where one of them is no permission and no pattern. */
export function patternTextCovers(wide: string, narrow: string): boolean {
  const [pattern, permission] = [parsePermission(wide), parsePermission(narrow)];
  return pattern !== undefined && permission !== undefined && patternCovers(pattern, permission);
}
