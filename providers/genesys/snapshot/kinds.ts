/** What a subject is that is neither a listed client nor a visible user or group: the holders of its roles have a type. */
import type { SnapshotGrant } from "../../../access/snapshot/model.ts";
import { compareText } from "../../../access/values/text.ts";
import { isStatus } from "../apiError.ts";
import type { GenesysClient } from "../client.ts";
import { readPages } from "../paging.ts";
import { wireHolder } from "../wire.ts";
import type { SeenGrant } from "./grants.ts";

type Kind = SnapshotGrant["subjectKind"];

const KINDS: ReadonlyMap<string, Kind> = new Map([
  ["PC_OAUTH_CLIENT", "client"],
  ["PC_USER", "user"],
  ["PC_GROUP", "group"],
]);

/**
 * Asks for the holders of as few roles as it takes. A subject that stays without a kind is missing in the result: one of another org, or of a type
 * that came later.
 *
 * @param grants of the subjects that are asked about
 */
export async function kindsOf(client: GenesysClient, grants: readonly SeenGrant[]): Promise<ReadonlyMap<string, Kind>> {
  const kinds = new Map<string, Kind>();
  let open = grants;
  while (open.length > 0) {
    const byRole = [...Map.groupBy(open, ({ role }) => role)];
    const [[role = ""] = []] = byRole.sort(([a, x], [b, y]) => y.length - x.length || compareText(a, b));
    for (const { id, type } of await holdersOf(client, role)) {
      const kind = KINDS.get(type);
      if (kind !== undefined) kinds.set(id, kind);
    }
    open = open.filter((grant) => grant.role !== role && !kinds.has(grant.subject));
  }
  return kinds;
}

async function holdersOf(client: GenesysClient, role: string) {
  try {
    return await readPages(client, `/api/v2/authorization/roles/${encodeURIComponent(role)}/subjectgrants`, wireHolder);
  } catch (error) {
    if (isStatus(error, 403, 404)) return [];
    throw error;
  }
}
