/** Two holdings of one subject -> its gains and losses, item by item. */

import type { Item } from "../effective/item.ts";
import type { DivisionOrder } from "../values/division.ts";
import { type Holdings, placeCovers, samePlace } from "./holdings.ts";
import type { Held, Place } from "./model.ts";

/** One object for all items that are held in the same places by the same products: the permissions of a role have few. */
export interface PlacesDiff {
  readonly before: readonly Place[];
  readonly after: readonly Place[];
  readonly gained: readonly Place[];
  readonly lost: readonly Place[];
  /** Held in the head and neither gained nor named by the base: something wider covered it there. */
  readonly kept: readonly Place[];
}

export interface ItemDiff {
  readonly item: Item;
  readonly places: PlacesDiff;
}

export interface HoldingsDiff {
  /** Only items that are gained or lost somewhere. */
  readonly items: readonly ItemDiff[];
  readonly kept: readonly Held[];
}

export function compareHoldings(base: Holdings, head: Holdings, order: DivisionOrder): HoldingsDiff {
  const compare = placesComparer(order);
  const all = [...new Set([...base.items, ...head.items])].map((item) => ({
    item,
    places: compare(base.own(item), base.covering(item), head.own(item), head.covering(item)),
  }));
  return {
    items: all.filter(({ places }) => places.gained.length > 0 || places.lost.length > 0),
    kept: all.flatMap(({ item, places }) => places.kept.map((place) => ({ item, ...place }))),
  };
}

type Places = readonly Place[];

function placesComparer(
  order: DivisionOrder,
): (before: Places, coveredBefore: Places, after: Places, coveredAfter: Places) => PlacesDiff {
  const uncovered = (places: Places, wider: Places) =>
    places.filter((place) => !wider.some((other) => placeCovers(order, other, place)));
  const numbers = new Map<Places, number>();
  const numberOf = (places: Places) => {
    const number = numbers.get(places) ?? numbers.size;
    numbers.set(places, number);
    return number;
  };
  const known = new Map<string, PlacesDiff>();
  return (before, coveredBefore, after, coveredAfter) => {
    const key = [before, coveredBefore, after, coveredAfter].map(numberOf).join();
    const found = known.get(key);
    if (found) return found;
    const [gained, lost] = [uncovered(after, coveredBefore), uncovered(before, coveredAfter)];
    const kept = after.filter((place) => ![...before, ...gained].some((other) => samePlace(other, place)));
    const made = { before, after, gained, lost, kept };
    known.set(key, made);
    return made;
  };
}
