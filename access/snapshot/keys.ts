/** Keys for objects that have only names: readable, and the same at each reading, whatever else the org makes or deletes between. */

export interface Named {
  /** A UUID of the org. */
  readonly id: string;
  readonly name: string;
}

const LONGEST = 48;
const HEX = 6;
const HEX_OF_AN_ID = 32;

/**
 * The key of each object, by id: its name in lower case with hyphens. Where several objects would have one key, each of them has the first hex digits of its
 * id behind it: not the second one, because which of them is the second changes with the order. So has a name that itself ends like an id, and
 * one without a letter or digit of its own, whose key begins with the kind.
 *
 * @param kind `role`, `client`, `division`
 */
export function keysOf(objects: readonly Named[], kind: string): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  for (const [base, members] of Map.groupBy(objects, ({ name }) => kebab(name))) {
    const alone = members.length === 1 && base !== "" && !ENDS_LIKE_AN_ID.test(base);
    const digits = alone ? 0 : digitsThatTellApart(members);
    for (const { id } of members) keys.set(id, [base || kind, ...(digits > 0 ? [hex(id, digits)] : [])].join("-"));
  }
  return keys;
}

/** Such a name could be taken for the key of another object. */
const ENDS_LIKE_AN_ID = /-[0-9a-f]{6,}$/;

function digitsThatTellApart(members: readonly Named[]): number {
  for (let digits = HEX; digits < HEX_OF_AN_ID; digits++)
    if (new Set(members.map(({ id }) => hex(id, digits))).size === members.length) return digits;
  return HEX_OF_AN_ID;
}

function hex(id: string, digits: number): string {
  return id.replaceAll("-", "").toLowerCase().slice(0, digits);
}

function kebab(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, LONGEST)
    .replace(/^-+|-+$/g, "");
}
