/**
 * The access of one org as its YAML file declares it, checked and with defaults filled in. Names and nesting are those of the YAML, lists keep
 * its order, so that a path in the file is a path in here.
 *
 * Omitted, `null` and empty: for a section or an optional list or map all three mean "none". An optional text or number may be omitted or `null`;
 * an empty text is an error. For a list that must say something (a grant's `divisions`, the `grants` of a user, a group, an existing client or a
 * client-credentials client) all three are errors, because each would silently mean something else to Genesys. A managed role must say something
 * in one of `permissions`, `endpoints` and `profile`.
 */

import type { DataProtection } from "../resources/client.ts";
import type { GrantOrder } from "../resources/grant.ts";
import type { AccessLevel } from "../values/accessLevel.ts";
import type { Condition } from "../values/condition.ts";
import type { GrantType } from "../values/grantType.ts";
import type { Selector } from "../values/selector.ts";

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
  /** `locked`: selectors take divisions of the lock only, which must exist. `open`: all that match. Absent: as there is a lock or not. */
  readonly selectors?: "locked" | "open";
  /** File with the org's own list of permissions, as written: relative to the file that has the key. */
  readonly catalogue?: string;
  readonly divisions: Readonly<Record<string, SpecDivision>>;
  readonly roles: Readonly<Record<string, SpecRole>>;
  readonly clients: Readonly<Record<string, SpecClient>>;
  /** By e-mail (Genesys `username`), as written. */
  readonly users: Readonly<Record<string, SpecSubject>>;
  /** By name. */
  readonly groups: Readonly<Record<string, SpecSubject>>;
  /** By the id of a rule. Which ids and options exist, the policies know and check. */
  readonly policies: Readonly<Record<string, SpecPolicySetting>>;
  readonly waivers: readonly SpecWaiver[];
  readonly only: readonly SpecOnly[];
}

/** One promise about a client, under `can` or `cannot`: one permission or one operation of the API, as written. */
export type SpecExpectation = ({ readonly permission: string } | { readonly endpoint: string }) & {
  /** Key of a division; without it, any. */
  readonly in?: string;
};

/** The only subjects of this stack that may hold a permission. */
export interface SpecOnly {
  readonly permission: string;
  /** `clients.<key>`, `users.<e-mail>`, `groups.<name>`; empty for nobody. */
  readonly subjects: readonly string[];
}

/** The setting of one rule: its level, and its options under all other keys. Without a level the rule keeps its own. */
export type SpecPolicySetting =
  | SpecEnforcementLevel
  | { readonly enforcementLevel?: SpecEnforcementLevel; readonly [option: string]: unknown };

/** `mandatory` findings refuse, `advisory` ones are only told, a `disabled` rule finds nothing. */
export type SpecEnforcementLevel = "mandatory" | "advisory" | "disabled";

/** An exception for exactly one finding of the policies. */
export interface SpecWaiver {
  /** The id of the finding, as it is printed with it. */
  readonly finding: string;
  readonly reason: string;
  /** The person or team that answers for the exception. */
  readonly owner: string;
  /** Last day on which it holds, `YYYY-MM-DD`, in UTC. */
  readonly expires: string;
}

export interface SpecDivision {
  /** The name in Genesys Cloud; the key unless the file says otherwise. */
  readonly name: string;
  /** True: this stack creates it. False, the default: it is found by name. */
  readonly manage: boolean;
  /** As of a role. */
  readonly adopted?: string;
  readonly description: string;
}

export type SpecRole = SpecManagedRole | SpecExisting;

/** A role or client that the stack does not create: a role by name or id, a client by id (lower-case). */
export interface SpecExisting {
  readonly existing: string;
}

