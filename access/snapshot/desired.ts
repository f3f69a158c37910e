/**
 * An org as the desired access of a spec that nobody wrote: so that rules, effective access, comparisons and explanations work on it. Everything counts
 * as if a stack made it, the vendor's default roles and the Home division too. What this form cannot hold becomes something unknown, never nothing.
 */
import { isGeneralForm } from "../catalogue/generalPermissions.ts";
import { isOfUnknownClass, isWritePermission } from "../catalogue/permissions.ts";
import { notInCatalogue } from "../plan/beyondCatalogue.ts";
import type { DesiredAccess } from "../plan/desired.ts";
import type { DesiredClient } from "../resources/client.ts";
import { readConditionNode } from "../resources/conditionNode.ts";
import { type DesiredGrant, grantKey } from "../resources/grant.ts";
import { withoutMarker } from "../resources/marker.ts";
import type { DesiredRole } from "../resources/role.ts";
import type { DesiredRoleDivisions, Ref } from "../resources/roleDivisions.ts";
import type { RolePermits } from "../resources/rolePermits.ts";
import type { AccessLevel } from "../values/accessLevel.ts";
import { type ConditionalPermission, mergeConditional } from "../values/condition.ts";
import { type GrantType, parseGrantType } from "../values/grantType.ts";
import { compactPermissions, expandCompact, parsePermission } from "../values/permission.ts";
import { isReadonlyScope } from "../values/scope.ts";
import { type SubjectType, subjectSection } from "../values/subject.ts";
import { compareText, sortedOnce } from "../values/text.ts";
import type { YamlPath } from "../values/yamlPath.ts";
import type { Snapshot, SnapshotClient, SnapshotGrant, SnapshotRole } from "./model.ts";
import { distinctNames, notShown, type OrgKeys, orgKeys } from "./orgKeys.ts";

export interface SnapshotNaming {
  /** Name of the stack that the org counts as. */
  readonly stack?: string;
  /** What things are called; by default by their names. No two may be the same, and none may be what `notShown` or `partNotShown` says. */
  readonly keys?: OrgKeys;
}

/**
 * The whole org. Roles are all of the org's, and divisions too, so that grants are told by names; a person's or group's grant of a default role says what the
 * role permits, as in a spec that only refers to it. A role that is known in part gives what is known, and one more role beside it that nobody knows.
 */
export function desiredFromSnapshot(
  snapshot: Snapshot,
  { stack = "org", keys = orgKeys(snapshot) }: SnapshotNaming = {},
): DesiredAccess {
  const names = distinctNames(snapshot.divisions);
  const roles = new Map(snapshot.roles.map((role) => [role.id, readRole(role, keyOf(keys.roles, role.id))]));
  const held = heldRoles(snapshot, keys, roles);
  const grantsOfClients = Map.groupBy(
    held.filter(({ isOwn }) => isOwn),
    ({ subject }) => subject,
  );
  return {
    stack,
    organization: { id: snapshot.organization.id, name: snapshot.organization.name },
    development: false,
    divisions: snapshot.divisions
      .map(({ id, description }) => {
        const key = keyOf(keys.divisions, id);
        return { key, path: ["divisions", key], name: names.get(id) ?? notShown(id), description };
      })
      .sort(byKey),
    roles: [...roles.values()].map(({ desired }) => desired).sort(byKey),
    clients: snapshot.clients
      .map((client) => {
        const own = grantsOfClients.get(client.id) ?? [];
        return {
          ...readClient(client, keyOf(keys.clients, client.id), own),
          access: accessOfClient(client, own, roles),
        };
      })
      .sort(byKey),
    grants: held.flatMap((one) => (one.isOwn ? [] : [subjectGrant(one)])).sort(byKey),
    expectations: [],
  };
}

/** The role that stands beside one of which a part cannot be held here. */
export function partNotShown(roleKey: string): string {
  return `${roleKey}, what is not shown of it`;
}

function byKey(a: { readonly key: string }, b: { readonly key: string }): number {
  return compareText(a.key, b.key);
}

/** A thing that the keys lack is called what a thing that the reading lacks is called. */
function keyOf(keys: ReadonlyMap<string, string>, id: string): string {
  return keys.get(id) ?? notShown(id);
}

interface ReadRole {
  readonly desired: DesiredRole;
  readonly isDefault: boolean;
  /** The desired role says all that the org's permits. */
  readonly isWhole: boolean;
}

function readRole({ name, description, general, policies, ...role }: SnapshotRole, key: string): ReadRole {
  const lines: string[] = [];
  const conditional: ConditionalPermission[] = [];
  let isWhole = policies !== null;
  for (const { domain, entity, actions, condition: stored } of policies ?? []) {
    const condition = readConditionNode(stored);
    for (const action of actions) {
      const permission = `${domain}:${entity}:${action}`;
      if (parsePermission(permission) === undefined) isWhole = false;
      else if (condition) conditional.push({ permission, condition });
      else lines.push(permission);
    }
  }
  const flags = sortedOnce(general.filter(isGeneralForm));
  const permissions = compactPermissions(lines);
  const merged = mergeConditional(conditional);
  const all = [...permissions, ...merged.map(({ permission }) => permission)];
  const purpose = withoutMarker(description, "").trim();
  return {
    desired: {
      key,
      path: ["roles", key],
      name,
      description,
      ...(purpose !== "" && { purpose }),
      access: accessOf(all.flatMap(expandCompact)),
      permissions,
      conditional: merged,
      // A role of the org holds them, so the org knows them.
      beyondCatalogue: notInCatalogue(all),
      ...(flags.length > 0 && { general: flags }),
    },
    isDefault: role.default,
    isWhole: isWhole && general.every(isGeneralForm),
  };
}

