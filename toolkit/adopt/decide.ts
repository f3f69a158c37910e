/** Decides of every object of an org what becomes of it, and what the spec says of it. Pure: one reading, one mapping and one selection give one answer. */
import { isOfUnknownClass, isWritePermission } from "../../access/catalogue/permissions.ts";
import { readConditionNode } from "../../access/resources/conditionNode.ts";
import { readMarker } from "../../access/resources/marker.ts";
import type { Snapshot, SnapshotClient, SnapshotPerson, SnapshotRole } from "../../access/snapshot/model.ts";
import { ACCESS_LEVELS, type AccessLevel } from "../../access/values/accessLevel.ts";
import { type ConditionalPermission, mergeConditional } from "../../access/values/condition.ts";
import { parseGrantType } from "../../access/values/grantType.ts";
import { compactPermissions, expandCompact, parsePermission } from "../../access/values/permission.ts";
import { isReadonlyScope } from "../../access/values/scope.ts";
import { compareText, sortedOnce } from "../../access/values/text.ts";
import { copyable } from "../../access/values/untrusted.ts";
import type { AdoptionKeys } from "./keys.ts";
import {
  type AdoptedState,
  type Decision,
  type Mapping,
  type ObjectKind,
  type Refusals,
  refusalKey,
  type Selection,
} from "./model.ts";
import type { Scope } from "./scope.ts";

export interface DecisionInput {
  readonly snapshot: Snapshot;
  readonly keys: AdoptionKeys;
  readonly mapping: Mapping;
  readonly selection: Selection;
  readonly refusals: Refusals;
  /** The reading is a state of Terraform: of its clients all grants are known as of its last refresh. */
  readonly isState?: boolean | undefined;
  /** Of an adoption that takes what another tool manages. */
  readonly scope?: Scope | undefined;
  /** Id of the client that is going to deploy. */
  readonly deployer?: string;
  /** `<project>/<stack>`: what this stack made itself bears its marker. */
  readonly stack: string;
}

/** One grant of a subject as the spec writes it: keys of a role and of divisions. */
export interface AdoptedGrant {
  readonly role: string;
  readonly divisions: "all" | readonly string[];
}

export interface AdoptedDivision {
  readonly kind: "divisions";
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly managed: boolean;
}

export interface AdoptedRole {
  readonly kind: "roles";
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly access: AccessLevel;
  readonly permissions: readonly string[];
  readonly conditional: readonly ConditionalPermission[];
}

export interface ReferredRole {
  readonly kind: "roles";
  readonly id: string;
  readonly key: string;
  /** Name or id. */
  readonly existing: string;
}

export interface AdoptedClient {
  readonly kind: "clients";
  readonly id: string;
  readonly key: string;
  readonly client: SnapshotClient;
  readonly access: AccessLevel;
  readonly grants: readonly AdoptedGrant[];
}

/** A client, user or group of which the stack has the grants. */
export interface AdoptedSubject {
  readonly kind: "clients" | "users" | "groups";
  readonly id: string;
  readonly key: string;
  readonly grants: readonly AdoptedGrant[];
}

/** The contents of the spec, each list sorted by key. */
export interface AdoptedSpec {
  readonly divisions: readonly AdoptedDivision[];
  readonly roles: readonly (AdoptedRole | ReferredRole)[];
  readonly clients: readonly (AdoptedClient | AdoptedSubject)[];
  readonly users: readonly AdoptedSubject[];
  readonly groups: readonly AdoptedSubject[];
}

export interface Decided {
  /** Of every object of the reading, sorted by kind, name and id. */
  readonly decisions: readonly Decision[];
  readonly spec: AdoptedSpec;
}

/** What may become of an object at best, and why it is not more. */
interface Standing {
  readonly state: AdoptedState;
  readonly reason?: string;
}

