/** `genesyscloud_auth_role` */
import type { SnapshotPolicy, SnapshotRole } from "../../access/snapshot/model.ts";
import { parsePermission } from "../../access/values/permission.ts";
import { compareText, sortedOnce } from "../../access/values/text.ts";
import type { Attributes } from "./attributes.ts";
import { conditionOf } from "./condition.ts";

export interface TerraformRole {
  readonly role: SnapshotRole;
  /** The state does not tell what the role permits, because of a condition that the provider did not keep whole. */
  readonly isLost: boolean;
}

export function roleOf(attributes: Attributes): TerraformRole {
  attributes.require("name", "permission_policies");
  const read = attributes.blocks("permission_policies").map(policyOf);
  const policies = read.filter((policy) => policy !== "lost");
  const isLost = policies.length < read.length;
  return {
    role: {
      id: attributes.id("id"),
      name: attributes.text("name"),
      description: attributes.text("description"),
      default: attributes.isSet("default_role_id"),
      general: sortedOnce(attributes.texts("permissions")),
      // Some of them without the others would be less than the role permits.
      policies: isLost ? null : policies.sort((a, b) => compareText(sortText(a), sortText(b))),
    },
    isLost,
  };
}

function policyOf(policy: Attributes): SnapshotPolicy | "lost" {
  const [domain, entity] = [policy.text("domain"), policy.text("entity_name")];
  const actions = sortedOnce(policy.texts("action_set"));
  if (actions.length === 0) policy.problem("action_set", "it is empty, and a policy has an action");
  if (!actions.every((action) => parsePermission(`${domain}:${entity}:${action}`) !== undefined))
    policy.problem("domain", "with entity_name and action_set it makes no permission domain:entity:action");
  const condition = conditionOf(policy);
  if (condition === "lost") return condition;
  return { domain, entity, actions, condition: condition === "none" ? null : condition.node };
}

function sortText({ domain, entity, actions, condition }: SnapshotPolicy): string {
  return JSON.stringify([domain, entity, condition ?? "", actions]);
}
