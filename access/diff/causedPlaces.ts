/** The places of one gain or loss, by cause. */
import type { Item } from "../effective/item.ts";
import type { Product } from "../effective/model.ts";
import type { CauseOf, Compared } from "./cause.ts";
import type { SubjectPair } from "./matchSubjects.ts";
import type { Cause, Place } from "./model.ts";
import type { PlaceGroup } from "./placeGroups.ts";

export interface CausedPlaces {
  readonly cause: Cause;
  readonly places: readonly Place[];
}

type FindCause = (compared: Compared, pair: SubjectPair, product: Product, item: Item) => CauseOf;

/** Finds the causes of places. Where several products give the same, an edit of the spec is told, rather than a cause that nobody wrote. */
export function causeFinder(
  find: FindCause,
  compared: Compared,
  pair: SubjectPair,
): (item: Item, group: PlaceGroup) => readonly CausedPlaces[] {
  const known = new Map<PlaceGroup, readonly CausedPlaces[]>();
  return (item, group) => {
    const causes = group.products.map((product) => find(compared, pair, product, item));
    const sure = causes.filter((cause) => typeof cause === "object");
    const edited = sure.find(({ kind }) => kind === "edited");
    if (edited || sure.length === causes.length) {
      return [{ cause: edited ?? sure[0] ?? { kind: "unknown" }, places: group.places }];
    }
    if (sure.length > 0) return byCause(group.places, causes);
    // These causes depend on the places alone, so they are the same for all items of the group.
    const split = known.get(group) ?? byCause(group.places, causes);
    known.set(group, split);
    return split;
  };
}

function byCause(places: readonly Place[], causes: readonly CauseOf[]): CausedPlaces[] {
  const causeAt = (place: Place): Cause => {
    const found = causes.map((cause) => (typeof cause === "function" ? cause(place) : cause));
    return found.find(({ kind }) => kind === "edited") ?? found[0] ?? { kind: "unknown" };
  };
  const single = places.map((place) => ({ place, cause: causeAt(place) }));
  const groups = Map.groupBy(single, ({ cause }) => JSON.stringify(cause));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first ? [{ cause: first.cause, places: group.map(({ place }) => place) }] : [];
  });
}
