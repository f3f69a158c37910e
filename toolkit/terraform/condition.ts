/** The condition of a permission as the vendor's provider keeps it, back in the API's form. */
import type { Attributes } from "./attributes.ts";

/** What the API calls `resourceConditionNode`; `lost`: the provider kept too little of it to know when it holds. */
export type TerraformCondition = { readonly node: object } | "none" | "lost";

/**
 * The provider writes down one level of terms and operands with a value, a user or a queue (auth_role, flattenRoleConditionNode). Of teams and of terms inside
 * terms it keeps empty places, so that whatever is empty here is not known.
 */
export function conditionOf(policy: Attributes): TerraformCondition {
  const [condition, ...more] = policy.blocks("conditions");
  if (condition === undefined) return "none";
  const terms = condition.blocks("terms").map(termOf);
  const conjunction = condition.text("conjunction");
  if (more.length > 0 || terms.length === 0 || terms.includes(undefined)) return "lost";
  if (conjunction !== "AND" && conjunction !== "OR") return "lost";
  return { node: { conjunction, terms } };
}

function termOf(term: Attributes): object | undefined {
  const [variableName, operator] = [term.text("variable_name"), term.text("operator")];
  const operands = term.blocks("operands").map(operandOf);
  if (variableName === "" || operator === "" || operands.length === 0 || operands.includes(undefined)) return undefined;
  return { variableName, operator, operands };
}

function operandOf(operand: Attributes): object | undefined {
  const type = operand.text("type");
  const [value, user, queue] = [operand.text("value"), operand.text("user_id"), operand.text("queue_id")];
  if (type === "USER") return user === "" ? undefined : { type, user: { id: user } };
  if (type === "QUEUE") return queue === "" ? undefined : { type, queue: { id: queue } };
  if (type !== "SCALAR" && type !== "VARIABLE") return undefined;
  return value === "" ? undefined : { type, value };
}
