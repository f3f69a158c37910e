/**
 * Clients that an interrupted create left behind. Their secret went down with the answer, so nobody can use them: they are
 * deactivated, deleted and made anew. Anything that could be in use is left alone and told.
 */

import { CLIENT, type OAuthClientInputs } from "../../access/resources/client.ts";
import { hasMarker } from "../../access/resources/marker.ts";
import { isGoing, staysUntil } from "../genesys/goingClient.ts";
import type { Session } from "../genesys/session.ts";
import { type WireClient, wireClient } from "../genesys/wire.ts";
import { importAdvice } from "../importAdvice.ts";
import { ProviderError } from "../providerError.ts";
import { clientPath } from "./clientPath.ts";
import { flattenGrants, fromWire } from "./oauthClient.wire.ts";
import { retireClient } from "./retireClient.ts";

const ONE_DAY_MS = 24 * 60 * 60 * 1000;
/** The org writes both dates of a new client in one go; a little apart is not an update. */
const SAME_MOMENT_MS = 2000;

/**
 * The clients that lost creates of this client left.
 *
 * @param except a client that is no leftover: the one that was just made
 * A client that is deleted and can still be restored is none.
 *
 * @throws ProviderError when a client with this marker is older than a day, was changed since, or is not what was sent
 */
export async function findLostCreates(
  session: Session,
  inputs: OAuthClientInputs,
  clients: Iterable<WireClient>,
  except?: string,
): Promise<readonly WireClient[]> {
  const serverNow = session.client.serverNow();
  const marked = [...clients].filter(
    (client) => client.id !== except && !isGoing(client, serverNow) && hasMarker(client.description, inputs.managedBy),
  );
  // A listing may leave the grants out.
  const ours = await Promise.all(
    marked.map((one) => (one.roleDivisions ? one : session.client.get(clientPath(one.id), wireClient))),
  );
  for (const client of ours) {
    const reasons = [...inUse(client, serverNow), ...otherThanSent(client, inputs)];
    if (reasons.length > 0) throw mayBeInUse(client, inputs, reasons);
  }
  return ours;
}

/** Retires what lost creates of this client left, and says so; does nothing when there is none. Throws as {@link findLostCreates} does. */
export async function retireLostCreates(
  session: Session,
  inputs: OAuthClientInputs,
  clients: Iterable<WireClient>,
  except?: string,
): Promise<void> {
  for (const client of await findLostCreates(session, inputs, clients, except)) {
    session.tell(replaces(client, inputs));
    await retireClient(session, client.id);
  }
}

/** Tells of deleted clients with this marker that can still be restored: a new one is made beside them. */
export function tellDeleted(session: Session, { managedBy }: OAuthClientInputs, clients: Iterable<WireClient>): void {
  for (const client of clients) {
    if (client.dateToDelete && isGoing(client, session.client.serverNow()) && hasMarker(client.description, managedBy))
      session.tell(
        `${staysUntil(client)} A new one is made in its place, with a secret of its own: do not restore the old one.`,
      );
  }
}

/** What becomes of such a client, for people. */
export function replaces({ id, name, dateCreated }: WireClient, { managedBy }: OAuthClientInputs): string {
  return (
    `Deletes the OAuth client "${name}" (id ${id}, created ${dateCreated ?? "?"}), which bears the marker [${managedBy}] and is what an interrupted run ` +
    "of this stack left, and makes it anew: its secret, which nobody should have, stops working."
  );
}

/** Young by the org's own clock, and never touched except for being switched off (an interrupted clean-up). */
function inUse({ dateCreated, dateModified, state }: WireClient, serverNow: number): string[] {
  const created = Date.parse(dateCreated ?? "");
  if (Number.isNaN(created) || serverNow - created > ONE_DAY_MS) return ["it is older than a day"];
  if (state === "inactive" || !dateModified) return [];
  return Math.abs(Date.parse(dateModified) - created) <= SAME_MOMENT_MS ? [] : ["it was changed since"];
}

/** One that is switched off is taken for an interrupted clean-up, of which only name and kind are left for certain. */
function otherThanSent(client: WireClient, inputs: OAuthClientInputs): string[] {
  const held = fromWire(client, inputs, inputs.grants);
  const pairs = (list: readonly object[]) =>
    JSON.stringify(list.map((pair) => JSON.stringify(sortedPair(pair))).sort());
  const same = (key: keyof OAuthClientInputs) => JSON.stringify(held[key]) === JSON.stringify(inputs[key]);
  const always = ["name", "description", "authorizedGrantType"] as const;
  const active = ["accessTokenValiditySeconds", "scope", "registeredRedirectUri"] as const;
  const other = [...always, ...(client.state === "inactive" ? [] : active)].filter((key) => !same(key));
  const sameGrants = pairs(client.roleDivisions ?? []) === pairs(flattenGrants(inputs.grants));
  return [
    ...other.map((key) => `its ${key} is not what the spec says`),
    ...(sameGrants || client.state === "inactive" ? [] : ["its roles and divisions are not what the spec says"]),
  ];
}

function sortedPair(pair: object): [string, unknown][] {
  return Object.entries(pair).sort(([a], [b]) => (a < b ? -1 : 1));
}

function mayBeInUse(
  { id, name, dateCreated, dateModified }: WireClient,
  inputs: OAuthClientInputs,
  reasons: readonly string[],
): ProviderError {
  const outputs = { clientId: id, clientSecret: null, dateCreated: dateCreated ?? null };
  return new ProviderError(
    `The org already has an OAuth client "${name}" (id ${id}) marked [${inputs.managedBy}], created ${dateCreated ?? "?"}, ` +
      `last changed ${dateModified ?? "never"}. It is no rest of an interrupted run and may be in use: ${reasons.join("; ")}. ` +
      "It was left as it is. If nobody uses it, delete it in Genesys Cloud, then run the same command again. " +
      importAdvice({ of: CLIENT, id, inputs, outputs }),
  );
}
