/** Who the subjects of grants are that are no client: groups and users, a hundred at a time. */
import { limit } from "../../../access/catalogue/limits.ts";
import type { SnapshotPerson } from "../../../access/snapshot/model.ts";
import { openPages, readPages } from "../paging.ts";
import type { Sources } from "./listings.ts";
import { refused } from "./part.ts";
import { wireSeenGroup, wireSeenUser } from "./wire.ts";

export interface SeenPeople {
  readonly people: readonly SnapshotPerson[];
  /** Ids that are neither a user's nor a group's, as far as the reader sees. */
  readonly unknown: readonly string[];
  readonly lacks: readonly string[];
}

/** Groups come first, since an org has fewer of them; where their whole listing is shorter than asking for each subject, it is read. */
export async function readPeople(sources: Sources, ids: readonly string[]): Promise<SeenPeople> {
  const lacks: string[] = [];
  const people: SnapshotPerson[] = [];
  /** Those of the ids that were not found. */
  const look = async (asked: ReadonlySet<string>, what: string, reading: () => Promise<SnapshotPerson[]>) => {
    const open = new Set(asked);
    try {
      // An org that does not know the filter answers everybody.
      for (const one of await reading()) if (open.delete(one.id)) people.push(one);
    } catch (error) {
      lacks.push(refused(what, error, ""));
    }
    return open;
  };
  const all = new Set(ids);
  const list = all.size > limit("page-rows-common") ? await groupList(sources, all.size) : undefined;
  const noListed = list ? await look(all, GROUPS, list) : all;
  const byGroup = (open: ReadonlySet<string>) => look(open, GROUPS, () => groupsOf(sources, [...open]));
  const noGroups = list ? noListed : await byGroup(all);
  const noUsers = await look(noGroups, "Users: ", () => usersOf(sources, [...noGroups]));
  // A group that nobody may see in a listing may show itself to who knows its id.
  const unknown = list && noUsers.size > 0 ? await byGroup(noUsers) : noUsers;
  return { people, unknown: [...unknown], lacks };
}

const GROUPS = "Groups: ";

/** The reading of all groups; undefined where it takes more calls than asking for each of so many subjects, or is refused. */
async function groupList(
  { client }: Sources,
  subjects: number,
): Promise<(() => Promise<SnapshotPerson[]>) | undefined> {
  try {
    const pages = await openPages(client, "/api/v2/groups", wireSeenGroup);
    if (pages.count > subjects / limit("page-rows-common")) return undefined;
    return async () => (await pages.all()).map(toGroup);
  } catch (error) {
    refused(GROUPS, error, "");
    return undefined;
  }
}

async function groupsOf({ client }: Sources, ids: readonly string[]): Promise<SnapshotPerson[]> {
  return (await hundreds(ids, (id) => readPages(client, "/api/v2/groups", wireSeenGroup, { id }))).map(toGroup);
}

function toGroup(group: { readonly id: string; readonly name: string | null; readonly state: string | null }) {
  return { kind: "group" as const, ...group };
}

async function usersOf({ client }: Sources, ids: readonly string[]): Promise<SnapshotPerson[]> {
  // Without `state` the org shows active users only.
  const query = { state: "any" };
  const users = await hundreds(ids, (id) => readPages(client, "/api/v2/users", wireSeenUser, { ...query, id }));
  return users.map(({ id, username, state }) => ({ kind: "user" as const, id, name: username, state }));
}

async function hundreds<T>(ids: readonly string[], read: (list: string) => Promise<T[]>): Promise<T[]> {
  const size = limit("page-rows-common");
  const lists = Array.from({ length: Math.ceil(ids.length / size) }, (_, index) =>
    ids.slice(index * size, (index + 1) * size),
  );
  return (await Promise.all(lists.map((list) => read(list.join(","))))).flat();
}
