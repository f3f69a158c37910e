/**
 * The outputs that a state keeps. The engine writes inputs and outputs of a resource both, and gives the outputs of the last step, and nothing else, to the
 * next one: whatever that one reads of them has to stay (docs/contracts.md has the list). What the org tells again, and values that are as usual, need not.
 */
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
  if (outs["adopted"] !== undefined) return outs;
  return Object.fromEntries(Object.entries(outs).filter(([key, value]) => leftOut[key]?.(value) !== true));
}
