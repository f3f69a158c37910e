/** Plans a spec without an org, among the divisions that its stack has deployed something in. */
import type { LoadedSpec } from "../language/loadSpec.ts";
import { selectorTest } from "../values/selector.ts";
import type { Select } from "./divisions.ts";
import { type PlanResult, planWith } from "./plan.ts";
import { orgOf } from "./planOffline.ts";

/**
 * Selectors take what they match of these divisions; whether the org has more of them nobody can say here.
 *
 * @param deployed division key -> id, as the resources of the stack have them; without `*`
 */
export function planDeployed(spec: LoadedSpec, deployed: ReadonlyMap<string, string>): PlanResult {
  const org = orgOf(spec.value);
  const declared = Object.entries(spec.value.divisions);
  const ids = new Map(declared.flatMap(([key, { name }]) => idOf(deployed, key, name)));
  const known = new Set([...ids.values(), ...declared.flatMap(([key]) => deployed.get(key) ?? [])]);
  const named = org.divisions.map((division) => ({ ...division, id: ids.get(division.name) ?? division.id }));
  const others = [...deployed].flatMap(([name, id]) => (known.has(id) ? [] : [{ id, name, homeDivision: false }]));
  return planWith(spec, { ...org, divisions: [...named, ...others] }, selectKnown);
}

/** A selector that takes nothing is no mistake here: the org may have what it takes. */
const selectKnown: Select = (selector, all) => {
  const selects = selectorTest(selector);
  return all.filter(({ name }) => selects(name));
};

/** Resources have the key of the spec that they come from, or the name of a division that a selector took. */
function idOf(deployed: ReadonlyMap<string, string>, key: string, name: string): [string, string][] {
  const id = deployed.get(key) ?? deployed.get(name);
  return id === undefined ? [] : [[name, id]];
}
