/**
 * An item is one thing that a subject can hold. Items are texts that begin with their kind, so that sets of them are cheap and a name of one kind is never
 * taken for another.
 *
 * - `permission:domain:entity:action`: one permission.
 * - `pattern:analytics:*:view`: whatever a pattern stands for besides the permissions that the catalogue knows under it.
 * - `role:Communicate - User`: an existing role; its permissions are not known.
 * - `user-context:CODE`: a client that acts as the user who signed in, with that user's roles.
 * - `scope:routing:readonly`: a declared scope of such a client. It binds only if the org enforces scopes, which no API tells.
 */
import { patternTextCovers } from "../values/pattern.ts";
import { scopeCovers } from "../values/scope.ts";

export type ItemKind = "permission" | "pattern" | "role" | "user-context" | "scope";
export type Item = `${ItemKind}:${string}`;

export function itemKind(item: Item): ItemKind {
  return item.slice(0, item.indexOf(":")) as ItemKind;
}

/** The item without its kind. */
export function itemText(item: Item): string {
  return item.slice(item.indexOf(":") + 1);
}

/** False where nobody can say here what the item stands for. */
export function isCertain(item: Item): boolean {
  return !item.startsWith("role:") && !item.startsWith("pattern:");
}

/** True when whoever holds `wide` holds `narrow` as well. */
export function itemCovers(wide: Item, narrow: Item): boolean {
  if (wide === narrow) return true;
  const [kind, text, other] = [itemKind(narrow), itemText(narrow), itemText(wide)];
  if (wide.startsWith("scope:")) return kind === "scope" && scopeCovers(other, text);
  return wide.startsWith("pattern:") && (kind === "permission" || kind === "pattern") && patternTextCovers(other, text);
}
