/**
 * What an interrupted create left in the org: recognised by the stack's marker, and taken over only where it is exactly what the create would have sent. A
 * marker alone proves nothing: whoever may edit a description can write one, and the console copies it with the object.
 */
import { hasMarker } from "../access/resources/marker.ts";
import type { Listing } from "./genesys/listing.ts";
import type { Session } from "./genesys/session.ts";
import { ProviderError } from "./providerError.ts";

export interface Named {
  readonly id: string;
  readonly name: string;
  readonly description: string;
}

/** The object that a stack wants, and how one of the org is compared with it. */
export interface Desired<T> {
  /** For messages: `role`, `division`. */
  readonly kind: string;
  readonly name: string;
  readonly managedBy: string;
  /** What the found one is otherwise, each as a clause: `it also permits …`. None where it is the same. */
  readonly differences: (found: T) => Promise<readonly string[]>;
  /** Who holds it, each in a few words; absent where nobody can. */
  readonly holders?: (found: T) => Promise<readonly string[]>;
  /** What to do where the state lost it. */
  readonly advice: (found: T) => string;
}

export interface Leftover<T> {
  readonly object: T;
  /** What the takeover means, for people. */
  readonly sentence: string;
}

/** @throws ProviderError where something bears the marker and is not what was sent */
export async function findLeftover<T extends Named>(
  all: ReadonlyMap<string, T>,
  desired: Desired<T>,
): Promise<Leftover<T> | undefined> {
  const marked = [...all.values()].filter(({ description }) => hasMarker(description, desired.managedBy));
  const compared = await Promise.all(
    marked.map(async (object) => ({ object, differences: await desired.differences(object) })),
  );
  const same = compared.find(({ differences }) => differences.length === 0);
  if (same)
    return { object: same.object, sentence: takesOver(desired, same.object, await holdersOf(desired, same.object)) };
  const [first] = compared;
  if (first) throw notOurs(desired, first.object, first.differences, await holdersOf(desired, first.object));
  return undefined;
}

/** What a create of this object would take over, in a sentence; undefined where it would make a new one. */
export async function foreseeLeftover<T extends Named>(listing: Listing<T>, desired: Desired<T>): Promise<string[]> {
  const leftover = await findLeftover(await listing.all(), desired);
  return leftover ? [leftover.sentence] : [];
}

/** Tells the takeover, once for each object. */
export function tellTakeover({ tell, made }: Session, { object, sentence }: Leftover<Named>): void {
  if (!made.has(object.id)) tell(sentence);
}

async function holdersOf<T>({ holders }: Desired<T>, found: T): Promise<string> {
  if (!holders) return "";
  const all = await holders(found);
  return all.length > 0 ? ` It is held by ${some(all, "; ")}.` : " Nobody holds it.";
}

function takesOver<T>({ kind, managedBy }: Desired<T>, { id, name }: Named, holders: string): string {
  return (
    `Takes over the ${kind} "${name}" (id ${id}), which bears the marker [${managedBy}]: it is what an interrupted run of this stack left, ` +
    `as the spec has it, and loses nothing.${holders}`
  );
}

function notOurs<T extends Named>(
  { kind, managedBy, advice }: Desired<T>,
  found: T,
  differences: readonly string[],
  holders: string,
): ProviderError {
  return new ProviderError(
    `The org has a ${kind} "${found.name}" (id ${found.id}) that bears the marker [${managedBy}] of this stack and is not what an interrupted run would have ` +
      `left: ${differences.join("; ")}. To take it over would take that away.${holders} It was left as it is. ` +
      `If the marker was copied, remove it from the description of that ${kind}, then run the same command again. ${advice(found)}`,
  );
}

const NAMED = 8;

/** The first of many. */
export function some(all: readonly string[], between = ", "): string {
  const more = all.length > NAMED ? ` and ${all.length - NAMED} more` : "";
  return `${all.slice(0, NAMED).join(between)}${more}`;
}