export function decide(input: DecisionInput): Decided {
  const world = worldOf(input);
  const roles = new Map(input.snapshot.roles.map((role) => [role.id, roleStanding(role, world)]));
  const subjects = [
    ...input.snapshot.clients.map((client) => clientDecision(client, roles, world)),
    ...peopleOf(world).map((person) => personDecision(person, roles, world)),
  ];
  const written = subjects.filter((one) => one.state === "managed" || one.state === "existing");
  const heldRoles = new Set(written.flatMap(({ pairs }) => pairs.map(({ role }) => role)));
  const heldDivisions = new Set(written.flatMap(({ pairs }) => pairs.map(({ division }) => division)));
  const decidedRoles = input.snapshot.roles.map((role) =>
    roleDecision(role, roles.get(role.id) as Standing, heldRoles.has(role.id), world),
  );
  const divisions = input.snapshot.divisions.map((division) => {
    const { state, reason } = divisionStanding(division.id, world);
    const named = state === "managed" || (state === "existing" && heldDivisions.has(division.id));
    const why = reason ?? (named ? undefined : "no grant of the spec names it");
    const key = named ? world.keys.divisions.get(division.id) : undefined;
    const decision = decisionOf(
      "divisions",
      division,
      named ? state : state === "existing" ? "watched" : state,
      key,
      why,
    );
    return { decision, division };
  });
  return {
    decisions: sorted([
      ...divisions.map(({ decision }) => decision),
      ...decidedRoles.map(({ decision }) => decision),
      ...subjects.map(({ decision }) => decision),
    ]),
    spec: {
      divisions: byKey(
        divisions.flatMap(({ decision: { key, state }, division: { id, name, description } }) =>
          key === undefined
            ? []
            : [{ kind: "divisions" as const, id, key, name, description, managed: state === "managed" }],
        ),
      ),
      roles: byKey(decidedRoles.flatMap(({ entry }) => (entry ? [entry] : []))),
      clients: byKey(subjects.flatMap(({ entry }) => (entry?.kind === "clients" ? [entry] : []))),
      users: byKey(subjects.flatMap(({ entry }) => (entry?.kind === "users" ? [entry as AdoptedSubject] : []))),
      groups: byKey(subjects.flatMap(({ entry }) => (entry?.kind === "groups" ? [entry as AdoptedSubject] : []))),
    },
  };
}

interface Pair {
  readonly role: string;
  readonly division: string;
}

interface World extends DecisionInput {
  /** Role and division of each grant, by `<section> <id>` of the subject. */
  readonly pairs: ReadonlyMap<string, readonly Pair[]>;
  readonly roleNames: ReadonlyMap<string, number>;
  readonly rolesById: ReadonlyMap<string, SnapshotRole>;
  readonly ownRoles: ReadonlySet<string>;
  readonly deployers: ReadonlySet<string>;
  readonly grantsAreWhole: boolean;
  /** Ids of clients whose grants are whole although those of others are not. */
  readonly wholeClients: ReadonlySet<string>;
}

const SECTION_OF = { client: "clients", user: "users", group: "groups" } as const;

function worldOf(input: DecisionInput): World {
  const { snapshot } = input;
  const grouped = Map.groupBy(snapshot.grants, ({ subjectKind, subject }) => `${SECTION_OF[subjectKind]} ${subject}`);
  const deployers = new Set([snapshot.readBy.clientId, ...(input.deployer === undefined ? [] : [input.deployer])]);
  const names = Map.groupBy(snapshot.roles, ({ name }) => name);
  return {
    ...input,
    pairs: new Map(
      [...grouped].map(([key, grants]) => [key, grants.map(({ role, division }) => ({ role, division }))]),
    ),
    roleNames: new Map([...names].map(([name, all]) => [name, all.length])),
    rolesById: new Map(snapshot.roles.map((role) => [role.id, role])),
    ownRoles: new Set([...deployers].flatMap((id) => (grouped.get(`clients ${id}`) ?? []).map(({ role }) => role))),
    deployers,
    grantsAreWhole: snapshot.coverage.some(({ part, state }) => part === "client-grants" && state === "read"),
    wholeClients: input.isState ? (input.scope?.ids.clients ?? new Set()) : new Set(),
  };
}

/** The states that an object can have, the best first. */
const LADDER = ["managed", "existing", "watched"] as const;

