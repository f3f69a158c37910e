/** Reading one object: from the shared listing if it is there, else by id. */
import { isStatus } from "./genesys/apiError.ts";
import type { Listing } from "./genesys/listing.ts";

/**
 * A listing can be older than the object, so that only a 404 for the id itself means gone.
 *
 * @param isComplete false when the listing shows too little of the object
 */
export async function findOrGet<T extends { readonly id: string }>(
  listing: Listing<T>,
  id: string,
  get: () => Promise<T>,
  isComplete: (entity: T) => boolean = () => true,
): Promise<T | undefined> {
  const listed = (await listing.all()).get(id);
  if (listed !== undefined && isComplete(listed)) return listed;
  try {
    return await get();
  } catch (error) {
    if (isStatus(error, 404)) return undefined;
    throw error;
  }
}
