/** Two holdings of one subject -> item by item what is gained and lost. */
import type { DivisionOrder } from "../effective/division.ts";
import type { Item } from "../effective/item.ts";
import { type Holdings, placeCovers, samePlace } from "./holdings.ts";
import type { Held, Place } from "./model.ts";

export interface ItemDiff {
  readonly item: Item;
  readonly before: readonly Place[];
  readonly after: readonly Place[];
  readonly gained: readonly Place[];
  readonly lost: readonly Place[];
}

export interface HoldingsDiff {
  /** Only items that are gained or lost somewhere. */
  readonly items: readonly ItemDiff[];
  readonly kept: readonly Held[];
}

export function compareHoldings(base: Holdings, head: Holdings, order: DivisionOrder): HoldingsDiff {
  const uncovered = uncoveredBy(order);
  const items: ItemDiff[] = [];
  const kept: Held[] = [];
  for (const item of new Set([...base.items, ...head.items])) {
    const [before, after] = [base.own(item), head.own(item)];
    const gained = uncovered(after, base.covering(item));
    const lost = uncovered(before, head.covering(item));
    if (gained.length > 0 || lost.length > 0) items.push({ item, before, after, gained, lost });
    if (before !== after) kept.push(...keptPlaces(before, after, gained).map((place) => ({ item, ...place })));
  }
  return { items, kept };
}

/** Held in the head and neither gained nor named by the base: something wider covered it there. */
function keptPlaces(before: readonly Place[], after: readonly Place[], gained: readonly Place[]): readonly Place[] {
  return after.filter((place) => ![...before, ...gained].some((other) => samePlace(other, place)));
}

/** Places of the one list that nothing in the other covers. Remembers, because the permissions of a role ask the same again and again. */
function uncoveredBy(order: DivisionOrder): (places: readonly Place[], wider: readonly Place[]) => readonly Place[] {
  const known = new Map<readonly Place[], Map<readonly Place[], readonly Place[]>>();
  return (places, wider) => {
    const row = known.get(places) ?? new Map<readonly Place[], readonly Place[]>();
    known.set(places, row);
    const result = row.get(wider) ?? places.filter((place) => !wider.some((other) => placeCovers(order, other, place)));
    row.set(wider, result);
    return result;
  };
}
