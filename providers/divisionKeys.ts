/** Division ids of the org as the keys that a spec uses for them. */
import { compareText } from "../access/values/text.ts";
import type { Session } from "./genesys/session.ts";

/**
 * Keys for the divisions that the org shows: the key of the last deploy where there is one, else the division's name.
 *
 * @param known division key -> id, as deployed
 * @param held ids, as the org shows them
 */
export async function keyDivisions(
  session: Session,
  known: Readonly<Record<string, string>>,
  held: ReadonlySet<string>,
): Promise<Record<string, string>> {
  const kept = Object.entries(known).filter(([, id]) => held.has(id));
  const knownIds = new Set(Object.values(known));
  const extra = [...held].filter((id) => !knownIds.has(id));
  const named = extra.length > 0 ? await nameDivisions(session, extra, known) : [];
  return Object.fromEntries([...kept, ...named].sort(([a], [b]) => compareText(a, b)));
}

async function nameDivisions(
  session: Session,
  ids: readonly string[],
  known: Readonly<Record<string, string>>,
): Promise<[string, string][]> {
  const divisions = ids.some((id) => id !== "*") ? await session.listings.divisions.all() : undefined;
  return ids.map((id) => {
    const name = id === "*" ? "*" : (divisions?.get(id)?.name ?? id);
    // A key of the spec may be the name of another division.
    return [name in known ? `${name} (${id})` : name, id];
  });
}
