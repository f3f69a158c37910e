/** Parts of a fleet for several machines. Each works out the whole plan by itself, from the same names and weights. */
import { createHash } from "node:crypto";
import { compareText } from "../../access/values/text.ts";

/** One machine's part: `index` of 1 to `count`. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** How much more than the average a shard may have before orgs go to their next choice: less room moves more orgs when one comes. */
const ROOM = 1.1;

/**
 * The shard of each stack, from 1. Every stack has an order of preference over the shards that follows from its name alone, so that a stack or a
 * shard more moves few others. It gets the first one that has room; where none has, the one with the least.
 *
 * @param weights what each stack costs, in any unit
 */
export function assignShards(weights: ReadonlyMap<string, number>, count: number): Map<string, number> {
  const stacks = [...weights].map(([stack, weight]) => ({ stack, weight, order: hash(stack) }));
  // The heaviest first, while there is room everywhere.
  stacks.sort((a, b) => b.weight - a.weight || a.order - b.order || compareText(a.stack, b.stack));
  const average = stacks.reduce((sum, { weight }) => sum + weight, 0) / count;
  const room = Math.max(average * ROOM, stacks[0]?.weight ?? 0);
  const loads = new Array<number>(count).fill(0);
  const shards = new Map<string, number>();
  for (const { stack, weight } of stacks) {
    const index = preferences(stack, count).find((shard) => loadOf(loads, shard) + weight <= room) ?? least(loads);
    loads[index - 1] = loadOf(loads, index) + weight;
    shards.set(stack, index);
  }
  return shards;
}

function preferences(stack: string, count: number): number[] {
  const scored = Array.from({ length: count }, (_, at) => ({ shard: at + 1, score: hash(`${at + 1}/${stack}`) }));
  return scored.sort((a, b) => b.score - a.score || a.shard - b.shard).map(({ shard }) => shard);
}

function loadOf(loads: readonly number[], shard: number): number {
  return loads[shard - 1] ?? 0;
}

function least(loads: readonly number[]): number {
  return loads.indexOf(Math.min(...loads)) + 1;
}

function hash(text: string): number {
  return createHash("sha256").update(text).digest().readUIntBE(0, 6);
}
