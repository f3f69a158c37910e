/** Creates an object whose name must be unique. Adopts one that an interrupted run of this stack left, never one of somebody else. */

import type { Listing } from "./genesys/listing.ts";
import type { Session } from "./genesys/session.ts";
import { type Desired, findLeftover, type Named, tellTakeover } from "./leftover.ts";
import { nameTaken } from "./nameTaken.ts";

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
