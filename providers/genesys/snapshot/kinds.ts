/** What a subject is that is neither a listed client nor a visible user or group. */
import { compareText } from "../../../access/values/text.ts";
import { isStatus } from "../apiError.ts";
import type { GenesysClient } from "../client.ts";
import type { SeenGrant } from "./grants.ts";
import { holdersOf, type SubjectKind } from "./holders.ts";

/**
 * Asks for the holders of as few roles as it takes. A subject that stays without a kind is missing in the result.
 *
 * @param grants of the subjects that are asked about
 */
export async function kindsOf(
  client: GenesysClient,
  grants: readonly SeenGrant[],
): Promise<ReadonlyMap<string, SubjectKind>> {
  const kinds = new Map<string, SubjectKind>();
  let open = grants;
  while (open.length > 0) {
    const byRole = [...Map.groupBy(open, ({ role }) => role)];
    const [[role = ""] = []] = byRole.sort(([a, x], [b, y]) => y.length - x.length || compareText(a, b));
    for (const { id, kind } of await visibleHolders(client, role)) if (kind !== undefined) kinds.set(id, kind);
    open = open.filter((grant) => grant.role !== role && !kinds.has(grant.subject));
  }
  return kinds;
}

async function visibleHolders(client: GenesysClient, role: string) {
  try {
    return await holdersOf(client, role);
  } catch (error) {
    if (isStatus(error, 403, 404)) return [];
    throw error;
  }
}
