/** Who holds a role, with its type: what tells a subject's kind where nothing else does, and its grants where divisions do not. */
import type { SnapshotGrant } from "../../../access/snapshot/model.ts";
import type { GenesysClient } from "../client.ts";
import { readPages } from "../paging.ts";
import { wireSeenHolder } from "./wire.ts";

export type SubjectKind = SnapshotGrant["subjectKind"];

/** The other types are subjects of orgs that this one trusts, and what came later. */
const KINDS: ReadonlyMap<string, SubjectKind> = new Map([
  ["PC_OAUTH_CLIENT", "client"],
  ["PC_USER", "user"],
  ["PC_GROUP", "group"],
]);

export interface SeenHolder {
  readonly id: string;
  readonly kind: SubjectKind | undefined;
  /** Ids, `*` for all. */
  readonly divisions: readonly string[];
}

export async function holdersOf(client: GenesysClient, role: string): Promise<SeenHolder[]> {
  const path = `/api/v2/authorization/roles/${encodeURIComponent(role)}/subjectgrants`;
  const holders = await readPages(client, path, wireSeenHolder);
  return holders.map(({ id, type, divisions }) => ({
    id,
    kind: KINDS.get(type),
    divisions: (divisions ?? []).map((division) => division.id),
  }));
}
