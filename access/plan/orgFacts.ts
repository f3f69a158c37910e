/**
 * The facts of the live org that planning needs: read once per run by the caller (providers/genesys/orgFacts.ts), so that planning stays pure.
 */
import type { OrgPermission } from "../language/orgCatalogue.ts";
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
  readonly clients: readonly OrgClient[];
  /** The OAuth client that deploys, from GET /api/v2/tokens/me: it can never be a subject of the spec. */
  readonly deployerClientId: string;
  /** Single permissions that the org lists, read when the spec names some that the catalogue does not know. */
  readonly permissions?: ReadonlySet<string>;
  /** What the org says of each permission that it lists; absent where nobody asked for it, or the org refused. */
  readonly listing?: OrgListing;
  /** What has a name in the org that a stack may want; absent where nobody asked. */
  readonly names?: OrgNames;
  /** The number of divisions that the org says it may have; absent where nobody asked, or it did not say. */
  readonly mostDivisions?: number;
  /** Single permissions of which the org says that it takes no condition; read when the spec has conditions. */
  readonly conditionless?: ReadonlySet<string>;
}

/** Single permissions, with what the org says of them. */
export type OrgListing = ReadonlyMap<string, OrgPermission>;

/** The named things of an org by section of a spec; a section is absent where nobody asked for it, or the deployer may not read it. */
export type OrgNames = Readonly<Partial<Record<NamedSection, readonly OrgNamed[]>>>;

/** Sections of a spec whose entries have a name in the org. */
export const NAMED_SECTIONS = ["divisions", "roles", "clients"] as const;
export type NamedSection = (typeof NAMED_SECTIONS)[number];

export interface OrgNamed {
  readonly id: string;
  readonly name: string;
  /** As the org has it: with the marker of the stack that made it. */
  readonly description: string;
}

export interface OrgClient {
  readonly id: string;
  readonly name: string;
  /** How it logs in, in the org's word; absent where no org was asked. */
  readonly grantType?: string;
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
  /** The org that the spec is for: in another one nothing else is read. */
  readonly organization?: string;
  /** What the org says of its permissions is wanted, whatever the catalogue knows. */
  readonly listing?: boolean;
  /** Sections whose names are wanted: those in which the stack makes or renames something. */
  readonly names?: readonly NamedSection[];
  /** Single permissions that the spec limits by a condition. Absent when there are none. */
  readonly conditional?: readonly string[];
}
