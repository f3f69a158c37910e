/**
 * What rules look at: one role, client or grant, the same whether it comes from a plan (fromPlan.ts) or from the
 * inputs of a resource that the engine shows to the policy pack (fromResource.ts).
 */
import type { AccessLevel, GrantType } from "../access/plan/desired.ts";

/** A value that is not known during a preview. Rules never see it: evaluate.ts turns it into a refusal first. */
export const UNKNOWN = Symbol("unknown during preview");
export type Unknown = typeof UNKNOWN;

/** Every property, however deep, may be unknown. */
export type MaybeUnknown<T> = T extends object ? Unknown | { [K in keyof T]: MaybeUnknown<T[K]> } : T | Unknown;

export interface RoleFacts {
  readonly kind: "role";
  readonly key: string;
  readonly access: AccessLevel;
  /** Single permissions, those under a condition included. */
  readonly permissions: readonly string[];
}

export interface ClientFacts {
  readonly kind: "client";
  readonly key: string;
  readonly access: AccessLevel;
  readonly grantType: GrantType;
  readonly scopes: readonly string[];
  readonly redirectUris: readonly string[];
  /** The stack says `development: true`. */
  readonly development: boolean;
  readonly grants: readonly RoleGrantFacts[];
}

/** A grant to a user, a group or an existing client. */
export interface GrantFacts {
  readonly kind: "grant";
  /** `users/<e-mail>`, `groups/<name>`, `clients/<key>`. */
  readonly key: string;
  readonly grants: readonly RoleGrantFacts[];
}

export interface RoleGrantFacts {
  readonly roleKey: string;
  /** What the role permits; absent where the role is not made by this stack (only users, groups and existing clients may hold those). */
  readonly role?: { readonly access: AccessLevel; readonly permissions: readonly string[] };
  readonly allDivisions: boolean;
  readonly justification?: string;
}

export type Facts = RoleFacts | ClientFacts | GrantFacts;
export type FactsKind = Facts["kind"];
export type FactsOf<K extends FactsKind> = Extract<Facts, { kind: K }>;

/** True when the value or anything inside it is unknown. */
export function containsUnknown(value: unknown): boolean {
  if (value === UNKNOWN) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(containsUnknown);
}
