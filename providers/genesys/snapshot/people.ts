/** Who the subjects of grants are that are no client: groups and users, a hundred at a time. */

import { limit } from "../../../access/catalogue/limits.ts";
import type { SnapshotPerson } from "../../../access/snapshot/model.ts";
import { readPages } from "../paging.ts";
import type { Sources } from "./listings.ts";
import { refused } from "./part.ts";
import { wireSeenGroup, wireSeenUser } from "./wire.ts";

export interface SeenPeople {
  readonly people: readonly SnapshotPerson[];
  /** Ids that are neither a user's nor a group's, as far as the reader sees. */
  readonly unknown: readonly string[];
  readonly lacks: readonly string[];
}

/** Groups are asked first: an org has fewer of them. */
export async function readPeople({ client }: Sources, ids: readonly string[]): Promise<SeenPeople> {
  const lacks: string[] = [];
  const all: SnapshotPerson[] = [];
  const batches = async (asked: readonly string[], what: string, read: (list: string) => Promise<SnapshotPerson[]>) => {
    const size = limit("page-rows-common");
    const lists = Array.from({ length: Math.ceil(asked.length / size) }, (_, index) =>
      asked.slice(index * size, (index + 1) * size),
    );
    const wanted = new Set(asked);
    const found = await Promise.all(
      lists.map((list) =>
        read(list.join(",")).catch((error: unknown) => {
          lacks.push(refused(what, error, ""));
          return [];
        }),
      ),
    );
    // An org that does not know the filter answers everybody.
    for (const one of found.flat()) if (wanted.delete(one.id)) all.push(one);
    return [...wanted];
  };
  const noGroups = await batches(ids, "Groups", async (id) => {
    const groups = await readPages(client, "/api/v2/groups", wireSeenGroup, { id });
    return groups.map((group) => ({ kind: "group", ...group }));
  });
  const unknown = await batches(noGroups, "Users", async (id) => {
    const users = await readPages(client, "/api/v2/users", wireSeenUser, { id, state: "any" });
    return users.map(({ username, ...user }) => ({ kind: "user", name: username, ...user }));
  });
  return { people: all, unknown, lacks };
}
