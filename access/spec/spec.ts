/**
 * The access of one org as its YAML file declares it, checked and with defaults filled in. Names and nesting are those of the YAML, lists keep
 * its order, so that a path in the file is a path in here.
 *
 * Omitted, `null` and empty: for a section or an optional list or map all three mean "none". An optional text or number may be omitted or `null`;
 * an empty text is an error. For a list that must say something (a role's `permissions`, a grant's `divisions`, the `grants` of a user, a group,
 * an existing client or a client-credentials client) all three are errors, because each would silently mean something else to Genesys.
 */
import type { Condition } from "../condition.ts";
import type { AccessLevel, GrantType } from "../plan/desired.ts";

export interface Spec {
  readonly organization: {
    /** Lower-case UUID: the guard against deploying to another org. */
    readonly id: string;
    readonly name?: string;
    /** Domain of the region, for instance `mypurecloud.de`, however the file spells it. */
    readonly region?: string;
  };
  /** Default false. */
  readonly development: boolean;
  readonly divisions: Readonly<Record<string, SpecDivision>>;
  readonly roles: Readonly<Record<string, SpecRole>>;
  readonly clients: Readonly<Record<string, SpecClient>>;
  /** By e-mail (Genesys `username`), as written. */
  readonly users: Readonly<Record<string, SpecSubject>>;
  /** By name. */
  readonly groups: Readonly<Record<string, SpecSubject>>;
}

export interface SpecDivision {
  /** In Genesys; the key unless the file says otherwise. */
  readonly name: string;
  /** True: this stack creates it. False, the default: it is found by name. */
  readonly manage: boolean;
  readonly description: string;
}

export type SpecRole = SpecManagedRole | SpecExisting;

/** A role or client that the stack does not create: a role by name or id, a client by id (lower-case). */
export interface SpecExisting {
  readonly existing: string;
}

export interface SpecManagedRole {
  readonly name: string;
  readonly purpose?: string;
  readonly description?: string;
  /** Default read-only. */
  readonly access: AccessLevel;
  /** As written: single, or compact with several actions of one entity. */
  readonly permissions: readonly SpecPermission[];
}

export type SpecPermission = string | { readonly permission: string; readonly condition: Condition };

export type SpecClient = SpecManagedClient | SpecExistingClient;

export interface SpecExistingClient extends SpecExisting, SpecSubject {}

export interface SpecManagedClient extends SpecSubject {
  readonly name: string;
  /** Who answers for the client; free text, best an address. */
  readonly owner?: string;
  readonly purpose?: string;
  readonly description?: string;
  /** In the API's spelling. */
  readonly grantType: GrantType;
  /** Default read-only. */
  readonly access: AccessLevel;
  readonly scopes: readonly string[];
  readonly redirectUris: readonly string[];
  /** Seconds, 300 to 172800; default 86400. */
  readonly tokenLifetime: number;
}

/** Whatever can be granted roles. A user-context client has no grants: it acts with its user's roles. */
export interface SpecSubject {
  readonly grants: readonly SpecGrant[];
}

export interface SpecGrant {
  /** Key of a role. */
  readonly role: string;
  readonly divisions: SpecDivisions;
  readonly justification?: string;
}

/** All-Divisions, keys of `divisions`, or patterns over division names. */
export type SpecDivisions = "all" | readonly string[] | SpecSelector;

/** `*` and `?` stand for any text and any character; upper and lower case differ. */
export interface SpecSelector {
  readonly match: readonly string[];
  readonly exclude: readonly string[];
}

export function isExisting<T extends object>(value: T): value is T & SpecExisting {
  return "existing" in value;
}
