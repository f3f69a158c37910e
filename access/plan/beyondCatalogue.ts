/** Permissions that the vendored catalogue does not know: newer than it, of a product that it does not cover, or mistyped. The org can tell. */
import { permissionExists } from "../catalogue/permissions.ts";
import type { SpecPermission } from "../language/spec.ts";
import { expandCompact } from "../values/permission.ts";
import { compareText } from "../values/text.ts";

/** Single permissions, sorted, each once. A pattern with `*` is none: it stands for what the catalogue knows. */
export function notInCatalogue(permissions: readonly SpecPermission[]): string[] {
  const singles = permissions.flatMap((line) => expandCompact(typeof line === "string" ? line : line.permission));
  const unknown = singles.filter((single) => !single.includes("*") && !permissionExists(single));
  return [...new Set(unknown)].sort(compareText);
}

/** The permissions beyond the catalogue that the org lists. Without an org nobody vouches for any. */
export function beyondCatalogue(
  permissions: readonly SpecPermission[],
  org: ReadonlySet<string> = new Set(),
): string[] {
  return notInCatalogue(permissions).filter((single) => org.has(single));
}