export interface SpecManagedRole {
  readonly name: string;
  /** Lower-case id of the role of the org that the stack took over. As long as it stands here, no marker is written into the description of that one. */
  readonly adopted?: string;
  readonly purpose?: string;
  readonly description?: string;
  /** Default read-only. */
  readonly access: AccessLevel;
  /** Name of a profile of the catalogue: the permissions follow from it. */
  readonly profile?: string;
  /** Operations that the role opens, as written; the least permissions follow from them. Empty when there are none. */
  readonly endpoints: readonly string[];
  /** As written: single, or compact with several actions of one entity. What follows from profile and endpoints is not among them. */
  readonly permissions: readonly SpecPermission[];
  /** What `genesys-access rightsize` never cuts; absent when the file says nothing. */
  readonly keep?: readonly SpecKept[];
}

export type SpecPermission = string | SpecConditional | SpecUnused;

export interface SpecConditional {
  readonly permission: string;
  readonly condition: Condition;
}

/** Held as any other, and announced to go: days as `YYYY-MM-DD`, in UTC. */
export interface SpecUnused {
  readonly permission: string;
  readonly unused: { readonly since: string; readonly remove: string };
}

export type SpecKept = ({ readonly endpoint: string } | { readonly permission: string }) & { readonly reason: string };

export function isConditional(line: SpecPermission): line is SpecConditional {
  return typeof line === "object" && "condition" in line;
}

/** The permission or the compact line that an entry is about, with a condition or without. */
export function permissionText(line: SpecPermission): string {
  return typeof line === "string" ? line : line.permission;
}

export type SpecClient = SpecManagedClient | SpecExistingClient;

export interface SpecExistingClient extends SpecExisting, SpecSubject {}

export interface SpecManagedClient extends SpecSubject {
  readonly name: string;
  /** As of a role; of the first generation alone. */
  readonly adopted?: string;
  /** The person or team that answers for the client; free text, best an address. */
  readonly owner?: string;
  readonly purpose?: string;
  readonly description?: string;
  /** In the API's spelling. */
  readonly grantType: GrantType;
  /** Default read-only. */
  readonly access: AccessLevel;
  readonly scopes: readonly string[];
  readonly redirectUris: readonly string[];
  /** Seconds, 300 to 172800, with the scope scim to 38880000; default 86400. */
  readonly tokenLifetime: number;
  /** Absent when the file says nothing. */
  readonly dataProtection?: DataProtection;
  readonly secret: SpecSecret;
  readonly can: readonly SpecExpectation[];
  readonly cannot: readonly SpecExpectation[];
}

/** The secrets of a client-credentials client; each generation is an OAuth client of its own in Genesys Cloud. */
export interface SpecSecret {
  /** From 1, the default; a greater one is a new client with a new secret and the same grants. */
  readonly generation: number;
  /** Older generations that still exist beside it. */
  readonly keep: readonly number[];
  /** The receiver of a new secret. */
  readonly deliver?: SpecDelivery;
}

export interface SpecDelivery {
  /** Shell command that gets the secret on standard input. */
  readonly command: string;
  /** Variables of the deploying environment that the command gets beside its own, sorted; absent when there are none. */
  readonly env?: readonly string[];
}

/** A subject that can be granted roles. A user-context client has no grants: it acts with its user's roles. */
export interface SpecSubject {
  readonly grants: readonly SpecGrant[];
}

export interface SpecGrant {
  /** Key of a role. */
  readonly role: string;
  readonly divisions: SpecDivisions;
  /** The reason for these divisions: asked for with All-Divisions and with Home, which only the live org can tell; allowed everywhere. */
  readonly justification?: string;
  // The following only for users, groups and existing clients; absent where it is as usual.
  /** Nobody else may give the subject this role: other divisions are drift. */
  readonly exclusive?: true;
  /** Divisions that go are taken away before new ones are given. */
  readonly order?: GrantOrder;
}

/** All-Divisions, keys of `divisions`, or patterns over division names. */
export type SpecDivisions = "all" | readonly string[] | Selector;

export function isExisting<T extends object>(value: T): value is T & SpecExisting {
  return "existing" in value;
}
