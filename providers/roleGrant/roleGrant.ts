/** One role granted to a user, a group or an OAuth client that exists already. */

import { GRANT, type GrantOrder } from "../../access/resources/grant.ts";
import type { SubjectType } from "../../access/values/subject.ts";
import * as pulumi from "../pulumi/sdk.ts";
import { type DivisionIds, filled, type OrgArgs, withHandler } from "../resourceArgs.ts";

export interface RoleGrantArgs extends OrgArgs {
  readonly subjectType: SubjectType;
  readonly subjectId: string;
  /** The subject's key in a spec: e-mail, group name, client key. Default: its id. */
  readonly subjectKey?: string;
  /** The role's key in a spec. Default: the resource's name. */
  readonly roleKey?: string;
  readonly roleId: pulumi.Input<string>;
  readonly divisions: DivisionIds;
  /** Why all divisions are needed. */
  readonly justification?: string | undefined;
  /** Name or id, as written, of a role that the stack only refers to; for policies, not sent to Genesys Cloud. */
  readonly existingRole?: string | undefined;
  /** Permissions of that role that divisions limit, by the org's own answer; for policies, not sent to Genesys Cloud. */
  readonly divisionAware?: readonly string[] | undefined;
  /** Those that no division limits, likewise. */
  readonly notDivisionAware?: readonly string[] | undefined;
  /** One of the divisions is the Home division; for policies, not sent to Genesys Cloud. */
  readonly home?: boolean | undefined;
  /** Other divisions of this role and subject are drift that an update takes away. Default: they are left alone. */
  readonly exclusive?: boolean | undefined;
  /** `remove-first`: a division that goes is taken away before a new one is given. Default: new ones are given first. */
  readonly order?: GrantOrder | undefined;
}

/**
 * Its Pulumi id is `subjectType:subjectId:roleId`. A change of one of the three is a new grant, made before the old one is revoked, or after it with
 * `order: "remove-first"`. It owns its divisions: what another stack or a person gave stays.
 */
export class RoleGrant extends pulumi.CustomResource {
  static readonly __pulumiType = GRANT.token;

  declare readonly roleId: pulumi.Output<string>;
  declare readonly divisions: pulumi.Output<Record<string, string>>;

  constructor(name: string, args: RoleGrantArgs, options: pulumi.CustomResourceOptions = {}) {
    const props = filled({ subjectKey: args.subjectId, roleKey: name }, args);
    const order = args.order === "remove-first" ? { deleteBeforeReplace: true } : {};
    const merged = pulumi.mergeOptions(order, options);
    super(GRANT.token, name, withHandler(props, GRANT.handler), merged);
  }
}
