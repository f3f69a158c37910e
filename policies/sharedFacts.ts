/** Facts that all policies of the pack share. The engine shows one resource to every policy in turn: the facts are made for the first one. */

import type { MaybeUnknown } from "../access/resources/unknown.ts";
import type { Facts } from "./facts.ts";
import { factsFromStack, ResourceFacts, type SeenResource, type SeenStack } from "./fromResource.ts";

interface Shown<T> {
  readonly value: T;
  /** Policies that have asked. One that asks again looks at a later state of the thing. */
  readonly askedBy: Set<string>;
}

export class SharedFacts {
  readonly #collected = new ResourceFacts();
  readonly #resources = new Map<string, Shown<MaybeUnknown<Facts> | undefined>>();
  #stack: Shown<MaybeUnknown<Facts>[] | undefined> | undefined;

  /** The facts of one resource; undefined for types that rules do not look at. */
  ofResource(
    policy: string,
    { urn, type, props }: SeenResource & { readonly urn: string },
  ): MaybeUnknown<Facts> | undefined {
    const known = this.#resources.get(urn);
    const shown: Shown<MaybeUnknown<Facts> | undefined> =
      known?.askedBy.has(policy) === false ? known : shownFirst(this.#collected.ofUnjudged(type, props));
    shown.askedBy.add(policy);
    this.#resources.set(urn, shown);
    return shown.value;
  }

  /** The facts of every resource of the stack and, last, of the stack; undefined where no resource is ours. */
  ofStack(policy: string, resources: readonly SeenResource[], stack: SeenStack): MaybeUnknown<Facts>[] | undefined {
    const known = this.#stack;
    const shown: Shown<MaybeUnknown<Facts>[] | undefined> =
      known?.askedBy.has(policy) === false ? known : shownFirst(factsFromStack(resources, stack));
    shown.askedBy.add(policy);
    this.#stack = shown;
    return shown.value;
  }
}

function shownFirst<T>(value: T): Shown<T> {
  return { value, askedBy: new Set() };
}
