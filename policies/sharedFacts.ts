/** Facts that all policies of the pack share. The engine shows one resource to every policy in turn: the facts are made for the first one. */

import { RESOURCES, resourceKind } from "../access/resources/index.ts";
import type { Raw } from "../access/resources/resourceType.ts";
import type { MaybeUnknown } from "../access/resources/unknown.ts";
import type { Facts } from "./facts.ts";
import { factsFromStack, ResourceFacts, type SeenResource, type SeenStack } from "./fromResource.ts";
import { plainInputs } from "./knownInputs.ts";

type OfStack = SeenResource & { readonly urn: string };

interface Shown<T> {
  readonly value: T;
  /** Policies that have asked. One that asks again looks at a later state of the thing. */
  readonly askedBy: Set<string>;
}

export class SharedFacts {
  readonly #collected = new ResourceFacts();
  /** Inputs of each resource as the engine showed them last, by URN. */
  readonly #inputs = new Map<string, Raw>();
  readonly #resources = new Map<string, Shown<MaybeUnknown<Facts> | undefined>>();
  #stack: Shown<MaybeUnknown<Facts>[] | undefined> | undefined;

  /** Remembers what the engine shows of a resource before it is made or changed. */
  see({ urn, props }: Pick<OfStack, "urn" | "props">): void {
    this.#inputs.set(urn, props);
  }

  /** The facts of one resource; undefined for types that rules do not look at. */
  ofResource(policy: string, { urn, type, props }: OfStack): MaybeUnknown<Facts> | undefined {
    this.see({ urn, props });
    const known = this.#resources.get(urn);
    const shown: Shown<MaybeUnknown<Facts> | undefined> =
      known?.askedBy.has(policy) === false ? known : shownFirst(this.#collected.ofUnjudged(type, props));
    shown.askedBy.add(policy);
    this.#resources.set(urn, shown);
    return shown.value;
  }

  /**
   * The facts of every resource of the stack and, last, of the stack; undefined where no resource is ours. The engine shows the outputs of a stack's resources,
   * and those leave out much of the inputs (access/resources/kept.ts): the inputs count that it showed before. One that it did not show, which the program no
   * longer has and an update with targets leaves, has its outputs alone: what they leave out is unknown, and rules refuse it.
   */
  ofStack(policy: string, resources: readonly OfStack[], stack: SeenStack): MaybeUnknown<Facts>[] | undefined {
    const known = this.#stack;
    const shown: Shown<MaybeUnknown<Facts>[] | undefined> =
      known?.askedBy.has(policy) === false
        ? known
        : shownFirst(
            factsFromStack(
              resources.map((one) => this.#whole(one)),
              stack,
            ),
          );
    shown.askedBy.add(policy);
    this.#stack = shown;
    return shown.value;
  }

  #whole({ urn, type, props }: OfStack): SeenResource {
    const inputs = this.#inputs.get(urn);
    const kind = resourceKind(type);
    if (inputs === undefined || kind === undefined) return { type, props };
    const asked: object = RESOURCES[kind].inputs.shape;
    const told = Object.entries(plainInputs(props)).filter(([key]) => !(key in asked));
    return { type, props: { ...Object.fromEntries(told), ...plainInputs(inputs) } };
  }
}

function shownFirst<T>(value: T): Shown<T> {
  return { value, askedBy: new Set() };
}
