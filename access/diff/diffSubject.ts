/** The changes of one subject: what is gained and lost, through which roles and why. */
import { UNCONDITIONAL } from "../effective/conditionText.ts";
import { isCertain } from "../effective/item.ts";
import type { EffectiveSubject, Product } from "../effective/model.ts";
import { compareText } from "../permission.ts";
import { type Compared, causeOfGain, causeOfLoss } from "./cause.ts";
import { compareHoldings, type ItemDiff } from "./compareHoldings.ts";
import { holdingsOf, placeCovers } from "./holdings.ts";
import { holds } from "./holds.ts";
import type { SubjectPair } from "./matchSubjects.ts";
import type { Change, Place, SubjectDiff, Via } from "./model.ts";
import { compareRisk, riskOf } from "./risk.ts";
import { subjectOf } from "./subjectOf.ts";

/** Undefined when no access changes. */
export function diffSubject(compared: Compared, pair: SubjectPair): SubjectDiff | undefined {
  const [base, head] = [pair.base?.products ?? [], pair.head?.products ?? []];
  const subject = pair.head ?? pair.base;
  if (!subject || sameProducts(base, head)) return undefined;
  const { order } = compared;
  const { items, kept } = compareHoldings(holdingsOf(base, order), holdingsOf(head, order), order);
  if (items.length === 0) return undefined;
  const changes = items.flatMap((diff) => [
    ...changesOf(compared, pair, diff, "gained"),
    ...changesOf(compared, pair, diff, "lost"),
  ]);
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

/** One change per condition, cause and way: its divisions are listed together. */
function changesOf(compared: Compared, pair: SubjectPair, diff: ItemDiff, direction: Change["direction"]): Change[] {
  const single = diff[direction].map((place) => changeAt(compared, pair, diff, direction, place));
  const groups = Map.groupBy(single, ({ divisions: _, risk: __, ...same }) => JSON.stringify(same));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const divisions = group.flatMap((change) => change.divisions).sort(compareText);
    return [{ ...first, divisions, risk: riskOf(diff.item, divisions) }];
  });
}

function changeAt(
  compared: Compared,
  pair: SubjectPair,
  diff: ItemDiff,
  direction: Change["direction"],
  place: Place,
): Change {
  const { item } = diff;
  const [side, others] = direction === "gained" ? [pair.head, diff.before] : [pair.base, diff.after];
  const causeOf = direction === "gained" ? causeOfGain : causeOfLoss;
  const products = givers(side, diff, place);
  const [cause] = products
    .map((product) => causeOf(compared, pair, product, item, place))
    .sort((a, b) => Number(b.kind === "edited") - Number(a.kind === "edited"));
  const conditionChange = conditionChangeOf(place, direction, diff);
  return {
    direction,
    item,
    divisions: [place.division],
    condition: place.condition,
    ...(conditionChange && { conditionChange }),
    narrower: others.filter((other) => placeCovers(compared.order, place, other)),
    via: products.map(viaOf),
    cause: cause ?? { kind: "unknown" },
    risk: { level: "low", reasons: [] },
  };
}

function givers(side: EffectiveSubject | undefined, { item }: ItemDiff, { division, condition }: Place): Product[] {
  return (side?.products ?? []).filter(
    (product) => product.condition === condition && product.divisions.includes(division) && holds(product, item),
  );
}

function viaOf({ role, path }: Product): Via {
  return { ...(role !== undefined && { role }), path };
}

/** In the same division, held otherwise on the other side. */
function conditionChangeOf(
  { division, condition }: Place,
  direction: Change["direction"],
  { before, after }: ItemDiff,
): Change["conditionChange"] {
  const others = direction === "gained" ? before : after;
  if (!others.some((other) => other.division === division && other.condition !== condition)) return undefined;
  if (condition !== UNCONDITIONAL) return "changed";
  return direction === "gained" ? "removed" : "added";
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
