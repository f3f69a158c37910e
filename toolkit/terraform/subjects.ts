/** `genesyscloud_user_roles` and `genesyscloud_group_roles`: all roles of one subject. */
import type { Attributes } from "./attributes.ts";

export interface RoleInDivision {
  readonly role: string;
  /** `*`, an id, or empty: the Home division, which is what the provider grants where nothing is written. */
  readonly division: string;
}

export interface TerraformSubject {
  readonly id: string;
  readonly roles: readonly RoleInDivision[];
  /** Roles that are written with divisions, and not with all. The provider hides that the subject has them in Home, too. */
  readonly withDivisions: readonly string[];
}

/** @param attribute with the subject's id: `user_id`, `group_id` */
export function subjectOf(attributes: Attributes, attribute: string): TerraformSubject {
  attributes.require("roles");
  const id = attributes.id(attribute);
  const blocks = attributes.blocks("roles").map((role) => ({ role: role.id("role_id"), divisions: divisionsOf(role) }));
  return {
    id,
    roles: blocks.flatMap(({ role, divisions }) =>
      (divisions.length === 0 ? [""] : divisions).map((division) => ({ role, division })),
    ),
    withDivisions: blocks
      .filter(({ divisions }) => divisions.length > 0 && !divisions.includes("*"))
      .map(({ role }) => role),
  };
}

function divisionsOf(role: Attributes): string[] {
  return role.ids("division_ids", ["*"]);
}
