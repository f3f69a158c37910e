/** Grants to subjects that the stack does not create: users, groups and existing clients. */

import type { FlawAtPath } from "../language/problem.ts";
import { isExisting, type Spec, type SpecGrant, type SpecRole } from "../language/spec.ts";
import type { DesiredGrant } from "../resources/grant.ts";
import type { RolePermits } from "../resources/rolePermits.ts";
import { type Flaw, quote } from "../values/flaw.ts";
import type { GrantType } from "../values/grantType.ts";
import { type SubjectType, subjectSection } from "../values/subject.ts";
import { compareText } from "../values/text.ts";
import type { GrantResolver, ResolvedGrant } from "./grantResolver.ts";
import type { OrgFacts } from "./orgFacts.ts";

interface Subject {
  readonly key: string;
  readonly type: SubjectType;
  /** Id in the org, or why there is none. */
  readonly found: string | Flaw;
  readonly grants: readonly SpecGrant[];
}

export interface DesiredGrants {
  /** Sorted by key. */
  readonly grants: readonly DesiredGrant[];
  readonly flaws: readonly FlawAtPath[];
}

export function desiredGrants(spec: Spec, org: OrgFacts, resolver: GrantResolver): DesiredGrants {
  const subjects = [...users(spec, org), ...groups(spec, org), ...existingClients(spec, org)];
  const flaws = [
    ...subjects.flatMap(({ type, key, found }) =>
      typeof found === "string" ? [] : [{ ...found, path: [subjectSection(type), key], atKey: true }],
    ),
    ...userContextFlaws(spec, org),
  ];
  const permits = new Map(org.roles.map((role) => [role.id, role.permits]));
  const grants = subjects
    .flatMap((subject) =>
      grantsOf(subject, resolver, (grant) => existingRole(spec.roles[grant.roleKey], grant, permits)),
    )
    .sort((a, b) => compareText(a.key, b.key));
  return { grants, flaws };
}

function grantsOf(
  { key: subjectKey, type, found, grants }: Subject,
  resolver: GrantResolver,
  existing: (grant: ResolvedGrant) => ExistingRole,
): DesiredGrant[] {
  const section = subjectSection(type);
  const resolved = resolver.resolve(grants, [section, subjectKey]);
  if (typeof found !== "string") return [];
  return resolved.map((grant) => ({
    key: `${section}.${subjectKey}.${grant.roleKey}`,
    subjectType: type,
    subjectId: found,
    subjectKey,
    ...grant,
    ...existing(grant),
  }));
}

type ExistingRole = Pick<DesiredGrant, "existingRole" | "rolePermits">;

/** What is to be known of a role that the stack only refers to: as written, and what the org says that it permits. */
function existingRole(
  role: SpecRole | undefined,
  { role: ref }: ResolvedGrant,
  permits: ReadonlyMap<string, RolePermits | undefined>,
): ExistingRole {
  if (!role || !isExisting(role)) return {};
  const rolePermits = "id" in ref ? permits.get(ref.id) : undefined;
  return { existingRole: role.existing, ...(rolePermits && { rolePermits }) };
}

function users(spec: Spec, org: OrgFacts): Subject[] {
  return Object.entries(spec.users).map(([key, { grants }]) => ({
    key,
    type: "PC_USER",
    found: org.users.get(key.toLowerCase()) ?? notFound("user", key, "Write the e-mail of an active user."),
    grants,
  }));
}

function groups(spec: Spec, org: OrgFacts): Subject[] {
  return Object.entries(spec.groups).map(([key, { grants }]) => ({
    key,
    type: "PC_GROUP",
    found: groupId(key, org.groups.get(key) ?? []),
    grants,
  }));
}

function groupId(name: string, [id, ...more]: readonly string[]): string | Flaw {
  if (id === undefined) return notFound("group", name, "Write the exact name of a group.");
  if (more.length === 0) return id;
  const message = `the org has ${more.length + 1} groups with the name ${quote(name)}`;
  return { code: "ambiguous-group", message, fix: "Rename all but one of them in Genesys Cloud." };
}

function existingClients(spec: Spec, org: OrgFacts): Subject[] {
  const ids = new Map(org.clients.map(({ id }) => [id.toLowerCase(), id]));
  return Object.entries(spec.clients).flatMap(([key, client]): Subject[] => {
    if (!isExisting(client)) return [];
    const isDeployer = client.existing === org.deployerClientId.toLowerCase();
    const found = isDeployer ? deployer(client.existing) : (ids.get(client.existing) ?? missingClient(client.existing));
    return [{ key, type: "PC_OAUTH_CLIENT", found, grants: client.grants }];
  });
}

/** As for a client that the stack makes: only a client that acts by itself has a use for roles. Without an org nobody knows how it logs in. */
function userContextFlaws({ clients }: Spec, org: OrgFacts): FlawAtPath[] {
  const grantTypes = new Map(org.clients.map(({ id, grantType }) => [id.toLowerCase(), grantType]));
  return Object.entries(clients).flatMap(([key, client]) => {
    const grantType = isExisting(client) ? grantTypes.get(client.existing) : undefined;
    if (grantType === undefined || grantType === ("CLIENT-CREDENTIALS" satisfies GrantType)) return [];
    const path = ["clients", key, "grants"];
    const message = `the org's client logs in with ${quote(grantType)}, and grants have no effect on it: it acts with the roles of the user who signs in`;
    const fix = "Remove the entry, and grant the roles under users or groups instead.";
    return [{ code: "grants-on-user-context", message, fix, path, atKey: true }];
  });
}

/** The deployer must not widen itself, nor lose by a mistake in the file the access that it needs to correct the mistake. */
function deployer(id: string): Flaw {
  const message = `${id} is the client that deploys this spec, which cannot change its own roles`;
  return {
    code: "deployer-as-subject",
    message,
    fix: "Remove the entry; grant roles to the deploying client in the console.",
  };
}

function missingClient(id: string): Flaw {
  return notFound("client", id, "Copy the id of an OAuth client of this org.");
}

function notFound(kind: "user" | "group" | "client", key: string, fix: string): Flaw {
  return { code: `${kind}-not-found`, message: `the org has no ${kind} ${quote(key)}`, fix };
}
