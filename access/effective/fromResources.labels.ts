/** Names of divisions across the resources of two sides: a division is its id, because a key of the spec can come to mean another one. */

import type { Spec } from "../language/spec.ts";
import { divisionsOf, RESOURCES } from "../resources/index.ts";
import { isKnownText } from "../resources/read.ts";
import type { ResourceInputs } from "../resources/resourceType.ts";
import type { DivisionLabels } from "./fromResources.grants.ts";

export interface Sides<T> {
  readonly base: T;
  readonly head: T;
}

/**
 * Divisions that the stack makes keep their key; all others have the name that the spec gives the key, the head's before the base's. Two
 * divisions that would be called the same are told apart by their ids.
 */
export function divisionLabels(
  { base, head }: Sides<readonly ResourceInputs[]>,
  spec: Spec | undefined,
): Sides<DivisionLabels> {
  const managed = { base: new Set(base.flatMap(managedKey)), head: new Set(head.flatMap(managedKey)) };
  const names = new Map<string, string>();
  const collect = (resources: readonly ResourceInputs[], own: ReadonlySet<string>) => {
    for (const [key, id] of resources.flatMap(divisionsOf)) {
      if (!own.has(key) && !names.has(id)) names.set(id, nameOf(spec, key));
    }
  };
  collect(head, managed.head);
  collect(base, managed.base);
  const owners = Map.groupBy(names.values(), (name) => name);
  const isAlone = (name: string) =>
    (owners.get(name)?.length ?? 0) < 2 && !managed.base.has(name) && !managed.head.has(name);
  const labels =
    (own: ReadonlySet<string>): DivisionLabels =>
    (key, id) => {
      if (own.has(key)) return key;
      const name = (isKnownText(id) ? names.get(id) : undefined) ?? nameOf(spec, key);
      return isAlone(name) ? name : `${name} (${isKnownText(id) ? id : "id not known yet"})`;
    };
  return { base: labels(managed.base), head: labels(managed.head) };
}

function nameOf(spec: Spec | undefined, key: string): string {
  return spec && Object.hasOwn(spec.divisions, key) ? (spec.divisions[key]?.name ?? key) : key;
}

function managedKey({ type, inputs }: ResourceInputs): string[] {
  const key = inputs["divisionKey"];
  return type === RESOURCES.division.token && isKnownText(key) ? [key] : [];
}
