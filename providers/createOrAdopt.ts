/** Creates an object whose name must be unique. Adopts one that an interrupted run of this stack left, never one of somebody else. */

import { hasMarker } from "../access/resources/marker.ts";
import type { Listing } from "./genesys/listing.ts";
import type { Session } from "./genesys/session.ts";
import { nameTaken } from "./nameTaken.ts";

interface Named {
  readonly id: string;
  readonly name: string;
  readonly description: string;
}

export interface Creation<T> {
  /** For messages: `role`, `division`. */
  readonly kind: string;
  readonly name: string;
  readonly managedBy: string;
  /** Sends the create; calls `recover` when an answer was lost. */
  readonly create: (recover: () => Promise<T | undefined>) => Promise<T>;
  /** Gives an object of this stack its desired state. */
  readonly adopt: (found: T) => Promise<T>;
}

/** @throws ProviderError when the name belongs to something that this stack does not manage */
export async function createOrAdopt<T extends Named>(
  { made }: Session,
  listing: Listing<T>,
  creation: Creation<T>,
): Promise<T> {
  const object = await findOrCreate(listing, creation);
  made.add(object.id);
  return object;
}

async function findOrCreate<T extends Named>(listing: Listing<T>, creation: Creation<T>): Promise<T> {
  const existing = [...(await listing.all()).values()];
  const lost = existing.find(({ description }) => hasMarker(description, creation.managedBy));
  if (lost !== undefined) return creation.adopt(lost);
  const taken = existing.find(({ name }) => name === creation.name);
  if (taken !== undefined) throw nameTaken(creation, taken);
  const created = await creation.create(async () =>
    [...(await listing.fresh()).values()].find(({ description }) => hasMarker(description, creation.managedBy)),
  );
  listing.wrote(created);
  return created;
}
