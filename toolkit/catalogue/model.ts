/** What the vendor says of its API at one time, and what has changed between two times. */

export interface VendorOperation {
  readonly method: string;
  /** As documented: `/api/v2/users/{userId}`. */
  readonly path: string;
  /** UNKNOWN: the source does not say. */
  readonly match: "ALL" | "ANY" | "NONE" | "UNKNOWN";
  readonly permissions: readonly string[];
  /** Alternatives; undefined where the source does not say. */
  readonly scopes: readonly string[] | undefined;
  readonly status: "current" | "deprecated" | "preview";
}

export interface VendorPermission {
  /** Undefined where the source does not say. */
  readonly divisionAware: boolean | undefined;
  readonly label: string | undefined;
}

/** A role that the vendor ships. */
export interface VendorRole {
  /** As people see it; several spellings where a source knows them. */
  readonly names: readonly string[];
  /** It administers the org or a part of it. */
  readonly administers: boolean;
  /** Single permissions and patterns; absent where the source does not say. */
  readonly permissions?: ReadonlySet<string>;
}

/** A source leaves undefined what it says nothing of: that is never "there is none". */
export interface VendorFacts {
  /** For people: a file, the catalogue of a date, an org. */
  readonly source: string;
  /** By `METHOD path`. */
  readonly operations: ReadonlyMap<string, VendorOperation> | undefined;
  /** Every permission that exists, by `domain:entity:action`. */
  readonly permissions: ReadonlyMap<string, VendorPermission> | undefined;
  /** The permissions are those that one org shows: those of products that it did not buy are missing from them. */
  readonly oneOrg?: true;
  readonly scopes: ReadonlySet<string> | undefined;
  /** By the vendor's own name, `trustedUser`, or by `?` and the name that people see; absent where the source says nothing of them. */
  readonly defaultRoles?: ReadonlyMap<string, VendorRole>;
  /** What could not be read of the source: a sentence each. Then nothing is written. */
  readonly missing?: readonly string[];
  /** What the source says in another way than its form asks for: a line each. */
  readonly remarks: readonly string[];
}

export const CHANGE_KINDS = [
  "operation-added",
  "operation-removed",
  "requirement-lost",
  "requirement-widened",
  "requirement-narrowed",
  "requirement-changed",
  "scopes-changed",
  "status-changed",
  "permission-added",
  "permission-removed",
  "permission-renamed",
  "permission-split",
  "division-awareness",
  "scope-added",
  "scope-removed",
  "default-role-added",
  "default-role-key",
  "default-role-name",
  "back-fill",
] as const;

export interface CatalogueChange {
  readonly kind: (typeof CHANGE_KINDS)[number];
  /** A permission, a scope, the key of a default role or `METHOD path`. */
  readonly what: string;
  /** Undefined where there was nothing. */
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** Something that a person should look at, such as a class that was guessed. */
  readonly note: string | undefined;
}
