/** Plans a spec without an org, among the divisions that its stack has deployed something in. */
import type { DivisionLock } from "../language/divisionLock.ts";
import type { LoadedSpec } from "../language/loadSpec.ts";
import type { SpecDivision } from "../language/spec.ts";
import { type Selector, selectorTest } from "../values/selector.ts";
import type { KnownDivision, Select } from "./divisions.ts";
import { takeLocked } from "./lockedSelectors.ts";
import type { OrgDivision } from "./orgFacts.ts";
import { type PlanResult, planWith } from "./plan.ts";
import { orgOf } from "./planOffline.ts";

/**
 * Selectors take what they match of these divisions; whether the org has more of them nobody can say here.
 *
 * @param deployed division key -> id, as the resources of the stack have them; without `*`
 */
export function planDeployed(spec: LoadedSpec, deployed: ReadonlyMap<string, string>): PlanResult {
  const org = orgOf(spec);
  const declared = Object.entries(spec.value.divisions);
  const ids = new Map(declared.flatMap(([key, { name }]) => idOf(deployed, key, name)));
  const known = new Set([...ids.values(), ...declared.flatMap(([key]) => deployed.get(key) ?? [])]);
  const { lock } = spec;
  const locked = new Map(lock?.divisions.map(({ id, name }) => [name, id]));
  const named = org.divisions.map((one) => ({ ...one, id: ids.get(one.name) ?? locked.get(one.name) ?? one.id }));
  const others = [...deployed].flatMap(([name, id]) => (known.has(id) ? [] : [{ id, name, homeDivision: false }]));
  if (!lock) return planWith(spec, { ...org, divisions: [...named, ...others] }, selectKnown);
  const divisions = [...named, ...withLocked(others, lock, [...known], declared)];
  const take = takeLocked(lock);
  return planWith(spec, { ...org, divisions }, (selector, all) => take(selector, selectNamed(selector, all)));
}

/** A lock names what selectors take, deployed or not yet. */
function withLocked(
  others: readonly OrgDivision[],
  lock: DivisionLock,
  known: readonly string[],
  declared: readonly (readonly [string, SpecDivision])[],
): OrgDivision[] {
  const there = new Set([...known, ...others.map(({ id }) => id)]);
  const names = new Set(declared.map(([, { name }]) => name));
  const missing = lock.divisions.filter(({ id, name }) => !there.has(id) && !names.has(name));
  return [...others, ...missing.map((one) => ({ ...one, homeDivision: false }))];
}

/** A selector that takes nothing is no mistake here: the org may have what it takes. */
const selectKnown: Select = selectNamed;

function selectNamed(selector: Selector, all: readonly KnownDivision[]): readonly KnownDivision[] {
  const selects = selectorTest(selector);
  return all.filter(({ name }) => selects(name));
}

/** Resources have the key of the spec that they come from, or the name of a division that a selector took. */
function idOf(deployed: ReadonlyMap<string, string>, key: string, name: string): [string, string][] {
  const id = deployed.get(key) ?? deployed.get(name);
  return id === undefined ? [] : [[name, id]];
}
