/** What `--only` names. */
import type { Snapshot } from "../../access/snapshot/model.ts";
import { nearest } from "../../access/values/nearest.ts";
import { Failure } from "../failure.ts";
import type { AdoptionKeys } from "./keys.ts";
import { OBJECT_KINDS, type ObjectKind, type Selection } from "./model.ts";
import type { Scope } from "./scope.ts";

/** Clients with the roles that they hold, and every other custom role: people get their roles in many ways, and are taken where somebody asks for it. */
const BY_DEFAULT: readonly ObjectKind[] = ["clients", "roles"];

/** @throws Failure for what the org does not have */
export function selectionOf(only: readonly string[], snapshot: Snapshot, keys: AdoptionKeys, scope?: Scope): Selection {
  if (scope !== undefined) return within(scope, only, snapshot, keys);
  if (only.length === 0) return { kinds: new Set(BY_DEFAULT), single: new Set() };
  const known = new Set([...namesOf(snapshot, keys)]);
  const kinds = only.filter((text): text is ObjectKind => OBJECT_KINDS.includes(text as ObjectKind));
  const single = only.filter((text) => !OBJECT_KINDS.includes(text as ObjectKind));
  const wrong = single.filter((text) => !known.has(text));
  if (wrong.length > 0) {
    const details = wrong.map((text) => {
      const [near] = nearest(text, known);
      return `--only ${JSON.stringify(text)}: the org has no such object.${near === undefined ? "" : ` Nearest: ${near}.`}`;
    });
    throw new Failure(
      "Name kinds (clients, roles, users, groups), or single objects as clients.<key>; `adopt --dry-run` lists the keys.",
      undefined,
      details,
    );
  }
  return { kinds: new Set(kinds), single: new Set(single) };
}

/** All of a scope, or what of it somebody named. */
function within({ ids, owner }: Scope, only: readonly string[], snapshot: Snapshot, keys: AdoptionKeys): Selection {
  const all = new Map<string, ObjectKind>();
  for (const kind of ["divisions", "roles", "clients"] as const)
    for (const [id, key] of keys[kind]) if (ids[kind].has(id)) all.set(`${kind}.${key}`, kind);
  for (const { kind, id, name } of snapshot.people)
    if (name !== null && ids[`${kind}s`].has(id)) all.set(`${kind}s.${name}`, `${kind}s`);
  const named =
    only.length === 0 ? [...all] : [...all].filter(([text, kind]) => only.includes(kind) || only.includes(text));
  const wrong = only.filter((text) => !OBJECT_KINDS.includes(text as ObjectKind) && !all.has(text));
  if (wrong.length > 0)
    throw new Failure(
      `What --only names is nothing that ${owner} manages and the reading has; \`adopt --dry-run\` lists the keys.`,
      undefined,
      wrong.map((text) => `--only ${JSON.stringify(text)}`),
    );
  return { kinds: new Set(), single: new Set(named.map(([text]) => text)) };
}

function* namesOf({ people }: Snapshot, keys: AdoptionKeys): Iterable<string> {
  for (const key of keys.roles.values()) yield `roles.${key}`;
  for (const key of keys.clients.values()) yield `clients.${key}`;
  for (const { kind, name } of people) if (name !== null) yield `${kind}s.${name}`;
}
