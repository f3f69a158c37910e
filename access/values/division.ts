/** Ids of the divisions in which access holds. They are texts that begin with their kind: comparable, sortable, and clear whatever a division is called. */

import { printSelector, type Selector, selectorTest } from "./selector.ts";
import { sortedOnce } from "./text.ts";

/**
 * `all`: All-Divisions. `division:<name>`: by its name in Genesys Cloud. `selector:<json>`: the divisions of a selector that only the org
 * knows. `as-user`: wherever the user who signed in has access.
 */
export type DivisionId = "all" | "as-user" | `division:${string}` | `selector:${string}`;

export function namedDivision(name: string): DivisionId {
  return `division:${name}`;
}

/** The same for selectors that say the same in another order. */
export function selectedDivisions({ match, exclude }: Selector): DivisionId {
  return `selector:${JSON.stringify({ match: sortedOnce(match), exclude: sortedOnce(exclude) })}`;
}

/** The name of a named division; undefined for all others. */
export function divisionName(division: DivisionId): string | undefined {
  return division.startsWith("division:") ? division.slice("division:".length) : undefined;
}

/** The selector that a division id stands for; undefined for ids of the other kinds. */
export function divisionSelector(division: DivisionId): Selector | undefined {
  return division.startsWith("selector:") ? (JSON.parse(division.slice("selector:".length)) as Selector) : undefined;
}

/** `EMEA_Operations`, `all divisions`, `selector EMEA_* without *_Test`. */
export function printDivision(division: DivisionId): string {
  if (division === "all") return "all divisions";
  if (division === "as-user") return "the divisions of its user";
  const selector = divisionSelector(division);
  if (!selector) return divisionName(division) ?? division;
  return `selector ${printSelector(selector)}`;
}

/** True when access in `wide` is access in `narrow` as well. */
export type DivisionOrder = (wide: DivisionId, narrow: DivisionId) => boolean;

/**
 * A selector covers the divisions that its patterns take, as they are in the org already. Not those in `managed` (names): a stack creates or
 * deletes them, so they join or leave what the selector stands for.
 */
export function divisionOrder(managed: ReadonlySet<string>): DivisionOrder {
  const tests = new Map<DivisionId, SelectorTest | undefined>();
  const testOf = (division: DivisionId) => {
    if (!division.startsWith("selector:")) return undefined;
    if (!tests.has(division)) tests.set(division, readSelector(division));
    return tests.get(division);
  };
  return (wide, narrow) => {
    if (wide === narrow) return true;
    if (wide === "all") return narrow !== "as-user";
    const outer = testOf(wide);
    if (!outer) return false;
    const [inner, name] = [testOf(narrow), divisionName(narrow)];
    return inner
      ? takesAllOf(outer.selector, inner.selector)
      : name !== undefined && !managed.has(name) && outer.takes(name);
  };
}

interface SelectorTest {
  readonly selector: Selector;
  readonly takes: (name: string) => boolean;
}

function readSelector(division: DivisionId): SelectorTest | undefined {
  const selector = divisionSelector(division);
  return selector && { selector, takes: selectorTest(selector) };
}

/** By their texts: at least the same patterns, and nothing excluded that the other keeps. Two patterns are not compared with each other. */
function takesAllOf(wide: Selector, narrow: Selector): boolean {
  return (
    narrow.match.every((pattern) => wide.match.includes(pattern)) &&
    wide.exclude.every((pattern) => narrow.exclude.includes(pattern))
  );
}
