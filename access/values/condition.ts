/**
 * Conditions on permission policies (`resourceConditionNode` of the API), for instance "only calls" or "only these queues".
 * Field names are the API's own. Source: DomainOrganizationRole models of the vendor's SDKs.
 */

export const CONDITION_OPERATORS = ["EQ", "IN", "GE", "GT", "LE", "LT"] as const;
export const OPERAND_TYPES = ["SCALAR", "VARIABLE", "USER", "QUEUE", "TEAM"] as const;

export interface ConditionOperand {
  readonly type: (typeof OPERAND_TYPES)[number];
  /** The value of a SCALAR or VARIABLE; the id of a USER, QUEUE or TEAM. */
  readonly value: string;
}

export interface ConditionTerm {
  /** For instance `Conversation.mediaType` or `Conversation.queues`. */
  readonly variableName: string;
  readonly operator: (typeof CONDITION_OPERATORS)[number];
  readonly operands: readonly ConditionOperand[];
}

export interface Condition {
  readonly conjunction: "AND" | "OR";
  readonly terms: readonly ConditionTerm[];
}

/** One permission line that holds only under a condition; `permission` is compact (`domain:entity:action,action`). */
export interface ConditionalPermission {
  readonly permission: string;
  readonly condition: Condition;
}
