/** What a spec says already of objects of the org: those keep their keys, and nothing is written of them a second time. */
import { isExisting, type Spec } from "../../access/language/spec.ts";
import { readMarker } from "../../access/resources/marker.ts";
import type { Snapshot } from "../../access/snapshot/model.ts";
import type { TakenKeys } from "./keys.ts";
import { type Mapped, type Mapping, OBJECT_KINDS } from "./model.ts";

export interface KnownObjects {
  /** The mapping with the keys of the spec. */
  readonly mapping: Mapping;
  /** Keys of the spec for something that the mapping does not have. */
  readonly taken: TakenKeys;
  /** Ids of clients, users and groups that the spec had before any adoption: their grants are the stack's own affair. */
  readonly before: ReadonlySet<string>;
}

/** @param stack `<project>/<stack>` */
export function knownObjects(
  spec: Spec | undefined,
  snapshot: Snapshot,
  mapping: Mapping,
  stack: string,
): KnownObjects {
  if (!spec)
    return { mapping, taken: { divisions: new Set(), roles: new Set(), clients: new Set() }, before: new Set() };
  const marked = (section: string, description: string) => {
    const marker = readMarker(description);
    return marker && `${marker.project}/${marker.stack}` === stack && marker.section === section
      ? marker.name
      : undefined;
  };
  const own = <T extends object>(section: Readonly<Record<string, T>>, key: string | undefined) =>
    key !== undefined && Object.hasOwn(section, key) ? key : undefined;
  const keyBy = <T extends object>(section: Readonly<Record<string, T>>, test: (entry: T) => boolean) =>
    Object.entries(section).find(([, entry]) => test(entry))?.[0];
  const found = {
    divisions: entries(snapshot.divisions, ({ name }) => keyBy(spec.divisions, (one) => one.name === name)),
    roles: entries(
      snapshot.roles,
      ({ id, name, description }) =>
        keyBy(spec.roles, (one) =>
          isExisting(one) ? one.existing === name || one.existing.toLowerCase() === id : one.adopted === id,
        ) ?? own(spec.roles, marked("roles", description)),
    ),
    clients: entries(
      snapshot.clients,
      ({ id, description }) =>
        keyBy(spec.clients, (one) => (isExisting(one) ? one.existing : one.adopted) === id) ??
        own(spec.clients, marked("clients", description)),
    ),
    users: entries(
      snapshot.people.filter(({ kind }) => kind === "user"),
      ({ name }) => keyOf(spec.users, name, true),
    ),
    groups: entries(
      snapshot.people.filter(({ kind }) => kind === "group"),
      ({ name }) => keyOf(spec.groups, name, false),
    ),
  };
  const joined = Object.fromEntries(
    // What the spec has keeps the key that it has there; the file says the rest.
    OBJECT_KINDS.map((kind) => {
      const said = [...mapping[kind]].map(([id, one]): [string, Mapped] => [id, { ...one, ...found[kind].get(id) }]);
      return [kind, new Map<string, Mapped>([...found[kind], ...said])];
    }),
  ) as unknown as Mapping;
  const taken = (section: keyof TakenKeys) => {
    const claimed = new Set([...joined[section].values()].map(({ key }) => key));
    return new Set(Object.keys(spec[section]).filter((key) => !claimed.has(key)));
  };
  const subjects = [...found.clients, ...found.users, ...found.groups].map(([id]) => id);
  const mapped = new Set(OBJECT_KINDS.flatMap((kind) => [...mapping[kind].keys()]));
  return {
    mapping: joined,
    taken: { divisions: taken("divisions"), roles: taken("roles"), clients: taken("clients") },
    before: new Set(subjects.filter((id) => !mapped.has(id))),
  };
}

function entries<T extends { readonly id: string }>(
  all: readonly T[],
  keyOfOne: (object: T) => string | undefined,
): Map<string, Mapped> {
  return new Map(
    all.flatMap((object): [string, Mapped][] => {
      const key = keyOfOne(object);
      return key === undefined ? [] : [[object.id, { key }]];
    }),
  );
}

function keyOf(section: Readonly<Record<string, unknown>>, name: string | null, folded: boolean): string | undefined {
  if (name === null) return undefined;
  return Object.keys(section).find((key) => (folded ? key.toLowerCase() === name.toLowerCase() : key === name));
}
