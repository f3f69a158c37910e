/** The history of access: after every change, the roles and subjects that it changed. It serves to prove that nobody held too much at any moment. */
import { expandStars } from "../access/policies.ts";
import type { Org } from "./org.ts";
import type { Condition, Policy, Role, SubjectType } from "./orgData.ts";

/** The permissions of a role from one moment on, until a later moment names the role again. */
export interface RoleContent {
  readonly id: string;
  readonly name: string;
  /** None: the role is gone (or permits nothing). `permission` is `domain:entity:action`, stars as the org stores them. */
  readonly permits: readonly { readonly permission: string; readonly condition?: Condition }[];
}

export interface HeldGrant {
  readonly roleId: string;
  /** A division id, or `*`. */
  readonly divisionId: string;
}

/** The grants of a subject from one moment on, until a later moment names the subject again. */
export interface SubjectGrants {
  readonly type: SubjectType;
  readonly id: string;
  readonly name: string;
  /** Of an OAuth client: it may say who manages it. Empty for users and groups. */
  readonly description: string;
  /** None: the subject is gone (or holds nothing). */
  readonly grants: readonly HeldGrant[];
}

/** One change of the org, as far as access goes. */
export interface Moment {
  /** ISO time. */
  readonly at: string;
  /** Number of requests that the org had received by then: the last of them made the change. */
  readonly requests: number;
  /** Roles that permit something else than before. */
  readonly roles: readonly RoleContent[];
  /** Subjects with other grants than before. */
  readonly subjects: readonly SubjectGrants[];
}

/** Kept with the policies as they were: nobody changes a role's list of policies in place, so a reference is enough. */
interface Kept extends Omit<Moment, "roles"> {
  readonly roles: readonly Pick<Role, "id" | "name" | "permissions" | "permissionPolicies">[];
}

/** The history of one run of the simulator; a data file holds none. */
export class History {
  readonly #org: Org;
  readonly #kept: Kept[] = [];
  readonly #policies = new Map<string, readonly Policy[]>();
  readonly #subjects = new Map<string, SubjectGrants>();

  constructor(org: Org) {
    this.#org = org;
    this.record(0);
  }

  /** Notes what changed since the last call. */
  record(requests: number): void {
    const [roles, subjects] = [this.#changedRoles(), this.#changedSubjects()];
    if (roles.length + subjects.length > 0) this.#kept.push({ at: this.#org.timestamp(), requests, roles, subjects });
  }

  moments(): Moment[] {
    return this.#kept.map((moment) => ({ ...moment, roles: moment.roles.map(contentOf) }));
  }

  #changedRoles(): Kept["roles"] {
    const { roles } = this.#org.data;
    const living = new Set(roles.map(({ id }) => id));
    const gone = [...this.#policies.keys()].filter((id) => !living.has(id));
    const changed = roles.filter(({ id, permissionPolicies }) => this.#policies.get(id) !== permissionPolicies);
    for (const id of gone) this.#policies.delete(id);
    for (const { id, permissionPolicies } of changed) this.#policies.set(id, permissionPolicies);
    return [
      ...gone.map((id) => ({ id, name: "", permissions: [], permissionPolicies: [] })),
      ...changed.map(({ id, name, permissions, permissionPolicies }) => ({
        id,
        name,
        permissions,
        permissionPolicies,
      })),
    ];
  }

  #changedSubjects(): SubjectGrants[] {
    const held = Map.groupBy(this.#org.data.grants, ({ subjectId }) => subjectId);
    const gone = [...this.#subjects.values()].filter(({ id }) => !held.has(id)).map((it) => ({ ...it, grants: [] }));
    const now = [...held].map(([id, grants]) => ({
      type: grants[0]?.subjectType ?? "PC_USER",
      id,
      ...this.#nameOf(id),
      grants: grants.map(({ roleId, divisionId }) => ({ roleId, divisionId })),
    }));
    const changed = now.filter((it) => !isSame(it, this.#subjects.get(it.id)));
    for (const { id } of gone) this.#subjects.delete(id);
    for (const it of changed) this.#subjects.set(it.id, it);
    return [...gone, ...changed];
  }

  #nameOf(id: string): Pick<SubjectGrants, "name" | "description"> {
    const client = this.#org.client(id);
    if (client !== undefined) return { name: client.name, description: client.description };
    return { name: this.#org.user(id)?.name ?? this.#org.group(id)?.name ?? "", description: "" };
  }
}

function isSame(a: SubjectGrants, b: SubjectGrants | undefined): boolean {
  if (a.name !== b?.name || a.description !== b.description || a.grants.length !== b.grants.length) return false;
  return a.grants.every(({ roleId, divisionId }, index) => {
    const other = b.grants[index];
    return roleId === other?.roleId && divisionId === other.divisionId;
  });
}

function contentOf({ id, name, permissions, permissionPolicies }: Kept["roles"][number]): RoleContent {
  const byPolicy = expandStars(permissionPolicies).flatMap(
    ({ domain, entityName, actionSet, resourceConditionNode: condition }) =>
      actionSet.map((action) => ({
        permission: `${domain}:${entityName}:${action}`,
        ...(condition === undefined ? {} : { condition }),
      })),
  );
  return { id, name, permits: [...permissions.map((permission) => ({ permission })), ...byPolicy] };
}
