/**
 * The desired access of one org: what `plan` makes of a spec, and what the Pulumi program, the CLI and the tests work from.
 * Everything is sorted by key, so that equal specs give equal plans whatever their order.
 */

import type { AccessLevel } from "../values/accessLevel.ts";
import type { ConditionalPermission } from "../values/condition.ts";
import type { GrantType } from "../values/grantType.ts";
import type { SubjectType } from "../values/subject.ts";
import type { YamlPath } from "../values/yamlPath.ts";

/** An id that is known now, or the key of something that this stack creates. */
export type Ref = { readonly id: string } | { readonly managed: string };

export interface DesiredAccess {
  /** Name of the stack: that of its file, `prod` for `stacks/prod.yaml`. */
  readonly stack: string;
  readonly organization: { readonly id: string; readonly name: string };
  /** True when the spec says `development: true`: loopback redirect URIs are then allowed. */
  readonly development: boolean;
  /** Only divisions with `manage: true`. */
  readonly divisions: readonly DesiredDivision[];
  /** Only roles that this stack creates. */
  readonly roles: readonly DesiredRole[];
  readonly clients: readonly DesiredClient[];
  /** Grants to users, groups and existing clients; a managed client carries its own. */
  readonly grants: readonly DesiredGrant[];
  /** What the spec says about the access itself; in the order of the file. */
  readonly expectations: readonly Expectation[];
}

export type Expectation = ClientExpectation | OnlyExpectation;

/** A client can do something, or cannot. */
export interface ClientExpectation {
  readonly kind: "can" | "cannot";
  readonly path: YamlPath;
  /** Key of a client that the stack makes. */
  readonly client: string;
  /** A permission or an operation, as written. */
  readonly need: string;
  /** Key of a division; absent for any. */
  readonly division?: string;
}

/** Nobody else of the stack holds a permission. */
export interface OnlyExpectation {
  readonly kind: "only";
  readonly path: YamlPath;
  readonly permission: string;
  /** `clients.<key>`, `users.<e-mail>`, `groups.<name>`. */
  readonly subjects: readonly string[];
}

export interface DesiredDivision {
  readonly key: string;
  readonly path: YamlPath;
  readonly name: string;
  readonly description: string;
}

export interface DesiredRole {
  readonly key: string;
  readonly path: YamlPath;
  readonly name: string;
  readonly description: string;
  readonly purpose?: string;
  readonly access: AccessLevel;
  /** Compact and sorted; those under a condition are in `conditional` instead. */
  readonly permissions: readonly string[];
  readonly conditional: readonly ConditionalPermission[];
  /** Single permissions of the above that the org lists and the catalogue does not; sorted. */
  readonly beyondCatalogue: readonly string[];
}

/** What a client's owner states about personal data; a key that says nothing is absent. */
export interface DataProtection {
  /** Why the data may be processed, in the words of the record of processing activities. */
  readonly legalBasis?: string;
  /** Genesys Cloud itself masks recordings and transcripts before the client reads them. */
  readonly nativeMasking?: true;
}

/** One generation of a client; those of one key are one subject. */
export interface DesiredClient {
  readonly key: string;
  readonly path: YamlPath;
  /** From 1. */
  readonly generation: number;
  /** False for an older generation that is kept until every consumer has changed over. */
  readonly current: boolean;
  /** In Genesys Cloud, with the number of the generation from the second on. */
  readonly name: string;
  /** Text for the console: description, purpose and owner as one string. */
  readonly description: string;
  readonly owner?: string;
  readonly purpose?: string;
  readonly dataProtection?: DataProtection;
  readonly access: AccessLevel;
  readonly authorizedGrantType: GrantType;
  /** Seconds, 300 to 172800. */
  readonly accessTokenValiditySeconds: number;
  readonly scope: readonly string[];
  readonly registeredRedirectUri: readonly string[];
  /** By role key. Empty for user-context grant types: those act with the user's own roles. */
  readonly grants: Readonly<Record<string, DesiredRoleDivisions>>;
  /** Where the secret of the current generation goes. */
  readonly deliver?: Delivery;
}

export interface Delivery {
  /** Shell command that gets the secret on standard input. */
  readonly command: string;
}

/** One role with the divisions it is granted in. */
export interface DesiredRoleDivisions {
  readonly path: YamlPath;
  readonly role: Ref;
  /** By division key (the org's division name where a selector found it); `*` -> `{ id: "*" }` is All-Divisions. */
  readonly divisions: Readonly<Record<string, Ref>>;
  /** Why All-Divisions is needed; absent when the spec gives none. */
  readonly justification?: string;
  /** One of the divisions, named or selected, is the Home division. */
  readonly home?: true;
}

export interface DesiredGrant extends DesiredRoleDivisions {
  /** `users.<e-mail>.<role key>` and the like: unique in the stack, and the Pulumi name. */
  readonly key: string;
  readonly subjectType: SubjectType;
  readonly subjectId: string;
  /** The key of the subject in the spec: e-mail, group name, client key. */
  readonly subjectKey: string;
  readonly roleKey: string;
  /** Name or id, as written, of a role that the stack only refers to. */
  readonly existingRole?: string;
}
