/** Roles as the YAML writes them: whether two are the same, and which line gives a permission. */
import { type Item, itemText } from "../effective/item.ts";
import type { EffectiveAccess } from "../effective/model.ts";
import { permissionItems } from "../effective/roleItems.ts";
import { writtenRole } from "../effective/written.ts";
import { derivedPermissions } from "../intent/roleIntent.ts";
import { isExisting, type SpecManagedRole } from "../language/spec.ts";
import type { YamlPath } from "../values/yamlPath.ts";

/** True when both specs give the role the same permissions, as written; undefined where there is nothing to compare. */
export function sameRole(base: EffectiveAccess, head: EffectiveAccess, key: string): boolean | undefined {
  const [before, after] = [base, head].map(({ source }) => source && writtenRole(source.value, key));
  return before && after ? intent(before) === intent(after) : undefined;
}

const intents = new WeakMap<object, string>();

/** The keys of a role that decide its permissions, as text: all but name, purpose, description and access. Asked for every item of the role. */
function intent(role: object): string {
  const known = intents.get(role);
  if (known !== undefined) return known;
  const said = Object.entries(role).filter(([key]) => !["name", "purpose", "description", "access"].includes(key));
  const text = JSON.stringify(said);
  intents.set(role, text);
  return text;
}

/** The line of the role that gives the item, or the place that the item is derived from. */
export function itemPath({ source }: EffectiveAccess, key: string, item: Item): YamlPath {
  const path = ["roles", key];
  const role = source && writtenRole(source.value, key);
  if (!role || isExisting(role)) return path;
  const index = linesOf(role).get(item);
  if (index !== undefined) return [...path, "permissions", index];
  const derived = role.endpoints.length > 0 && !isOfProfile(role, item) ? "endpoints" : "profile";
  return role.profile === undefined && role.endpoints.length === 0 ? path : [...path, derived];
}

function isOfProfile({ profile }: SpecManagedRole, item: Item): boolean {
  return profile !== undefined && derivedPermissions({ profile }).includes(itemText(item));
}

const lines = new WeakMap<SpecManagedRole, ReadonlyMap<Item, number>>();

/** The first line of each item; one that names it beats a wildcard above it. */
function linesOf(role: SpecManagedRole): ReadonlyMap<Item, number> {
  const known = lines.get(role);
  if (known) return known;
  const found = new Map<Item, number>();
  const texts = role.permissions.map((line) => (typeof line === "string" ? line : line.permission));
  for (const wild of [false, true]) {
    for (const [index, text] of texts.entries()) {
      for (const item of permissionItems([text])) {
        if (text.includes("*") === wild && !found.has(item)) found.set(item, index);
      }
    }
  }
  lines.set(role, found);
  return found;
}
