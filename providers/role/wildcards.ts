/**
 * Stars in what was written against lists in what comes back. Since June 2026 the org stores the expansion of a star (Terraform
 * provider, auth_role, PR 2323): a written `routing:queue:*` is read as every action of `routing:queue`, `routing:*:view` as one
 * policy per entity. That is no difference.
 *
 * One difference stays unseen: an action that was taken away from, or added to, an expanded star in the console.
 */
import { patternTextCovers } from "../../access/values/pattern.ts";
import { compactPermissions, expandCompact, isWildcard, parsePermission } from "../../access/values/permission.ts";

/**
 * @param written compact lines of the last deploy
 * @param held compact lines of the org
 * @returns compact lines of the org, those that a written star explains given as the star
 */
export function keepWildcards(written: readonly string[], held: readonly string[]): string[] {
  const singles = written.flatMap(expandCompact);
  const stars = singles.filter((text) => {
    const permission = parsePermission(text);
    return permission !== undefined && isWildcard(permission);
  });
  if (stars.length === 0) return [...held];
  const named = new Set(singles);
  const kept = held.flatMap(expandCompact).flatMap((permission) => {
    const covering = stars.filter((star) => patternTextCovers(star, permission));
    // Written by name as well as covered: both lines stay.
    return named.has(permission) || covering.length === 0 ? [permission, ...covering] : covering;
  });
  return compactPermissions(kept);
}
