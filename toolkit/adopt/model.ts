/** What becomes of each object of an org when a stack takes it over. */

export const OBJECT_KINDS = ["divisions", "roles", "clients", "users", "groups"] as const;
/** By the section of a spec that names it. */
export type ObjectKind = (typeof OBJECT_KINDS)[number];

/**
 * `managed`: the stack's own from now on. `existing`: named by the spec and not changed; of a client, a user or a group the stack has the grants.
 * `watched`: in reports only. `ignored`: the mapping file says so. `skipped`: never taken.
 */
export type AdoptedState = "managed" | "existing" | "watched" | "ignored" | "skipped";

export interface Decision {
  readonly kind: ObjectKind;
  readonly id: string;
  /** As the org has it: untrusted text. Of a person whose name is not known, the id. */
  readonly name: string;
  readonly state: AdoptedState;
  /** In the spec; absent for what the spec does not name. */
  readonly key?: string;
  /** One sentence; absent where there is nothing to say. */
  readonly reason?: string;
}

/** What a person says of an object in the mapping file. */
export interface Mapped {
  readonly key?: string | undefined;
  readonly state?: Exclude<AdoptedState, "skipped"> | undefined;
}

/** By kind and id. */
export type Mapping = Readonly<Record<ObjectKind, ReadonlyMap<string, Mapped>>>;

/** What is to be taken: whole kinds, or single objects by key. Roles that taken clients hold come with them. */
export interface Selection {
  readonly kinds: ReadonlySet<ObjectKind>;
  /** `clients.<key>` and the like. */
  readonly single: ReadonlySet<string>;
}

/** Why an object cannot be what it was about to be: one reason for each step down, by `<kind> <id>`. */
export type Refusals = ReadonlyMap<string, readonly string[]>;

export function refusalKey(kind: ObjectKind, id: string): string {
  return `${kind} ${id}`;
}
