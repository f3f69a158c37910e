/** Names that the org has for something else: met while writing, where planning could not see it. */
import { readMarker } from "../access/resources/marker.ts";
import { isStatus } from "./genesys/apiError.ts";
import type { Listing } from "./genesys/listing.ts";
import { ProviderError } from "./providerError.ts";

interface Named {
  readonly id: string;
  readonly name: string;
  readonly description: string;
}

export interface Wanted {
  /** For messages: `role`, `division`. */
  readonly kind: string;
  readonly name: string;
  readonly managedBy: string;
}

/** The refusal; what else the run has changed by then nobody knows here, so it speaks of this one object only. */
export function nameTaken({ kind, name, managedBy }: Wanted, { id, description }: Named): ProviderError {
  const owner = readMarker(description)?.text;
  const whose = owner === undefined ? "and this stack does not manage it" : `and it is managed by ${owner}`;
  const fix = isSameStack(owner, managedBy)
    ? `If you renamed its key, tell Pulumi with \`pulumi state rename\`; else give the ${kind} another name in the spec.`
    : `Give the ${kind} another name in the spec${REFERRING[kind] ?? ""}.`;
  return new ProviderError(`The org already has a ${kind} "${name}" (id ${id}), ${whose}. It was not touched. ${fix}`);
}

/** What the language offers for one that is there. */
const REFERRING: Readonly<Record<string, string>> = {
  division: ", or remove `manage: true` there to refer to the one that is there",
  role: ", or refer to the one that is there with `existing:`, which clients that this stack makes cannot hold",
};

/** Markers are `<project>/<stack>/<section>/<key>`. */
function isSameStack(owner: string | undefined, managedBy: string): boolean {
  const sectionOf = (marker: string) => marker.split("/").slice(0, 3).join("/");
  return owner !== undefined && sectionOf(owner) === sectionOf(managedBy);
}

/**
 * Runs the write of a change that may be a renaming.
 *
 * @throws ProviderError where the org refuses the new name with 409 because something else has it
 */
export async function takenOnRename<T, E extends Named>(
  wanted: Wanted,
  { id, name: before }: { readonly id: string; readonly name: string },
  listing: Listing<E>,
  write: () => Promise<T>,
): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!isStatus(error, 409) || before === wanted.name) throw error;
    const isOther = (one: E) => one.id !== id && one.name.toLowerCase() === wanted.name.toLowerCase();
    // Where the listing cannot be read, the org's own words are told.
    const listed = await listing.fresh().catch(() => new Map<string, E>());
    const other = [...listed.values()].find(isOther);
    throw other === undefined ? error : nameTaken(wanted, other);
  }
}
