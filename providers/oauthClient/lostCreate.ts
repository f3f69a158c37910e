/**
 * Clients that an interrupted create left behind. Their secret went down with the answer, so nobody can use them: they are
 * deactivated, deleted and made anew. Anything that could be in use is left alone and told.
 */

import type { OAuthClientInputs } from "../../access/resources/client.ts";
import { hasMarker } from "../../access/resources/marker.ts";
import type { Session } from "../genesys/session.ts";
import type { WireClient } from "../genesys/wire.ts";
import { ProviderError } from "../providerError.ts";
import { retireClient } from "./retireClient.ts";

const ONE_DAY_MS = 24 * 60 * 60 * 1000;
/** The org writes both dates of a new client in one go; a little apart is not an update. */
const SAME_MOMENT_MS = 2000;

/**
 * Retires the clients that lost creates of this client left; does nothing when there is none.
 *
 * @param except a client that is no leftover: the one that was just made
 * @throws ProviderError when a client with this marker is older than a day or was changed since
 */
export async function retireLostCreates(
  session: Session,
  inputs: Pick<OAuthClientInputs, "managedBy" | "name">,
  clients: Iterable<WireClient>,
  except?: string,
): Promise<void> {
  const ours = [...clients].filter(
    ({ id, description, state }) => id !== except && state !== "deleted" && hasMarker(description, inputs.managedBy),
  );
  const inUse = ours.find((client) => !isLostCreate(client, session.client.serverNow()));
  if (inUse !== undefined) throw mayBeInUse(inUse, inputs);
  for (const { id } of ours) await retireClient(session, id);
}

/** Young by the org's own clock, and never touched except for being switched off (an interrupted clean-up). */
function isLostCreate({ dateCreated, dateModified, state }: WireClient, serverNow: number): boolean {
  const created = Date.parse(dateCreated ?? "");
  if (Number.isNaN(created) || serverNow - created > ONE_DAY_MS) return false;
  if (state === "inactive" || !dateModified) return true;
  return Math.abs(Date.parse(dateModified) - created) <= SAME_MOMENT_MS;
}

function mayBeInUse(
  { id, name, dateCreated, dateModified }: WireClient,
  inputs: { readonly managedBy: string },
): ProviderError {
  return new ProviderError(
    `The org already has an OAuth client "${name}" (id ${id}) marked [${inputs.managedBy}], created ${dateCreated ?? "?"}, ` +
      `last changed ${dateModified ?? "never"}: too old or too much worked on for the rest of an interrupted run, and it may be in use. ` +
      "Nothing was changed. Import it into this stack, or delete it in Genesys Cloud if nobody uses it; then run the same command again.",
  );
}
