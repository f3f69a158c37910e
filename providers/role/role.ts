/** A custom role that the stack creates. */

import { canonicalPermissions } from "../../access/resources/canonical.ts";
import { ROLE } from "../../access/resources/role.ts";
import type { AccessLevel } from "../../access/values/accessLevel.ts";
import type { ConditionalPermission } from "../../access/values/condition.ts";
import * as pulumi from "../pulumi/sdk.ts";
import { filled, type OwnedArgs, ownedDefaults, withHandler } from "../resourceArgs.ts";

export interface RoleArgs extends OwnedArgs {
  /** How grants call the role, known before it has an id: its key in a spec. Default: the resource's name. */
  readonly roleKey?: string;
  /** Name in Genesys Cloud, unique in the org. */
  readonly name: pulumi.Input<string>;
  /** For policies and reports; not sent to Genesys Cloud. */
  readonly purpose?: string | undefined;
  /** `read-only`, the default: the policy pack refuses permissions that write. */
  readonly access?: AccessLevel;
  /** `domain:entity:action`, or compact lines `domain:entity:action,action`. */
  readonly permissions: readonly string[];
  /** Permissions that hold only under a condition. Default: none. */
  readonly conditional?: readonly ConditionalPermission[];
  /** Those that the catalogue does not know and the org does; for policies, not sent to Genesys Cloud. */
  readonly beyondCatalogue?: readonly string[] | undefined;
  /** Those that divisions limit, by the org's own answer; for policies, not sent to Genesys Cloud. */
  readonly divisionAware?: readonly string[] | undefined;
  /** Those that no division limits, likewise. */
  readonly notDivisionAware?: readonly string[] | undefined;
}

/**
 * A custom role. Its Pulumi id is the role's id in Genesys Cloud. A role that somebody outside of the stack still holds is not deleted: the error names the
 * holders. The rules of this package judge it where the policy pack runs.
 */
export class Role extends pulumi.CustomResource {
  static readonly __pulumiType = ROLE.token;

  declare readonly name: pulumi.Output<string>;
  declare readonly permissions: pulumi.Output<string[]>;

  constructor(name: string, args: RoleArgs, options: pulumi.CustomResourceOptions = {}) {
    const defaults = { ...ownedDefaults("roles", name), roleKey: name, access: "read-only", conditional: [] };
    super(ROLE.token, name, withHandler(filled(defaults, args), ROLE.handler), options);
    // The state does not keep them a second time, among the outputs. Made when asked for: nobody would hear of it if the role failed.
    const get = () => this.urn.apply(() => canonicalPermissions(args.permissions) as string[]);
    Object.defineProperty(this, "permissions", { get, enumerable: true });
  }
}