/** Steps down from the best state by what the language or the mapping file refuses. */
function stand(kind: ObjectKind, id: string, best: Standing, { mapping, refusals }: World): Standing {
  const said = mapping[kind].get(id)?.state;
  if (best.state === "skipped") return best;
  if (said === "ignored") return { state: "ignored", reason: "the mapping file says so" };
  const reasons = refusals.get(refusalKey(kind, id)) ?? [];
  const wanted = said === undefined ? 0 : LADDER.indexOf(said);
  const from = Math.max(LADDER.indexOf(best.state as (typeof LADDER)[number]), wanted);
  const state = LADDER[Math.min(from + reasons.length, LADDER.length - 1)] ?? "watched";
  const why =
    reasons.at(-1) ?? (wanted > LADDER.indexOf(best.state as "managed") ? "the mapping file says so" : best.reason);
  return { state, ...(why !== undefined && { reason: why }) };
}

function divisionStanding(id: string, world: World): Standing {
  const division = world.snapshot.divisions.find((one) => one.id === id);
  const marker = readMarker(division?.description ?? "");
  const isTaken =
    world.mapping.divisions.get(id)?.state === "managed" ||
    (world.scope?.ids.divisions.has(id) &&
      isSelected("divisions", world.keys.divisions.get(id) ?? id, world.selection));
  const mayManage = isTaken && division?.home === false && !marker;
  return stand("divisions", id, { state: mayManage ? "managed" : "existing" }, world);
}

function isNamed(id: string, world: World): boolean {
  if (id === "*") return true;
  return world.keys.divisions.has(id) && ["managed", "existing"].includes(divisionStanding(id, world).state);
}

// ---- roles

function roleStanding(role: SnapshotRole, world: World): Standing {
  return stand("roles", role.id, bestOfRole(role, world), world);
}

function bestOfRole(role: SnapshotRole, { ownRoles, stack }: World): Standing {
  const existing = (reason: string): Standing => ({ state: "existing", reason });
  if (role.default) return existing("a default role of the vendor");
  if (ownRoles.has(role.id))
    return existing("the deploying client holds it, and a deployer never changes its own role");
  const marker = readMarker(role.description);
  if (marker && `${marker.project}/${marker.stack}` !== stack)
    return existing(`it is managed by ${copyable(marker.text)}`);
  if (role.policies === null) return existing("the org does not show what it permits");
  if (role.general.length > 0)
    return existing(
      `it holds old general permissions (${role.general.map(copyable).join(", ")}), which no role of a spec can`,
    );
  const { lines, conditional, isPlain } = linesOf(role);
  if (!isPlain) return existing("a permission or a condition of it cannot be written in the language");
  if (lines.length + conditional.length === 0) return existing("it has no permissions");
  return { state: "managed" };
}

interface RoleLines {
  readonly lines: readonly string[];
  readonly conditional: readonly ConditionalPermission[];
  readonly isPlain: boolean;
}

function linesOf({ policies }: SnapshotRole): RoleLines {
  const lines: string[] = [];
  const conditional: ConditionalPermission[] = [];
  let isPlain = true;
  for (const { domain, entity, actions, condition: stored } of policies ?? []) {
    const condition = readConditionNode(stored);
    if (condition?.terms.some(({ variableName }) => variableName.startsWith("not understood: "))) isPlain = false;
    for (const action of actions) {
      const permission = `${domain}:${entity}:${action}`;
      if (parsePermission(permission) === undefined) isPlain = false;
      else if (condition) conditional.push({ permission, condition });
      else lines.push(permission);
    }
  }
  return { lines: compactPermissions(lines), conditional: mergeConditional(conditional), isPlain };
}

function roleDecision(
  role: SnapshotRole,
  { state, reason }: Standing,
  isHeld: boolean,
  world: World,
): { readonly decision: Decision; readonly entry?: AdoptedRole | ReferredRole } {
  const { id, name, description } = role;
  const key = world.keys.roles.get(id) ?? id;
  const isWanted = isHeld || (state === "managed" && isSelected("roles", key, world.selection));
  if (state === "managed" && isWanted) {
    const { lines, conditional } = linesOf(role);
    const access = accessOf([...lines, ...conditional.map(({ permission }) => permission)]);
    const entry: AdoptedRole = { kind: "roles", id, key, name, description, access, permissions: lines, conditional };
    return { decision: decisionOf("roles", role, "managed", key, reason), entry };
  }
  if (state === "existing" && isHeld) {
    // A name reads better; where it is not one role's alone, the id is.
    const existing = world.roleNames.get(name) === 1 && copyable(name) === name ? name : id;
    return {
      decision: decisionOf("roles", role, "existing", key, reason),
      entry: { kind: "roles", id, key, existing },
    };
  }
  if (state === "managed") return { decision: decisionOf("roles", role, "watched", undefined, "it was not asked for") };
  return { decision: decisionOf("roles", role, state === "existing" ? "watched" : state, undefined, reason) };
}

