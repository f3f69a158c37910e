/** Places of one gain or loss that are told together: given by the same products, under the same condition. */

import type { Item } from "../effective/item.ts";
import type { Product } from "../effective/model.ts";
import { type ConditionText, UNCONDITIONAL } from "../values/condition.ts";
import type { DivisionOrder } from "../values/division.ts";
import type { PlacesDiff } from "./compareHoldings.ts";
import { placeCovers } from "./holdings.ts";
import { holds } from "./holds.ts";
import type { Change, Place } from "./model.ts";

export interface PlaceGroup {
  readonly places: readonly Place[];
  readonly condition: ConditionText;
  readonly conditionChange: Change["conditionChange"];
  readonly narrower: readonly Place[];
  /** Products of the side that has the places. */
  readonly products: readonly Product[];
}

/** `products` are those of the side that has the places; any item with these places will do as `item`. */
export function placeGroups(
  places: PlacesDiff,
  direction: Change["direction"],
  products: readonly Product[],
  item: Item,
  order: DivisionOrder,
): PlaceGroup[] {
  const others = direction === "gained" ? places.before : places.after;
  const holders = products.filter((product) => holds(product, item));
  const single = places[direction].map((place) => ({
    place,
    conditionChange: conditionChangeOf(place, direction, others),
    narrower: others.filter((other) => placeCovers(order, place, other)),
    givers: [...holders.keys()].filter((index) => gives(holders[index], place)),
  }));
  const groups = Map.groupBy(single, ({ place, conditionChange, narrower, givers }) =>
    JSON.stringify([place.condition, conditionChange, narrower, givers]),
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { place, conditionChange, narrower, givers } = first;
    const found = givers.flatMap((index) => holders[index] ?? []);
    return [
      {
        places: group.map((each) => each.place),
        condition: place.condition,
        conditionChange,
        narrower,
        products: found,
      },
    ];
  });
}

function gives(product: Product | undefined, { division, condition }: Place): boolean {
  return product !== undefined && product.condition === condition && product.divisions.includes(division);
}

/** The change of condition, where the other side holds the same in the same division. */
function conditionChangeOf(
  { division, condition }: Place,
  direction: Change["direction"],
  others: readonly Place[],
): Change["conditionChange"] {
  if (!others.some((other) => other.division === division && other.condition !== condition)) return undefined;
  if (condition !== UNCONDITIONAL) return "changed";
  return direction === "gained" ? "removed" : "added";
}
