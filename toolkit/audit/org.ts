/** An org that is audited: what was read, as access and as facts, and what is called how. */
import { randomBytes } from "node:crypto";
import type { DesiredAccess } from "../../access/plan/desired.ts";
import { desiredFromSnapshot } from "../../access/snapshot/desired.ts";
import type { Snapshot, SnapshotClient, SnapshotPart, SnapshotRole } from "../../access/snapshot/model.ts";
import type { OrgKeys } from "../../access/snapshot/orgKeys.ts";
import type { Facts, RoleFacts, RoleGrantFacts, StackFacts } from "../../policies/facts.ts";
import { factsFromPlan } from "../../policies/fromPlan.ts";
import type { AuditSubject, SubjectKind } from "./model.ts";

/** Calls of each client in a number of days, by its id in lower case; or why nobody could look. */
export type Usage =
  | { readonly read: true; readonly days: number; readonly requests: ReadonlyMap<string, ClientCalls> }
  | { readonly read: false; readonly reason: string };

export interface ClientCalls {
  readonly requests: number;
  /** Those that the org answered with success. */
  readonly successes: number;
}

/** How many divisions the org may have, or why nobody could look. */
export type DivisionLimit =
  | { readonly read: true; readonly most: number }
  | { readonly read: false; readonly reason: string };

export interface AuditInput {
  readonly snapshot: Snapshot;
  readonly usage: Usage;
  readonly divisionLimit: DivisionLimit;
}

export interface AuditedOrg extends AuditInput {
  readonly desired: DesiredAccess;
  readonly facts: readonly Facts[];
  readonly stack: StackFacts;
  readonly roles: ReadonlyMap<string, SnapshotRole>;
  readonly clients: ReadonlyMap<string, SnapshotClient>;
  /** Everything of a part was read. */
  isRead(part: SnapshotPart): boolean;
  /** A text of a rule without the keys in it: ids where it names something for programs, names where people read it. */
  withIds(text: string): string;
  withNames(text: string): string;
  subject(kind: SubjectKind, id: string): AuditSubject;
}

/**
 * Keys are the org's ids between two marks that nobody can foresee: so texts of rules can be told from names of the org, and ids of findings stay the same
 * when something is renamed.
 */
export function auditedOrg(input: AuditInput): AuditedOrg {
  const { snapshot } = input;
  const mark = `~${randomBytes(9).toString("base64url")}~`;
  const desired = desiredFromSnapshot(snapshot, { keys: markedKeys(snapshot, mark) });
  const facts = withGeneral(factsFromPlan(desired), desired);
  const stack = facts.find((one): one is StackFacts => one.kind === "stack");
  if (!stack) throw new Error("A plan has the facts of its stack.");
  const names = namesOf(snapshot);
  const marked = new RegExp(`${mark}(.*?)${mark}`, "gs");
  const readParts = new Set(snapshot.coverage.flatMap(({ part, state }) => (state === "read" ? [part] : [])));
  return {
    ...input,
    desired,
    facts,
    stack,
    roles: new Map(snapshot.roles.map((role) => [role.id, role])),
    clients: new Map(snapshot.clients.map((client) => [client.id, client])),
    isRead: (part) => readParts.has(part),
    withIds: (text) => text.replace(marked, (_, id: string) => id),
    withNames: (text) => text.replace(marked, (_, id: string) => names.get(id) ?? id),
    subject: (kind, id) => ({ kind, id, name: names.get(id) ?? id }),
  };
}

/** Old general permissions count as permissions of their roles: a spec can ask for none, and an org has them. */
function withGeneral(facts: readonly Facts[], { roles }: DesiredAccess): Facts[] {
  const flags = new Map(roles.flatMap(({ key, general }) => (general ? [[key, general] as const] : [])));
  if (flags.size === 0) return [...facts];
  // One list for each role: rules remember what they made of a list.
  const lists = new Map<string, readonly string[]>();
  const all = (key: string, permissions: readonly string[]) => {
    const list = lists.get(key) ?? [...permissions, ...(flags.get(key) ?? [])];
    lists.set(key, list);
    return list;
  };
  const ofRole = (role: RoleFacts): RoleFacts => ({ ...role, permissions: all(role.key, role.permissions) });
  const held = <T extends { readonly grants: readonly RoleGrantFacts[] }>(holder: T): T => ({
    ...holder,
    grants: holder.grants.map(({ role, ...grant }) => ({
      ...grant,
      ...(role && { role: { ...role, permissions: all(grant.roleKey, role.permissions) } }),
    })),
  });
  return facts.map((one): Facts => {
    switch (one.kind) {
      case "role":
        return ofRole(one);
      case "client":
      case "grant":
        return held(one);
      case "stack":
        return { ...one, roles: one.roles.map(ofRole), clients: one.clients.map(held), grants: one.grants.map(held) };
      default:
        return one;
    }
  });
}

function markedKeys({ divisions, roles, clients, people }: Snapshot, mark: string): OrgKeys {
  const keys = (all: readonly { readonly id: string }[]) => new Map(all.map(({ id }) => [id, `${mark}${id}${mark}`]));
  return { divisions: keys(divisions), roles: keys(roles), clients: keys(clients), people: keys(people) };
}

function namesOf({ divisions, roles, clients, people, organization }: Snapshot): ReadonlyMap<string, string> {
  const named = [...divisions, ...roles, ...clients, organization].map(({ id, name }) => [id, name] as const);
  return new Map([...named, ...people.map(({ id, name }) => [id, name ?? id] as const)]);
}
