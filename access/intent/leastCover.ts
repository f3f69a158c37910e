/**
 * The cheapest choice that meets every need: of each need's alternatives, one must be chosen. Cheapest: fewest of the highest class (admin),
 * then of the next (write), then of the lowest (read); among equals the one whose choices stand earliest in their needs, then by name.
 */
import { compareText } from "../values/text.ts";

/** Alternatives, the preferred ones first. */
export type Need = readonly string[];

/** 0 is the lowest class. */
export type ClassOf = (alternative: string) => number;

/** Steps of the search within one group of needs that share alternatives. The whole catalogue as one list of needs stays far below. */
const MOST_STEPS = 50_000;

/**
 * The least that must be chosen in addition to `held`, sorted. Exact, unless the search of a group is cut off after MOST_STEPS: then the best choice
 * found until there. The order of the needs does not matter.
 */
export function leastCover(needs: readonly Need[], classOf: ClassOf, held: ReadonlySet<string> = new Set()): string[] {
  const forced = new Set(needs.flatMap((need) => (need.length === 1 ? need : [])));
  const isMet = (need: Need) => need.length === 0 || need.some((one) => held.has(one) || forced.has(one));
  const open = unique(needs.filter((need) => !isMet(need)));
  const chosen = groups(open).flatMap((group) => search(group, classOf));
  return [...forced, ...chosen].filter((one) => !held.has(one)).sort(compareText);
}

function unique(needs: readonly Need[]): Need[] {
  const byText = new Map(needs.map((need) => [need.join(" "), need]));
  return [...byText].sort(([a], [b]) => compareText(a, b)).map(([, need]) => need);
}

/** Needs that share no alternative with others are solved on their own. */
function groups(needs: readonly Need[]): Need[][] {
  let found: { readonly names: Set<string>; readonly needs: Need[] }[] = [];
  for (const need of needs) {
    const touching = found.filter(({ names }) => need.some((one) => names.has(one)));
    const names = new Set([...touching.flatMap((group) => [...group.names]), ...need]);
    const merged = { names, needs: [...touching.flatMap((group) => group.needs), need] };
    found = [...found.filter((group) => !touching.includes(group)), merged];
  }
  return found.map((group) => group.needs);
}

interface Candidate {
  readonly chosen: readonly string[];
  /** By class, the highest first; then the places in the needs. */
  readonly cost: readonly number[];
}

/**
 * Needs whose cheapest alternative is dear come first, and only alternatives of a need's lowest class are tried: one of a higher class is worth
 * choosing only where it is the cheapest for another need, which was decided before.
 */
function search(needs: readonly Need[], classOf: ClassOf): readonly string[] {
  const lowest = (need: Need) => Math.min(...need.map(classOf));
  const ordered = [...needs].sort((a, b) => lowest(b) - lowest(a));
  let best: Candidate | undefined;
  let steps = 0;
  const visit = (chosen: readonly string[]): void => {
    steps += 1;
    if (best && (steps > MOST_STEPS || compareCost(classCost(chosen, classOf), best.cost) > 0)) return;
    const next = ordered.find((need) => !need.some((one) => chosen.includes(one)));
    if (!next) {
      const candidate = { chosen, cost: [...classCost(chosen, classOf), places(needs, chosen)] };
      if (!best || isBetter(candidate, best)) best = candidate;
      return;
    }
    const least = lowest(next);
    for (const one of next) if (classOf(one) === least) visit([...chosen, one]);
  };
  visit([]);
  return best?.chosen ?? [];
}

function classCost(chosen: readonly string[], classOf: ClassOf): number[] {
  const counts = [0, 0, 0];
  for (const one of chosen) counts[2 - classOf(one)] = (counts[2 - classOf(one)] ?? 0) + 1;
  return counts;
}

/** The sum of the places at which the choices stand in their needs: 0 where each need gets its first alternative. */
function places(needs: readonly Need[], chosen: readonly string[]): number {
  return needs.reduce((sum, need) => sum + need.findIndex((one) => chosen.includes(one)), 0);
}

/** Compares as far as both go. */
function compareCost(a: readonly number[], b: readonly number[]): number {
  for (const [index, value] of a.entries()) if (value !== b[index]) return value - (b[index] ?? 0);
  return 0;
}

function isBetter(a: Candidate, b: Candidate): boolean {
  const order = compareCost(a.cost, b.cost);
  const names = ({ chosen }: Candidate) => [...chosen].sort(compareText).join(" ");
  return order < 0 || (order === 0 && compareText(names(a), names(b)) < 0);
}
