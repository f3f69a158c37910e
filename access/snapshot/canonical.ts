/** One order for everything in a snapshot, so that two readings of an unchanged org differ in their times only. */
import { compareText, sortedOnce } from "../values/text.ts";
import { SNAPSHOT_PARTS, type Snapshot, snapshotSchema } from "./model.ts";

/** The same snapshot, sorted; keys stand as the schema has them. */
export function canonicalSnapshot(snapshot: Snapshot): Snapshot {
  const { divisions, roles, clients, people, grants, coverage } = snapshot;
  return snapshotSchema.parse({
    ...snapshot,
    divisions: byId(divisions),
    roles: byId(roles).map((role) => ({
      ...role,
      general: sortedOnce(role.general),
      policies: role.policies && byJson(role.policies.map(canonicalPolicy)),
    })),
    clients: byId(clients).map((client) => ({
      ...client,
      redirectUris: sortedOnce(client.redirectUris),
      scopes: sortedOnce(client.scopes),
    })),
    people: byId(people),
    grants: byJson(
      grants.map(({ subjectKind, subject, role, division }) => ({ subjectKind, subject, role, division })),
    ),
    coverage: [...coverage].sort((a, b) => SNAPSHOT_PARTS.indexOf(a.part) - SNAPSHOT_PARTS.indexOf(b.part)),
  });
}

type Policy = NonNullable<Snapshot["roles"][number]["policies"]>[number];

function canonicalPolicy({ domain, entity, actions, condition }: Policy): Policy {
  return { domain, entity, actions: sortedOnce(actions), condition: sortedKeys(condition) };
}

/** The order of an object's keys says nothing, and an org may change it; that of a list is kept. */
function sortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedKeys);
  if (typeof value !== "object" || value === null) return value ?? null;
  const entries = Object.entries(value).sort(([a], [b]) => compareText(a, b));
  return Object.fromEntries(entries.map(([key, one]) => [key, sortedKeys(one)]));
}

function byId<T extends { readonly id: string }>(rows: readonly T[]): T[] {
  return [...rows].sort((a, b) => compareText(a.id, b.id));
}

function byJson<T>(rows: readonly T[]): T[] {
  const keyed = rows.map((row) => [JSON.stringify(row), row] as const);
  return keyed.sort(([a], [b]) => compareText(a, b)).map(([, row]) => row);
}
