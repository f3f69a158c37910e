/**
 * The facts that rules look at: one role, one client, the grants of one subject, a whole stack, or several stacks. They are the same whether
 * they come from a plan (fromPlan.ts) or from the inputs of resources that the engine shows to the policy pack (fromResource.ts).
 */

import type { DesiredDelivery } from "../access/plan/deliveries.ts";
import type { Expectation } from "../access/plan/desired.ts";
import type { UnusedPermission } from "../access/plan/unusedPermissions.ts";
import type { UserCalls } from "../access/plan/userCalls.ts";
import type { DivisionAnswers } from "../access/resources/divisionAnswers.ts";
import type { AccessLevel } from "../access/values/accessLevel.ts";
import type { ConditionalPermission } from "../access/values/condition.ts";
import type { GrantType } from "../access/values/grantType.ts";

export interface RoleFacts extends DivisionAnswers {
  readonly kind: "role";
  readonly key: string;
  readonly name: string;
  /** Purpose or description as the console shows it; empty when the spec gives neither. */
  readonly description: string;
  readonly access: AccessLevel;
  /** Single permissions, those under a condition included. */
  readonly permissions: readonly string[];
  /** The part of `permissions` that is held under a condition. */
  readonly conditional: readonly string[];
  /** The lines under a condition, with the condition itself; their permissions are compact. */
  readonly conditions: readonly ConditionalPermission[];
  /** The part of `permissions` that the catalogue does not know and the org does. */
  readonly beyondCatalogue: readonly string[];
}

export interface ClientFacts {
  readonly kind: "client";
  readonly key: string;
  readonly name: string;
  readonly owner?: string;
  readonly purpose?: string;
  /** The description in the console: description or purpose, and owner; absent when the spec gives none of them. */
  readonly description?: string;
  readonly access: AccessLevel;
  readonly grantType: GrantType;
  readonly scopes: readonly string[];
  readonly redirectUris: readonly string[];
  /** Seconds. */
  readonly tokenLifetime: number;
  /** The stack says `development: true`. */
  readonly development: boolean;
  readonly dataProtection: { readonly legalBasis?: string; readonly nativeMasking: boolean };
  /** One for each generation, the current one last. */
  readonly secrets: readonly SecretFacts[];
  readonly grants: readonly RoleGrantFacts[];
}

export interface SecretFacts {
  readonly generation: number;
  /** Whole days since the org made the secret; absent where that is not known: only deployed clients tell. */
  readonly ageDays?: number;
}

/** A role granted to a user, a group or an existing client: one element in `grants`, as one resource holds it. */
export interface GrantFacts {
  readonly kind: "grant";
  /** `users/<e-mail>`, `groups/<name>`, `clients/<key>`. */
  readonly key: string;
  readonly grants: readonly RoleGrantFacts[];
}

/** The org's answers are about the permissions of the role, made by this stack or not. */
export interface RoleGrantFacts extends DivisionAnswers {
  readonly roleKey: string;
  /** The role and its permissions; absent where the role is not made by this stack (only users, groups and existing clients may hold those). */
  readonly role?: { readonly name: string; readonly access: AccessLevel; readonly permissions: readonly string[] };
  /** Name or id of a role that the stack only refers to. */
  readonly existingRole?: string;
  /** The name of that role, where an org was asked. */
  readonly existingName?: string;
  /** Single permissions of that role, those under a condition included, where an org was asked; absent where nobody knows them. */
  readonly existingPermissions?: readonly string[];
  /** Old general permissions of that role, such as `admin`: nobody can say here what they open. Absent where it has none. */
  readonly existingGeneral?: readonly string[];
  /** Keys of the divisions; `*` for All-Divisions. Without an org a selector adds its own text (access/plan/planOffline.ts). */
  readonly divisions: readonly string[];
  readonly allDivisions: boolean;
  /** One of the divisions, named or selected, is the Home division; false for All-Divisions. */
  readonly home: boolean;
  readonly justification?: string;
}

/** A whole stack, for rules that compare several of its roles, clients or grants. */
export interface StackFacts {
  readonly kind: "stack";
  /** The stack's name: that of its file, `prod` for `stacks/prod.yaml`. */
  readonly key: string;
  readonly organization: string;
  readonly roles: readonly RoleFacts[];
  readonly clients: readonly ClientFacts[];
  readonly grants: readonly GrantFacts[];
  /** Existing clients that the stack grants roles to: key and client id. */
  readonly existingClients: readonly { readonly key: string; readonly id: string }[];
  /** The promises of the spec (`can`, `cannot`, `only`). No resource carries them: the pack takes them from the spec of the stack. */
  readonly expectations: readonly Expectation[];
  /** The delivery commands of the spec. The pack takes them from the spec as well: it judges no other package's resources. */
  readonly deliveries: readonly DesiredDelivery[];
  /** What roles of the spec are made for and only a user can call. The pack takes it from the spec as well. */
  readonly userCalls: readonly UserCalls[];
  /** What roles hold and the files call unused. The pack takes it from the spec and from what lies beside it. */
  readonly unusedPermissions: readonly UnusedPermission[];
}

/** Several stacks that are checked together: only the command line sees them. */
export interface FleetFacts {
  readonly kind: "fleet";
  readonly key: "fleet";
  readonly stacks: readonly StackFacts[];
}

export type Facts = RoleFacts | ClientFacts | GrantFacts | StackFacts | FleetFacts;
export type FactsKind = Facts["kind"];
export type FactsOf<K extends FactsKind> = Extract<Facts, { kind: K }>;
