/** The products of one subject, by item. */

import { type Item, itemCovers } from "../effective/item.ts";
import type { Product } from "../effective/model.ts";
import { conditionCovers } from "../values/condition.ts";
import type { DivisionOrder } from "../values/division.ts";
import { compareText } from "../values/text.ts";
import type { Place } from "./model.ts";

export interface Holdings {
  readonly items: Iterable<Item>;
  /** The places in which the item itself is given; the widest only, sorted. */
  own(item: Item): readonly Place[];
  /** The places in which the item, or another that covers it, is given. Equal lists may be one object, so that they can be compared once. */
  covering(item: Item): readonly Place[];
}

export function holdingsOf(products: readonly Product[], order: DivisionOrder): Holdings {
  const byItem = new Map<Item, number[]>();
  for (const [index, { items }] of products.entries()) {
    for (const item of items) {
      const indexes = byItem.get(item);
      if (indexes) indexes.push(index);
      else byItem.set(item, [index]);
    }
  }
  // Few items cover others; all of them are looked at for each item.
  const wide = [...byItem.keys()].filter((item) => item.startsWith("pattern:") || item.startsWith("scope:"));
  const places = placesOf(products, order);
  return {
    items: byItem.keys(),
    own: (item) => places(byItem.get(item) ?? []),
    covering: (item) => {
      const wider = wide.filter((other) => other !== item && itemCovers(other, item));
      if (wider.length === 0) return places(byItem.get(item) ?? []);
      return places([...new Set([item, ...wider].flatMap((each) => byItem.get(each) ?? []))].sort((a, b) => a - b));
    },
  };
}

/** The permissions of a role share their places: each combination of products is worked out once. */
function placesOf(
  products: readonly Product[],
  order: DivisionOrder,
): (indexes: readonly number[]) => readonly Place[] {
  const made = new Map<string, readonly Place[]>();
  return (indexes) => {
    const key = indexes.join();
    const known = made.get(key);
    if (known) return known;
    const places = widest(
      indexes.flatMap((index) => placesOfProduct(products[index])),
      order,
    );
    made.set(key, places);
    return places;
  };
}

function placesOfProduct(product: Product | undefined): Place[] {
  if (!product) return [];
  const { divisions, condition } = product;
  return divisions.map((division) => ({ division, condition }));
}

export function placeCovers(order: DivisionOrder, wide: Place, narrow: Place): boolean {
  return conditionCovers(wide.condition, narrow.condition) && order(wide.division, narrow.division);
}

export function samePlace(a: Place, b: Place): boolean {
  return a.division === b.division && a.condition === b.condition;
}

/** Without repeats and without what another one covers. */
function widest(places: readonly Place[], order: DivisionOrder): Place[] {
  const once = places.filter((place, index) => places.findIndex((other) => samePlace(other, place)) === index);
  return once
    .filter((place) => !once.some((other) => !samePlace(other, place) && placeCovers(order, other, place)))
    .sort((a, b) => compareText(a.division, b.division) || compareText(a.condition, b.condition));
}
