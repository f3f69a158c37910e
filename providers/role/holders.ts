/** The holders of a role: a role in use is never deleted. */
import { isStatus } from "../genesys/apiError.ts";
import type { GenesysClient } from "../genesys/client.ts";
import { readPages } from "../genesys/paging.ts";
import { type WireHolder, wireHolder } from "../genesys/wire.ts";
import { ProviderError } from "../providerError.ts";

/** Seconds between looks: grants that this run has just taken away may still be listed for a moment. */
const PATIENCE = [1, 2, 4];

/**
 * Refuses to delete a role in use. Unverified against a live org: the org itself may refuse, or silently delete the grants with the role.
 * One call for each role, right before it goes, because nothing cheaper proves that nobody holds it: clients are listed with their roles,
 * users and groups are not, and nobody documents whom a role's `userCount` counts or whether a division's grants show those in all divisions.
 *
 * @throws ProviderError that lists the holders; GenesysApiError 404 when the role is gone
 */
export async function assertUnheld(client: GenesysClient, roleId: string, name: string): Promise<void> {
  for (const seconds of [...PATIENCE, undefined]) {
    const path = `/api/v2/authorization/roles/${encodeURIComponent(roleId)}/subjectgrants`;
    const holders = await readPages(client, path, wireHolder);
    if (holders.length === 0) return;
    if (seconds === undefined) throw stillHeld(roleId, name, holders);
    await client.sleep(seconds * 1000);
  }
}

/** Who holds a role, in words; that nobody could look is one of them. */
export async function namedHolders(client: GenesysClient, roleId: string): Promise<string[]> {
  try {
    const path = `/api/v2/authorization/roles/${encodeURIComponent(roleId)}/subjectgrants`;
    return (await readPages(client, path, wireHolder)).map(printHolder);
  } catch (error) {
    if (!isStatus(error, 403, 404)) throw error;
    return ["somebody or nobody: the deployer may not read its holders"];
  }
}

function stillHeld(roleId: string, name: string, holders: readonly WireHolder[]): ProviderError {
  return new ProviderError(
    `The role "${name}" (id ${roleId}) was not deleted: it is still held by ${holders.map(printHolder).join("; ")}. ` +
      "Take the role from them, or keep it in the spec; then run the same command again.",
  );
}

function printHolder({ id, name, type, divisions }: WireHolder): string {
  const where = (divisions ?? []).map((division) =>
    division.id === "*" ? "all divisions" : division.name || division.id,
  );
  return `${type} "${name || id}" (id ${id}) in ${where.join(", ") || "no division"}`;
}
