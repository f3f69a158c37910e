/** Creates an object whose name must be unique. Adopts one that an interrupted run of this stack left, never one of somebody else. */

import type { Listing } from "./genesys/listing.ts";
import type { Session } from "./genesys/session.ts";
import { type Desired, findLeftover, type Named, tellTakeover } from "./leftover.ts";
import { ProviderError } from "./providerError.ts";

export interface Creation<T> extends Desired<T> {
  /** Sends the create; calls `recover` when an answer was lost. */
  readonly create: (recover: () => Promise<T | undefined>) => Promise<T>;
}

/** @throws ProviderError when name or marker belong to something that this stack did not make so */
export async function createOrAdopt<T extends Named>(
  session: Session,
  listing: Listing<T>,
  creation: Creation<T>,
): Promise<T> {
  const object = await findOrCreate(session, listing, creation);
  session.made.add(object.id);
  return object;
}

async function findOrCreate<T extends Named>(session: Session, listing: Listing<T>, creation: Creation<T>): Promise<T> {
  const existing = await listing.all();
  const lost = await findLeftover(existing, creation);
  if (lost !== undefined) {
    tellTakeover(session, lost);
    return lost.object;
  }
  const taken = [...existing.values()].find(({ name }) => name === creation.name);
  if (taken !== undefined) throw nameTaken(creation, taken);
  const created = await creation.create(async () => (await findLeftover(await listing.fresh(), creation))?.object);
  listing.wrote(created);
  return created;
}

interface Wanted {
  readonly kind: string;
  readonly name: string;
  readonly managedBy: string;
}

function nameTaken({ kind, name, managedBy }: Wanted, { id, description }: Named): ProviderError {
  const owner = /\[([^\s[\]]+)\]$/.exec(description)?.[1];
  const whose = owner === undefined ? "and this stack does not manage it" : `and it is managed by ${owner}`;
  const fix = isSameStack(owner, managedBy)
    ? `If you renamed its key, tell Pulumi with \`pulumi state rename\`; else give the ${kind} another name in the spec.`
    : `Give the ${kind} another name in the spec, or refer to the one that is there with \`existing:\`.`;
  return new ProviderError(`The org already has a ${kind} "${name}" (id ${id}), ${whose}. Nothing was changed. ${fix}`);
}

/** Markers are `<project>/<stack>/<section>/<key>`. */
function isSameStack(owner: string | undefined, managedBy: string): boolean {
  const sectionOf = (marker: string) => marker.split("/").slice(0, 3).join("/");
  return owner !== undefined && sectionOf(owner) === sectionOf(managedBy);
}
