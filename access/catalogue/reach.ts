/** How far a permission reaches that is granted in some divisions only. */
import { permission as cataloguePermission, expandPermissionPattern } from "./permissions.ts";

/** `limited` to the divisions; `leaks`: no division limits it; `unknown`: nobody has said. */
export type Reach = "limited" | "unknown" | "leaks";

/**
 * A pattern leaks as soon as one of the permissions that it stands for does.
 *
 * @param more permissions that a pattern stands for beside those of the catalogue
 * @param answer whether a single permission is division-aware, by somebody who knows better; undefined where they do not
 */
export function reachOf(
  permission: string,
  more: readonly string[] = [],
  answer: (single: string) => "yes" | "no" | undefined = () => undefined,
): Reach {
  const singles = permission.includes("*") ? new Set([...expandPermissionPattern(permission), ...more]) : [permission];
  const known = [...singles].map((single) => answer(single) ?? cataloguePermission(single)?.divisionAware ?? "unknown");
  if (known.includes("no")) return "leaks";
  return known.includes("unknown") ? "unknown" : "limited";
}
