/**
 * The facts of the live org that planning needs: read once per run by the caller (providers/genesys/orgFacts.ts), so that planning stays pure.
 */
import type { RolePermits } from "../resources/rolePermits.ts";

export interface OrgFacts {
  readonly organization: { readonly id: string; readonly name: string };
  /** Every division of the org. */
  readonly divisions: readonly OrgDivision[];
  /** Roles that the spec names with `existing:`; absent ones are simply not listed. */
  readonly roles: readonly OrgRole[];
  /** Users that the spec names, by e-mail (Genesys `username`), lower-cased. */
  readonly users: ReadonlyMap<string, string>;
  /** Groups that the spec names, by exact name; a name held by several groups lists all ids. */
  readonly groups: ReadonlyMap<string, readonly string[]>;
  /** OAuth clients that the spec names with `existing:` (by id). */
  readonly clients: readonly { readonly id: string; readonly name: string }[];
  /** The OAuth client that deploys, from GET /api/v2/tokens/me: it can never be a subject of the spec. */
  readonly deployerClientId: string;
  /** Single permissions that the org lists, read when the spec names some that the catalogue does not know. */
  readonly permissions?: ReadonlySet<string>;
  /** Single permissions of which the org says that it takes no condition; read when the spec has conditions. */
  readonly conditionless?: ReadonlySet<string>;
}

export interface OrgRole {
  readonly id: string;
  readonly name: string;
  /** What it permits now; absent where no org was asked. */
  readonly permits?: RolePermits;
}

export interface OrgDivision {
  readonly id: string;
  readonly name: string;
  readonly homeDivision: boolean;
}

/** The existing things that a spec names, so that the caller reads only those. */
export interface OrgNeeds {
  /** E-mails as written. */
  readonly users: readonly string[];
  readonly groups: readonly string[];
  /** Names or ids. */
  readonly roles: readonly string[];
  /** Ids. */
  readonly clients: readonly string[];
  /** Single permissions that the catalogue does not know: the org may. Absent when there are none. */
  readonly permissions?: readonly string[];
  /** Single permissions that the spec limits by a condition. Absent when there are none. */
  readonly conditional?: readonly string[];
}
