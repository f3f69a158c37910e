/** A role as somebody holds it: the material for decisions. */

import { itemCovers, itemKind, itemText } from "../effective/item.ts";
import type { EffectiveSubject, Product } from "../effective/model.ts";
import type { DivisionId } from "../values/division.ts";
import type { YamlPath } from "../values/yamlPath.ts";

export interface Holding {
  /** Key of the role. */
  readonly role: string;
  /** Name or id of a role that the stack does not make: what it permits is not known here. */
  readonly existing?: string;
  holds(permission: string): boolean;
  /** Whether divisions limit a permission of it, where the org has said so; absent where nobody asked it. */
  divisionAware?(permission: string): "yes" | "no" | undefined;
  /** Only where a condition is met. */
  readonly conditional: boolean;
  readonly divisions: readonly DivisionId[];
  /** Place of the grant in the spec. */
  readonly path: YamlPath;
}

/** Nothing for what a user-context client has by itself: that is no role. */
export function holdingsOf({ products }: EffectiveSubject): Holding[] {
  return products.flatMap((product) => (product.role === undefined ? [] : [holdingOf(product, product.role)]));
}

function holdingOf({ items, divisions, condition, path }: Product, role: string): Holding {
  const held = new Set(items);
  const patterns = items.filter((item) => itemKind(item) === "pattern");
  const existing = items.find((item) => itemKind(item) === "role");
  return {
    role,
    ...(existing && { existing: itemText(existing) }),
    holds: (permission) =>
      held.has(`permission:${permission}`) ||
      patterns.some((pattern) => itemCovers(pattern, `permission:${permission}`)),
    conditional: condition !== "",
    divisions,
    path,
  };
}
