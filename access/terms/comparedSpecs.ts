/** The relation of two specs, as far as a comparison of their terms needs it. */
import type { LoadedSpec } from "../language/loadSpec.ts";
import type { ComparedTerms } from "./model.ts";

type Relation = Pick<ComparedTerms, "isNew" | "isVoid" | "placeOf">;

/**
 * A limit that goes with its client, or with its whole stack, gives nobody anything; unless there is a new client, which may be the same under
 * another key.
 */
export function comparedSpecs(base: LoadedSpec | undefined, head: LoadedSpec | undefined): Relation {
  return comparedClients(base && Object.keys(base.value.clients), head);
}

/** The same where only the clients of the base are known, by their keys. */
export function comparedClients(base: readonly string[] | undefined, head: LoadedSpec | undefined): Relation {
  const before = new Set(base);
  return {
    isNew: (owner) => !base || (owner.startsWith(CLIENTS) && !before.has(owner.slice(CLIENTS.length))),
    isVoid: (owner) => !head || (owner.startsWith(CLIENTS) && isRemoved(owner.slice(CLIENTS.length), before, head)),
    placeOf: (path) => head?.locate(path),
  };
}

const CLIENTS = "clients.";

function isRemoved(key: string, before: ReadonlySet<string>, head: LoadedSpec): boolean {
  const after = head.value.clients;
  return !Object.hasOwn(after, key) && Object.keys(after).every((other) => before.has(other));
}