/** Nobody promised anything: a role is what it does. */
function accessOf(permissions: readonly string[]): AccessLevel {
  return permissions.some((one) => isWritePermission(one) || isOfUnknownClass(one)) ? "read-write" : "read-only";
}

/** One role in the hands of one subject, in all of its divisions. */
interface HeldRole extends DesiredRoleDivisions {
  /** Of the role. */
  readonly id: string;
  readonly subjectType: SubjectType;
  readonly subject: string;
  readonly subjectKey: string;
  readonly roleKey: string;
  /** The subject is a client of the reading, which carries its own grants. */
  readonly isOwn: boolean;
  readonly existingRole?: string;
  readonly rolePermits?: RolePermits;
}

const TYPES = { client: "PC_OAUTH_CLIENT", user: "PC_USER", group: "PC_GROUP" } as const satisfies Record<
  SnapshotGrant["subjectKind"],
  SubjectType
>;

function heldRoles(snapshot: Snapshot, keys: OrgKeys, roles: ReadonlyMap<string, ReadRole>): HeldRole[] {
  const home = new Set(snapshot.divisions.flatMap((division) => (division.home ? [division.id] : [])));
  const clients = new Set(snapshot.clients.map(({ id }) => id));
  const together = Map.groupBy(snapshot.grants, ({ subjectKind, subject, role }) =>
    JSON.stringify([subjectKind, subject, role]),
  );
  return [...together.values()].flatMap((grants) => {
    const [first] = grants;
    if (!first) return [];
    const { subjectKind: kind, subject, role } = first;
    const subjectKey = keyOf(kind === "client" ? keys.clients : keys.people, subject);
    const ids = grants.map(({ division }) => division);
    const subjectType = TYPES[kind];
    const isOwn = kind === "client" && clients.has(subject);
    return rolesBehind(role, roles.get(role), isOwn).map((one) => ({
      ...one,
      id: role,
      subjectType,
      subject,
      subjectKey,
      isOwn,
      path: [subjectSection(subjectType), subjectKey, "grants"],
      divisions: Object.fromEntries(ids.map((id) => divisionRef(id, keys))),
      ...(ids.some((id) => home.has(id)) && { home: true as const }),
    }));
  });
}

function divisionRef(id: string, keys: OrgKeys): [string, Ref] {
  return [id === "*" ? "*" : keyOf(keys.divisions, id), { id }];
}

type RoleBehind = Pick<HeldRole, "role" | "roleKey" | "existingRole" | "rolePermits">;

/** The role of a grant; and beside it what is not known of it, or that alone where nothing is. */
function rolesBehind(id: string, read: ReadRole | undefined, isOwn: boolean): RoleBehind[] {
  const unknown = (roleKey: string) => ({ role: { id }, roleKey, ...(!isOwn && { existingRole: roleKey }) });
  if (!read) return [unknown(notShown(id))];
  const { desired, isDefault, isWhole } = read;
  const { key: roleKey, name, permissions, conditional, general } = desired;
  const rolePermits = { name, permissions, conditional, ...(general && { general }) };
  const known: RoleBehind =
    isDefault && !isOwn
      ? { role: { id }, roleKey, existingRole: name, rolePermits }
      : { role: { managed: roleKey }, roleKey };
  return isWhole ? [known] : [known, unknown(partNotShown(roleKey))];
}

function subjectGrant({ subject, subjectKey, id: _, isOwn: __, ...held }: HeldRole): DesiredGrant {
  const key = grantKey(held.subjectType, subjectKey, held.roleKey);
  return { key, subjectId: subject, subjectKey, ...held };
}

function accessOfClient(
  { scopes }: SnapshotClient,
  held: readonly HeldRole[],
  roles: ReadonlyMap<string, ReadRole>,
): AccessLevel {
  const writes = ({ id }: HeldRole) => roles.get(id)?.desired.access !== "read-only";
  return scopes.every(isReadonlyScope) && !held.some(writes) ? "read-only" : "read-write";
}

function readClient(client: SnapshotClient, key: string, held: readonly HeldRole[]): Omit<DesiredClient, "access"> {
  const { name, description, scopes, redirectUris, grantType, tokenLifetime } = client;
  const path: YamlPath = ["clients", key];
  return {
    key,
    path,
    generation: 1,
    current: true,
    name,
    description,
    ...ownerAndPurpose(description),
    // One that this project does not know is no client-credentials client: it may act with a user's access besides its own.
    authorizedGrantType: parseGrantType(grantType) ?? (grantType as GrantType),
    accessTokenValiditySeconds: tokenLifetime ?? 0,
    scope: sortedOnce(scopes),
    registeredRedirectUri: sortedOnce(redirectUris),
    grants: Object.fromEntries(
      [...held]
        .sort((a, b) => compareText(a.roleKey, b.roleKey))
        .map(({ roleKey, role, divisions, home, path: at }) => [
          roleKey,
          { path: at, role, divisions, ...(home && { home }) },
        ]),
    ),
  };
}

/** Descriptions that this project wrote end with the owner and a marker. */
function ownerAndPurpose(description: string): { readonly owner?: string; readonly purpose?: string } {
  const text = withoutMarker(description, "").trim();
  const [said = "", owner] = /(?:^|\s)Owner: (.+)\.$/s.exec(text) ?? [];
  const purpose = text.slice(0, text.length - said.length).trim();
  return { ...(owner !== undefined && { owner }), ...(purpose !== "" && { purpose }) };
}