function accessOf(lines: readonly string[]): AccessLevel {
  const writes = lines.flatMap(expandCompact).some((one) => isWritePermission(one) || isOfUnknownClass(one));
  return ACCESS_LEVELS[writes ? 1 : 0];
}

// ---- subjects

interface DecidedSubject {
  readonly decision: Decision;
  readonly state: AdoptedState;
  /** The grants that the spec names. */
  readonly pairs: readonly Pair[];
  readonly entry?: AdoptedClient | AdoptedSubject;
}

type Roles = ReadonlyMap<string, Standing>;

function clientDecision(client: SnapshotClient, roles: Roles, world: World): DecidedSubject {
  const { id } = client;
  const key = world.keys.clients.get(id) ?? id;
  const all = world.pairs.get(`clients ${id}`) ?? [];
  const best = bestOfClient(client, key, all, roles, world);
  const { state, reason } = stand("clients", id, best, world);
  if (state === "managed") {
    const access = accessOfClient(client, all, world);
    const entry: AdoptedClient = { kind: "clients", id, key, client, access, grants: grantsOf(all, world) };
    return { decision: decisionOf("clients", client, "managed", key, reason), state, pairs: all, entry };
  }
  return subjectOf(
    "clients",
    { id, name: client.name },
    key,
    { state, ...(reason !== undefined && { reason }) },
    all,
    roles,
    world,
  );
}

function bestOfClient(client: SnapshotClient, key: string, all: readonly Pair[], roles: Roles, world: World): Standing {
  const { selection, stack } = world;
  const watched = (reason: string): Standing => ({ state: "watched", reason });
  if (world.deployers.has(client.id))
    return { state: "skipped", reason: "it is the client that deploys, which never takes over itself" };
  if (!isSelected("clients", key, selection)) return watched("it was not asked for");
  const marker = readMarker(client.description);
  if (marker && `${marker.project}/${marker.stack}` !== stack)
    return watched(`it is managed by ${copyable(marker.text)}`);
  if (parseGrantType(client.grantType) === undefined)
    return watched(`the language has no clients of the type ${copyable(client.grantType)}`);
  if (client.state !== "active")
    return watched(`its state is ${copyable(client.state)}, and an update would make it active`);
  if (client.dateToDelete !== null) return watched(`the org deletes it on ${copyable(client.dateToDelete)}`);
  if (!world.grantsAreWhole && !world.wholeClients.has(client.id))
    return watched("its grants could not all be read, and what the stack does not know it would take away");
  if (client.tokenLifetime === null) return watched("the org does not say how long its tokens live");
  const other = all.find(({ role }) => roles.get(role)?.state !== "managed");
  if (other !== undefined)
    return { state: "existing", reason: `it holds ${roleName(other.role, world)}, which the stack does not manage` };
  const unnamed = all.find(({ division }) => !isNamed(division, world));
  if (unnamed !== undefined) return { state: "existing", reason: "it holds a role in a division that cannot be named" };
  const mixed = [...Map.groupBy(all, ({ role }) => role).values()].some(
    (pairs) => pairs.length > 1 && pairs.some(({ division }) => division === "*"),
  );
  if (mixed)
    return {
      state: "existing",
      reason: "it holds a role in all divisions and in single ones besides, which cannot be written",
    };
  return { state: "managed" };
}

function roleName(id: string, { rolesById }: World): string {
  const role = rolesById.get(id);
  return role ? `the role "${copyable(role.name).replaceAll('"', "")}"` : `a role that is not shown (${copyable(id)})`;
}

function accessOfClient({ scopes }: SnapshotClient, all: readonly Pair[], world: World): AccessLevel {
  const writes = all.some(({ role }) => {
    const held = world.rolesById.get(role);
    const { lines, conditional } = held ? linesOf(held) : { lines: [], conditional: [] };
    return accessOf([...lines, ...conditional.map(({ permission }) => permission)]) === "read-write";
  });
  return scopes.every(isReadonlyScope) && !writes ? "read-only" : "read-write";
}

