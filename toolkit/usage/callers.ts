/** Who stands behind the ids of callers: the org's own list of clients, and the spec of a stack with their owners. */

import { isExisting, type Spec } from "../../access/language/spec.ts";
import { readMarker } from "../../access/resources/marker.ts";
import { GenesysApiError } from "../../providers/genesys/apiError.ts";
import type { Session } from "../../providers/genesys/session.ts";

export interface Caller {
  readonly name: string;
  readonly key?: string;
  readonly owner?: string;
}

export interface Callers {
  /** By id in lower case; undefined where the list could not be read. */
  readonly known: ReadonlyMap<string, Caller> | undefined;
  readonly missing: readonly string[];
  readonly notes: readonly string[];
}

/** The spec of a stack, and whose marker its clients bear. */
export interface OwningStack {
  readonly spec: Spec;
  readonly project: string;
  readonly stack: string;
}

export async function readCallers({ listings }: Session, owning: OwningStack | undefined): Promise<Callers> {
  let listed: { readonly id: string; readonly name: string; readonly description: string }[];
  try {
    listed = [...(await listings.clients.all()).values()];
  } catch (error) {
    if (!(error instanceof GenesysApiError)) throw error;
    const why = error.status === 403 ? "The reading client lacks oauth:client:view" : error.message;
    return { known: undefined, missing: [`Names of clients were not read. ${why.replace(/\.$/, "")}.`], notes: [] };
  }
  const notes: string[] = [];
  const keys = owning ? keysOf(listed, owning, notes) : new Map<string, string>();
  const known = listed.map(({ id, name }) => {
    const key = keys.get(id);
    const client = key === undefined ? undefined : owning?.spec.clients[key];
    const owner = client && !isExisting(client) ? client.owner : undefined;
    return [id.toLowerCase(), { name, ...(key !== undefined && { key }), ...(owner && { owner }) }] as const;
  });
  return { known: new Map(known), missing: [], notes };
}

/** By id. A marker is anybody's to write: of two clients with one marker neither is the spec's. */
function keysOf(
  listed: readonly { readonly id: string; readonly name: string; readonly description: string }[],
  { spec, project, stack }: OwningStack,
  notes: string[],
): ReadonlyMap<string, string> {
  const byMarker = Map.groupBy(listed, ({ description }) => {
    const marker = readMarker(description);
    const own = marker?.project === project && marker.stack === stack && marker.section === "clients";
    return own ? marker.name : undefined;
  });
  const keys = new Map<string, string>();
  for (const [name, bearers] of byMarker) {
    const key = name?.replace(/\/\d+$/, "");
    if (name === undefined || key === undefined || !Object.hasOwn(spec.clients, key)) continue;
    const [one, ...others] = bearers;
    if (one && others.length === 0) keys.set(one.id, key);
    else notes.push(`${bearers.length} clients bear the marker of clients.${key}: none of them counts as it.`);
  }
  for (const [key, client] of Object.entries(spec.clients)) {
    if (!isExisting(client)) continue;
    const wanted = client.existing.toLowerCase();
    const found = listed.filter(({ id, name }) => id.toLowerCase() === wanted || name === client.existing);
    if (found.length === 1 && found[0]) keys.set(found[0].id, key);
    else if (found.length > 1)
      notes.push(`${found.length} clients are called as clients.${key} says: none of them counts as it.`);
  }
  return keys;
}
