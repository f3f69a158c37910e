/**
 * The outputs that a state keeps. The engine writes inputs and outputs of a resource both, and gives the outputs of the last step, and nothing else, to the
 * next one: whatever that one reads of them has to stay (docs/contracts.md has the list). What the org tells again, and values that are as usual, need not.
 */
import { createHash } from "node:crypto";
import type { Raw } from "./resourceType.ts";

/** Says of a property of the outputs whether its value can be left out. */
export type LeftOut = Readonly<Record<string, (value: unknown) => boolean>>;

/** The org tells it at each reading, and no step compares the org with it. */
export const toldByOrg = () => true;

/** The shape of the outputs has the same value where there is none. */
export function usual(value: unknown): (found: unknown) => boolean {
  return (found) => found === value;
}

/** A list that says nothing. */
export function none(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

/**
 * Everything stays of an object that the stack took over: an update of such a one compares what it would send with what it sent, and sends nothing where that
 * is the same (providers/adopted.ts).
 */
export function keptOutputs(outs: Raw, leftOut: LeftOut): Raw {
  if (outs["adopted"] !== undefined || Object.keys(leftOut).length === 0) return outs;
  const kept = Object.entries(outs).filter(([key, value]) => leftOut[key]?.(value) !== true);
  return { ...Object.fromEntries(kept), [TOLD]: digestOf(outs, leftOut) };
}

/**
 * The outputs after a refresh. The engine shows what a refresh found by the outputs, so that all of them are given where something is other than before; the
 * next refresh or update takes them away again. Whether something is other, the engine decides by the inputs.
 *
 * @param before the outputs as the state has them
 */
export function refreshedOutputs(before: Raw, outs: Raw, leftOut: LeftOut): Raw {
  const known = before[TOLD] ?? digestOf(before, leftOut);
  return known === digestOf(outs, leftOut) ? keptOutputs(outs, leftOut) : outs;
}

/** The output that stands for those that are left out: a short digest, for the display of a refresh alone. */
export const TOLD = "told";

function digestOf(outs: Raw, leftOut: LeftOut): string {
  const values = Object.keys(leftOut)
    .sort()
    .map((key) => outs[key] ?? null);
  return createHash("sha256").update(JSON.stringify(values, sortedKeys)).digest("base64url").slice(0, 8);
}

function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
