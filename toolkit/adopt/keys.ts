/** The key of every object of an org: that of the mapping file, which a person may have changed, else one by the stable rule. */
import { keysOf, type Named } from "../../access/snapshot/keys.ts";
import type { Snapshot } from "../../access/snapshot/model.ts";
import { compareText } from "../../access/values/text.ts";
import type { Mapping } from "./model.ts";

export interface AdoptionKeys {
  readonly divisions: ReadonlyMap<string, string>;
  readonly roles: ReadonlyMap<string, string>;
  readonly clients: ReadonlyMap<string, string>;
}

/** By section: keys that the stack's YAML has already for something else. */
export type TakenKeys = Readonly<Record<keyof AdoptionKeys, ReadonlySet<string>>>;

export function adoptionKeys(snapshot: Snapshot, mapping: Mapping, taken: TakenKeys): AdoptionKeys {
  const of = (section: keyof AdoptionKeys, kind: string) =>
    withPinned(snapshot[section], keysOf(snapshot[section], kind), mapping[section], taken[section]);
  return { divisions: of("divisions", "division"), roles: of("roles", "role"), clients: of("clients", "client") };
}

function withPinned(
  objects: readonly Named[],
  byRule: ReadonlyMap<string, string>,
  mapped: Mapping["roles"],
  taken: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  const pinned = new Map(objects.flatMap(({ id }) => pinnedKey(id, mapped)));
  const used = new Set([...taken, ...pinned.values()]);
  const rest = [...objects].filter(({ id }) => !pinned.has(id)).sort((a, b) => compareText(a.id, b.id));
  const free = rest.map(({ id }) => {
    const key = byRule.get(id) ?? id;
    // A longer piece of the id tells apart what somebody else has called the same.
    const own = used.has(key) ? `${key}-${id.replaceAll("-", "").toLowerCase()}` : key;
    used.add(own);
    return [id, own] as const;
  });
  return new Map([...pinned, ...free]);
}

function pinnedKey(id: string, mapped: Mapping["roles"]): [string, string][] {
  const key = mapped.get(id)?.key;
  return key === undefined ? [] : [[id, key]];
}
