/** The changes of one subject: gains and losses, with their roles and causes. */

import { type Item, isCertain } from "../effective/item.ts";
import type { Product } from "../effective/model.ts";
import type { DivisionId } from "../values/division.ts";
import { compareText } from "../values/text.ts";
import { type Compared, causeOfGain, causeOfLoss } from "./cause.ts";
import { type CausedPlaces, causeFinder } from "./causedPlaces.ts";
import { compareHoldings, type ItemDiff, type PlacesDiff } from "./compareHoldings.ts";
import { holdingsOf } from "./holdings.ts";
import type { SubjectPair } from "./matchSubjects.ts";
import type { Change, Place, SubjectDiff, Via } from "./model.ts";
import { type PlaceGroup, placeGroups } from "./placeGroups.ts";
import { compareRisk, riskOf } from "./risk.ts";
import { subjectOf } from "./subjectOf.ts";

type Direction = Change["direction"];

/** Undefined when no access changes. */
export function diffSubject(compared: Compared, pair: SubjectPair): SubjectDiff | undefined {
  const [base, head] = [pair.base?.products ?? [], pair.head?.products ?? []];
  const subject = pair.head ?? pair.base;
  if (!subject || sameProducts(base, head)) return undefined;
  const { order } = compared;
  const { items, kept } = compareHoldings(holdingsOf(base, order), holdingsOf(head, order), order);
  if (items.length === 0) return undefined;
  const changesOf = changeMaker(compared, pair);
  const changes = items.flatMap((diff) => [...changesOf(diff, "gained"), ...changesOf(diff, "lost")]);
  const certain = changes.filter(({ item }) => isCertain(item));
  return {
    subject: subjectOf(subject),
    standing: standingOf(pair),
    gained: inOrder(certain.filter(({ direction }) => direction === "gained")),
    lost: inOrder(certain.filter(({ direction }) => direction === "lost")),
    unknown: inOrder(changes.filter(({ item }) => !isCertain(item))),
    kept,
  };
}

/** True when the products are the same; the same access by other products takes the long way. */
function sameProducts(base: readonly Product[], head: readonly Product[]): boolean {
  return (
    base.length === head.length &&
    base.every((product, index) => {
      const other = head[index];
      return (
        other !== undefined &&
        product.condition === other.condition &&
        sameList(product.divisions, other.divisions) &&
        sameList(product.items, other.items)
      );
    })
  );
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a === b || (a.length === b.length && a.every((value, index) => value === b[index]));
}

function standingOf({ base, head }: SubjectPair): SubjectDiff["standing"] {
  if (!base) return "added";
  return head ? "changed" : "removed";
}

/** Makes the changes of one item after the other. What its places have in common with those of other items is worked out once. */
function changeMaker(compared: Compared, pair: SubjectPair): (diff: ItemDiff, direction: Direction) => Change[] {
  const groups = {
    gained: new Map<PlacesDiff, readonly PlaceGroup[]>(),
    lost: new Map<PlacesDiff, readonly PlaceGroup[]>(),
  };
  const causes = { gained: causeFinder(causeOfGain, compared, pair), lost: causeFinder(causeOfLoss, compared, pair) };
  const products = { gained: pair.head?.products ?? [], lost: pair.base?.products ?? [] };
  return ({ item, places }, direction) => {
    const known =
      groups[direction].get(places) ?? placeGroups(places, direction, products[direction], item, compared.order);
    groups[direction].set(places, known);
    return known.flatMap((group) =>
      causes[direction](item, group).map((caused) => changeOf(item, direction, group, caused)),
    );
  };
}

function changeOf(
  item: Item,
  direction: Direction,
  { condition, conditionChange, narrower, products }: PlaceGroup,
  { cause, places }: CausedPlaces,
): Change {
  const divisions = sortedDivisions(places);
  return {
    direction,
    item,
    divisions,
    condition,
    ...(conditionChange && { conditionChange }),
    narrower,
    via: products.map(viaOf),
    cause,
    risk: riskOf(item, divisions),
  };
}

const sorted = new WeakMap<readonly Place[], readonly DivisionId[]>();

/** The items of a role share their places. */
function sortedDivisions(places: readonly Place[]): readonly DivisionId[] {
  const known = sorted.get(places) ?? places.map(({ division }) => division).sort(compareText);
  sorted.set(places, known);
  return known;
}

function viaOf({ role, path, justification }: Product): Via {
  return { ...(role !== undefined && { role }), path, ...(justification !== undefined && { justification }) };
}

function inOrder(changes: readonly Change[]): Change[] {
  return [...changes].sort(
    (a, b) =>
      compareText(a.direction, b.direction) ||
      compareRisk(a.risk, b.risk) ||
      compareText(a.item, b.item) ||
      compareText(a.condition, b.condition) ||
      compareText(a.divisions.join(), b.divisions.join()),
  );
}
