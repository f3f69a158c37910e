/** The relation of two specs, as far as a comparison of their terms needs it. */
import type { LoadedSpec } from "../language/loadSpec.ts";
import type { ComparedTerms } from "./model.ts";

/**
 * A limit that goes with its client, or with its whole stack, gives nobody anything; unless there is a new client, which may be the same under
 * another key.
 */
export function comparedSpecs(
  base: LoadedSpec | undefined,
  head: LoadedSpec | undefined,
): Pick<ComparedTerms, "isNew" | "isVoid" | "placeOf"> {
  return {
    isNew: (owner) => !base || (owner.startsWith("clients.") && !hasClient(base, owner)),
    isVoid: (owner) => !head || (owner.startsWith("clients.") && isRemoved(owner.slice("clients.".length), base, head)),
    placeOf: (path) => head?.locate(path),
  };
}

function hasClient({ value }: LoadedSpec, owner: string): boolean {
  return Object.hasOwn(value.clients, owner.slice("clients.".length));
}

function isRemoved(key: string, base: LoadedSpec | undefined, head: LoadedSpec): boolean {
  const [before, after] = [base?.value.clients ?? {}, head.value.clients];
  return !Object.hasOwn(after, key) && Object.keys(after).every((other) => Object.hasOwn(before, other));
}
