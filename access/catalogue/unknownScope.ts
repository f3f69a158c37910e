/** What is said of a scope that the catalogue does not list. */
import { type Flaw, quote } from "../values/flaw.ts";
import { otherSpelling } from "../values/otherSpelling.ts";
import { isPermissionLine } from "../values/permission.ts";
import { CATALOGUE_DATE } from "./date.ts";
import { nearestScopes } from "./nearestScopes.ts";
import { expandPermissionPattern } from "./permissions.ts";
import { allScopes, meantScope } from "./scopes.ts";

/** True for a text that is a permission, or a line of permissions, and stands where scopes belong. Three parts alone make no permission. */
export function isPermissionAsScope(text: string): boolean {
  return isPermissionLine(text) && expandPermissions(text).length > 0;
}

/** The readonly scope of the same name as the domain of a permission, where the permission stands in its place. */
export function scopeBesidePermission(text: string): string | undefined {
  return nearestScopes(`${text.split(":")[0]}:readonly`, true, 1)[0];
}

function expandPermissions(text: string): string[] {
  const [domain, entity, actions = ""] = text.split(":");
  return actions.split(",").flatMap((action) => expandPermissionPattern(`${domain}:${entity}:${action}`));
}

/** @param readOnly true for a client that may not have scopes that write */
export function unknownScopeFlaw(scope: string, readOnly: boolean): Flaw {
  const spelling = otherSpelling("unknown-scope", scope, meantScope);
  // Its fix names the right spelling already.
  if (spelling) return { ...spelling, nearest: [] };
  const near = nearestScopes(scope, readOnly);
  return {
    code: "unknown-scope",
    message: `${quote(scope)} is not among the OAuth scopes of the catalogue of ${CATALOGUE_DATE}`,
    nearest: near,
    fix: fixOf(scope, near, readOnly),
  };
}

function fixOf(scope: string, near: readonly string[], readOnly: boolean): string {
  const [first] = near;
  if (first === undefined) return `${scopesOfFamily(scope, readOnly)}Remove it, or write a scope of the catalogue.`;
  return `Write ${near.length > 1 ? "the one that is meant" : `\`${first}\``}, or remove it.`;
}

/** A list is no correction; but what a read-only client may not have is not listed for it either. */
function scopesOfFamily(text: string, readOnly: boolean): string {
  const [family = ""] = text.split(":");
  const members = [...allScopes()].filter((one) => one === `${family}:readonly` || (one === family && !readOnly));
  return members.length > 0 ? `Of ${family} it has ${members.join(" and ")}. ` : "";
}