function peopleOf({ snapshot }: World): readonly SnapshotPerson[] {
  return snapshot.people;
}

function personDecision(person: SnapshotPerson, roles: Roles, world: World): DecidedSubject {
  const kind = SECTION_OF[person.kind] as "users" | "groups";
  const name = person.name ?? person.id;
  const all = world.pairs.get(`${kind} ${person.id}`) ?? [];
  const best = bestOfPerson(person, kind, world);
  const standing = stand(kind, person.id, best, world);
  const at = world.mapping[kind].get(person.id)?.key ?? name;
  return subjectOf(kind, { id: person.id, name }, at, standing, all, roles, world);
}

function bestOfPerson(
  { name, state }: SnapshotPerson,
  kind: "users" | "groups",
  { selection, snapshot }: World,
): Standing {
  const watched = (reason: string): Standing => ({ state: "watched", reason });
  if (name === null) return watched("its name is not known");
  if (kind === "users" && snapshot.personalData !== "kept") return watched("names of users are not in this reading");
  if (!isSelected(kind, name, selection)) return watched("it was not asked for");
  if (kind === "users" && state !== null && state !== "active") return watched(`its state is ${copyable(state)}`);
  return { state: "existing" };
}

/** A subject that the stack does not make: of its grants those whose role and divisions the spec can name. */
function subjectOf(
  kind: "clients" | "users" | "groups",
  object: { readonly id: string; readonly name: string },
  key: string,
  { state, reason }: Standing,
  all: readonly Pair[],
  roles: Roles,
  world: World,
): DecidedSubject {
  const isNameable = ({ role, division }: Pair) =>
    ["managed", "existing"].includes(roles.get(role)?.state ?? "watched") && isNamed(division, world);
  const pairs = state === "existing" ? all.filter(isNameable) : [];
  if (pairs.length === 0) {
    const ends = state === "existing" ? "watched" : state;
    const why = state === "existing" ? (reason ?? "it holds nothing that the spec can name") : reason;
    return { decision: decisionOf(kind, object, ends, undefined, why), state: ends, pairs: [] };
  }
  const left = all.length - pairs.length;
  const rest =
    left > 0 ? `${left} of its grants cannot be named, and ${left > 1 ? "are" : "is"} left alone` : undefined;
  const why = [reason, rest].filter((one) => one !== undefined).join("; ");
  const entry: AdoptedSubject = { kind, id: object.id, key, grants: grantsOf(pairs, world) };
  return {
    decision: decisionOf(kind, object, "existing", key, why === "" ? undefined : why),
    state: "existing",
    pairs,
    entry,
  };
}

function grantsOf(pairs: readonly Pair[], { keys }: World): AdoptedGrant[] {
  return [...Map.groupBy(pairs, ({ role }) => role)]
    .map(([role, held]): AdoptedGrant => {
      const divisions = held.map(({ division }) => division);
      return {
        role: keys.roles.get(role) ?? role,
        divisions: divisions.includes("*") ? "all" : sortedOnce(divisions.map((id) => keys.divisions.get(id) ?? id)),
      };
    })
    .sort((a, b) => compareText(a.role, b.role));
}

// ---- all

function isSelected(kind: ObjectKind, key: string, { kinds, single }: Selection): boolean {
  return kinds.has(kind) || single.has(`${kind}.${key}`);
}

function decisionOf(
  kind: ObjectKind,
  { id, name }: { readonly id: string; readonly name: string },
  state: AdoptedState,
  key: string | undefined,
  reason: string | undefined,
): Decision {
  return { kind, id, name, state, ...(key !== undefined && { key }), ...(reason !== undefined && { reason }) };
}

function byKey<T extends { readonly key: string }>(all: readonly T[]): T[] {
  return [...all].sort((a, b) => compareText(a.key, b.key));
}

function sorted(decisions: readonly Decision[]): Decision[] {
  return [...decisions].sort(
    (a, b) => compareText(a.kind, b.kind) || compareText(a.name, b.name) || compareText(a.id, b.id),
  );
}
