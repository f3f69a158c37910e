import type { Item } from "../effective/item.ts";
import type { Product } from "../effective/model.ts";

const sets = new WeakMap<readonly Item[], ReadonlySet<Item>>();

/** True when a product has the item. Products share their lists, so each list is indexed once. */
export function holds({ items }: Product, item: Item): boolean {
  const known = sets.get(items) ?? new Set(items);
  sets.set(items, known);
  return known.has(item);
}
