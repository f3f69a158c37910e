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

/** A source leaves undefined what it says nothing of: that is never "there is none". */
export interface VendorFacts {
  /** For people: a file, the catalogue of a date, an org. */
  readonly source: string;
  /** By `METHOD path`. */
  readonly operations: ReadonlyMap<string, VendorOperation> | undefined;
  /** Every permission that exists, by `domain:entity:action`. */
  readonly permissions: ReadonlyMap<string, VendorPermission> | undefined;
  readonly scopes: ReadonlySet<string> | undefined;
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
  "division-awareness",
  "scope-added",
  "scope-removed",
] as const;

export interface CatalogueChange {
  readonly kind: (typeof CHANGE_KINDS)[number];
  /** A permission, a scope or `METHOD path`. */
  readonly what: string;
  /** Undefined where there was nothing. */
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** Something that a person should look at, such as a class that was guessed. */
  readonly note: string | undefined;
}
