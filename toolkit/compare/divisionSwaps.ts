/** What subjects hold for a moment, while an update changes the divisions of a grant: neither end of a comparison shows it. */
import { GRANT } from "../../access/resources/grant.ts";
import type { Raw, ResourceInputs } from "../../access/resources/resourceType.ts";
import { divisionIds, sameDivision, sameGrant } from "./sameGrant.ts";

type Resources = readonly ResourceInputs[];

/** Of many grants a note names the first. */
const NAMED = 5;

/** One sentence for each order in which divisions are exchanged; none where no grant both gains and loses one. */
export function divisionSwaps(base: Resources, head: Resources): string[] {
  const swaps = head.flatMap(({ type, inputs }) => {
    const before = type === GRANT.token ? sameGrant(inputs, base) : undefined;
    return before && exchanges(before, inputs) ? [inputs] : [];
  });
  const [removes, adds] = [true, false].map((first) =>
    swaps.filter(({ order }) => (order === "remove-first") === first),
  );
  return [
    ...sentence(
      adds,
      "Moments of an update: divisions that are new are given before old ones go, so that both are held for a moment (`order: remove-first` turns it around)",
    ),
    ...sentence(
      removes,
      "Moments of an update: old divisions go before new ones are given, so that neither is held for a moment (`order: remove-first`)",
    ),
  ];
}

function exchanges(before: Raw, after: Raw): boolean {
  const [olds, news] = [divisionIds(before), divisionIds(after)];
  const lacks = (one: [string, string], others: [string, string][]) =>
    !others.some((other) => sameDivision(one, other));
  return olds.some((one) => lacks(one, news)) && news.some((one) => lacks(one, olds));
}

function sentence(swaps: readonly Raw[] = [], text: string): string[] {
  if (swaps.length === 0) return [];
  const names = swaps
    .slice(0, NAMED)
    .map(({ subjectKey, roleKey }) => `${String(subjectKey)} ${JSON.stringify(roleKey)}`);
  const more = swaps.length > NAMED ? ` and ${swaps.length - NAMED} more` : "";
  return [`${text}: ${names.join(", ")}${more}.`];
}
