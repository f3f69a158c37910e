/**
 * Objects of the org that a stack took over: the spec names each by its id (`adopted:`), and as long as it does, no marker is written into the
 * description of that one. It needs none: the stack never created it, so that no create of it can be lost. What the stack makes anew in its place
 * has another id, and a marker.
 */
import { withMarker } from "../access/resources/marker.ts";
import { ProviderError } from "./providerError.ts";

interface Owned {
  readonly description: string;
  readonly managedBy: string;
  readonly adopted?: string | undefined;
}

/**
 * The description as the org stores it.
 *
 * @param id of the object that is written; undefined for one that is made
 */
export function storedDescription({ description, managedBy, adopted }: Owned, id: string | undefined): string {
  return adopted !== undefined && adopted === id ? description : withMarker(description, managedBy);
}

/** What a create would make again, although the org still has what the stack took over. */
export interface Adoption<T> {
  /** For messages: `role`, `OAuth client`. */
  readonly kind: string;
  readonly inputs: { readonly adopted?: string | undefined };
  /** The object with an id; undefined where the org has none. */
  readonly find: (id: string) => Promise<T | undefined>;
  /** What to do where the state lost it. */
  readonly advice: (found: T) => string;
}

/** @throws ProviderError where the adopted object is still there: a create would make a second one beside it */
export async function assertAdoptedIsGone<T extends { readonly name: string }>({
  kind,
  inputs: { adopted },
  find,
  advice,
}: Adoption<T>): Promise<void> {
  const found = adopted === undefined ? undefined : await find(adopted);
  if (found === undefined) return;
  throw new ProviderError(
    `The spec says that the ${kind} "${found.name}" (id ${adopted}) was adopted, and the state of this stack does not have it. Nothing was made or changed. ` +
      `Run \`genesys-access adopt\` for this stack, which imports it; or remove \`adopted\` to have another one made. ${advice(found)}`,
  );
}

/**
 * True where an update of an adopted object has nothing to say to the org: then nothing is sent, and what only the state keeps changes there alone.
 *
 * @param bodies what would be sent for the inputs of before and of now
 */
export function leavesOrgAlone(
  id: string,
  { adopted }: Pick<Owned, "adopted">,
  bodies: readonly [object, object],
): boolean {
  const [before, after] = bodies.map((body) => JSON.stringify(body));
  return adopted === id && before === after;
}
