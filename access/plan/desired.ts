/**
 * The desired access of one org: the result of `plan`, from which the Pulumi program, the CLI and the tests work.
 * Everything is sorted by key, so that equal specs give equal plans whatever their order.
 */

import type { DesiredClient } from "../resources/client.ts";
import type { DesiredDivision } from "../resources/division.ts";
import type { DesiredGrant } from "../resources/grant.ts";
import type { DesiredRole } from "../resources/role.ts";
import type { YamlPath } from "../values/yamlPath.ts";
import type { UnusedPermission } from "./unusedPermissions.ts";
import type { UserCalls } from "./userCalls.ts";

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
  /** The promises of the spec (`can`, `cannot`, `only`), in the order of the file. */
  readonly expectations: readonly Expectation[];
  /** What roles are made for and only a user can call; absent where no spec says what a role is made for. */
  readonly userCalls?: readonly UserCalls[];
  /** What roles hold and the files call unused; absent where there are no such files. */
  readonly unusedPermissions?: readonly UnusedPermission[];
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
