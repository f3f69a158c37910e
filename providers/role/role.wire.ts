/** Roles between our form and the API's. */

import { fromConditionNode, isEmptyNode } from "../../access/resources/conditionNode.ts";
import { withoutMarker } from "../../access/resources/marker.ts";
import type { RoleInputs } from "../../access/resources/role.ts";
import type { RolePermits } from "../../access/resources/rolePermits.ts";
import {
  type Condition,
  type ConditionalPermission,
  type ConditionOperand,
  canonicalCondition,
  mergeConditional,
} from "../../access/values/condition.ts";
import { compactPermissions, toPolicies } from "../../access/values/permission.ts";
import { sortedOnce } from "../../access/values/text.ts";
import { storedDescription } from "../adopted.ts";
import type { WirePolicy, WireRole } from "../genesys/wire.ts";
import { keepWildcards } from "./wildcards.ts";

/**
 * Body of POST and PUT: the whole role. A PUT replaces all of it, so old general permissions are emptied by name.
 *
 * @param id of the role that is changed
 */
export function toBody(inputs: RoleInputs, id?: string): object {
  const { name, permissions, conditional } = inputs;
  return {
    name,
    description: storedDescription(inputs, id),
    permissions: [],
    permissionPolicies: [
      ...toPolicies(permissions).map(({ domain, entity, actions }) => ({
        domain,
        entityName: entity,
        actionSet: actions,
      })),
      ...conditional.flatMap(({ permission, condition }) =>
        toPolicies([permission]).map(({ domain, entity, actions }) => ({
          domain,
          entityName: entity,
          actionSet: actions,
          resourceConditionNode: toNode(condition),
        })),
      ),
    ],
  };
}

/** Values that the API does not know, and lines with stars, which it tells as lists. */
type Carried = Omit<RoleInputs, "name" | "description" | "generalPermissions">;

/** The org's role in the form of inputs; values that the API does not know are carried over from `before`. */
export function fromWire(role: WireRole, before: Carried): RoleInputs {
  const policies = role.permissionPolicies ?? [];
  const plain = policies.filter((policy) => !isConditional(policy)).flatMap(linesOf);
  return {
    organization: before.organization,
    managedBy: before.managedBy,
    ...(before.adopted !== undefined && { adopted: before.adopted }),
    roleKey: before.roleKey,
    access: before.access,
    ...(before.purpose !== undefined && { purpose: before.purpose }),
    name: role.name,
    description: withoutMarker(role.description, before.managedBy),
    permissions: keepWildcards(before.permissions, compactPermissions(plain)),
    conditional: conditionalOf(policies.filter(isConditional), before.conditional),
    ...(before.beyondCatalogue && { beyondCatalogue: before.beyondCatalogue }),
    ...(before.divisionAware && { divisionAware: before.divisionAware }),
    ...(before.notDivisionAware && { notDivisionAware: before.notDivisionAware }),
    ...(role.permissions.length > 0 && { generalPermissions: sortedOnce(role.permissions) }),
  };
}

/** Stands for the permissions of a role that the org shows without them. */
const NOT_TOLD = "permissions that the org does not tell";

/** False where a listing shows too little of a role. */
export function isWholeRole({ permissionPolicies }: WireRole): boolean {
  return permissionPolicies !== undefined;
}

/** What a role permits, as the org says it: for roles that a stack only refers to. */
export function permitsOf({ name, permissions, permissionPolicies }: WireRole): RolePermits {
  const policies = permissionPolicies ?? [];
  const conditional = conditionalOf(policies.filter(isConditional), []);
  const general = [...permissions, ...(permissionPolicies === undefined ? [NOT_TOLD] : [])];
  return {
    name,
    permissions: compactPermissions(policies.filter((policy) => !isConditional(policy)).flatMap(linesOf)),
    ...(conditional.length > 0 && { conditional }),
    ...(general.length > 0 && { general: sortedOnce(general) }),
  };
}

function conditionalOf(
  policies: readonly WirePolicy[],
  before: readonly ConditionalPermission[],
): ConditionalPermission[] {
  const held = mergeConditional(
    policies.flatMap((policy) =>
      linesOf(policy).map((permission) => ({
        permission,
        condition: fromConditionNode(policy.resourceConditionNode ?? {}),
      })),
    ),
  );
  const conditions = new Map(held.map(({ condition }) => [JSON.stringify(condition), condition]));
  return mergeConditional(
    [...conditions].flatMap(([key, condition]) => {
      const same = (line: ConditionalPermission) => JSON.stringify(canonicalCondition(line.condition)) === key;
      const lines = (all: readonly ConditionalPermission[]) => all.filter(same).map(({ permission }) => permission);
      return keepWildcards(lines(before), lines(held)).map((permission) => ({ permission, condition }));
    }),
  );
}

function isConditional({ resourceConditionNode: node }: WirePolicy): boolean {
  return node !== null && node !== undefined && !isEmptyNode(node);
}

function linesOf({ domain, entityName, actionSet }: WirePolicy): string[] {
  return actionSet.map((action) => `${domain}:${entityName}:${action}`);
}

function toNode({ conjunction, terms }: Condition): object {
  return {
    conjunction,
    terms: terms.map(({ variableName, operator, operands }) => ({
      variableName,
      operator,
      operands: operands.map(toOperand),
    })),
  };
}

/** SCALAR and VARIABLE hold a value, the others a reference: `{ type: "QUEUE", queue: { id } }`. */
function toOperand({ type, value }: ConditionOperand): object {
  return type === "SCALAR" || type === "VARIABLE" ? { type, value } : { type, [type.toLowerCase()]: { id: value } };
}
