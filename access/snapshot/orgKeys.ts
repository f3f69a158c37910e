/** What everything of one org is called where it is looked at as access: keys as a spec would have them, and names of which no two are the same. */
import { keysOf, type Named } from "./keys.ts";
import type { Snapshot } from "./model.ts";

/** By id. */
export interface OrgKeys {
  readonly divisions: ReadonlyMap<string, string>;
  readonly roles: ReadonlyMap<string, string>;
  readonly clients: ReadonlyMap<string, string>;
  /** E-mail addresses and names, as a spec names people. */
  readonly people: ReadonlyMap<string, string>;
}

export function orgKeys({ divisions, roles, clients, people }: Snapshot): OrgKeys {
  const [users, groups] = [people.filter(({ kind }) => kind === "user"), people.filter(({ kind }) => kind === "group")];
  return {
    divisions: keysOf(divisions, "division"),
    roles: keysOf(roles, "role"),
    clients: keysOf(clients, "client"),
    people: new Map([...distinctNames(users.map(named)), ...distinctNames(groups.map(named))]),
  };
}

/** Something that grants speak of and the reading does not have: it is deleted, or the reader may not see it. */
export function notShown(id: string): string {
  return `not shown (${id})`;
}

/**
 * The name of each object, with its id behind it where another one has the same name in some case, or where the name looks as if it had an id behind it.
 * So no two are the same, and none is what `notShown` says.
 */
export function distinctNames(objects: readonly Named[]): ReadonlyMap<string, string> {
  const sameName = Map.groupBy(objects, ({ name }) => name.toLowerCase());
  return new Map(
    objects.map(({ id, name }) => {
      const isClear = name !== "" && sameName.get(name.toLowerCase())?.length === 1 && !ENDS_WITH_AN_ID.test(name);
      return [id, isClear ? name : `${name || "no name"} (${id})`];
    }),
  );
}

const ENDS_WITH_AN_ID = /\([0-9a-f-]{32,}\)$/i;

function named({ id, name }: { readonly id: string; readonly name: string | null }): Named {
  return { id, name: name ?? "" };
}
