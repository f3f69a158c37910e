/** A custom role that the stack creates. */

import { ROLE } from "../../access/resources/role.ts";
import type { AccessLevel } from "../../access/values/accessLevel.ts";
import type { ConditionalPermission } from "../../access/values/condition.ts";
import * as pulumi from "../pulumi/sdk.ts";
import { type OwnedArgs, withHandler } from "../resourceArgs.ts";

export interface RoleArgs extends OwnedArgs {
  /** The role's key in the spec: known before the role has an id. */
  readonly roleKey: string;
  readonly name: pulumi.Input<string>;
  readonly description: pulumi.Input<string>;
  /** For policies and reports; not sent to Genesys Cloud. */
  readonly purpose?: string | undefined;
  readonly access: AccessLevel;
  /** `domain:entity:action`, or compact lines `domain:entity:action,action`. */
  readonly permissions: readonly string[];
  /** Permissions that hold only under a condition. */
  readonly conditional: readonly ConditionalPermission[];
  /** Those that the catalogue does not know and the org does; for policies, not sent to Genesys Cloud. */
  readonly beyondCatalogue?: readonly string[] | undefined;
}

/** Its Pulumi id is the role's id in Genesys Cloud. */
export class Role extends pulumi.CustomResource {
  static readonly __pulumiType = ROLE.token;

  declare readonly name: pulumi.Output<string>;
  declare readonly permissions: pulumi.Output<string[]>;

  constructor(name: string, args: RoleArgs, options: pulumi.CustomResourceOptions = {}) {
    super(ROLE.token, name, withHandler(args, ROLE.handler), options);
  }
}
