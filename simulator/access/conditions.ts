/** The conditions of policies, tested against the values of one row. */
import type { Condition, ConditionTerm } from "../org/orgData.ts";

/** The values that a row has for the variables of conditions: `Conversation.mediaType` -> ["CALL"]. */
export type Facts = Readonly<Record<string, readonly string[]>>;

/**
 * True if a row satisfies a policy's condition. A variable that the row does not have, an ordering operator, or a nested node is "no":
 * this simulator fails closed. Unverified against a live org: which rows a real org hides under a condition.
 */
export function satisfies(condition: Condition, facts: Facts): boolean {
  const terms = condition.terms ?? [];
  if (Array.isArray(condition["nodes"]) && condition["nodes"].length > 0) return false;
  return condition.conjunction === "OR" ? terms.some((it) => holds(it, facts)) : terms.every((it) => holds(it, facts));
}

function holds({ variableName, operator, operands }: ConditionTerm, facts: Facts): boolean {
  if (operator !== "EQ" && operator !== "IN") return false;
  const wanted = operands.map(operandValue);
  return (facts[variableName] ?? []).some((value) => wanted.includes(value));
}

/** USER, QUEUE and TEAM operands carry `{id}` under the type's name; the others a value. */
function operandValue(operand: ConditionTerm["operands"][number]): string | undefined {
  const reference = operand[operand.type.toLowerCase()];
  const hasId = typeof reference === "object" && reference !== null && "id" in reference;
  return hasId && typeof reference.id === "string" ? reference.id : operand.value;
}
