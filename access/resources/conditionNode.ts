/**
 * Conditions as the API has them (`resourceConditionNode` of a policy), in the form of this project. What the form cannot say is shown as it is, as a
 * condition that nobody understands: it must be seen as a difference, and never dropped.
 */
import { z } from "zod";
import {
  CONDITION_OPERATORS,
  CONJUNCTIONS,
  type Condition,
  type ConditionOperand,
  type ConditionTerm,
  canonicalCondition,
  OPERAND_TYPES,
} from "../values/condition.ts";

const reference = z.object({ id: z.string().optional() }).nullish();

const operand = z.object({
  type: z.string(),
  value: z.string().nullish(),
  user: reference,
  queue: reference,
  team: reference,
});

/** A node is a group of terms, a term, or (in the model, with no known use) both: terms inside terms. */
const conditionTerm = z.object({
  variableName: z.string().nullish(),
  operator: z.string().nullish(),
  operands: z.array(operand).nullish(),
  conjunction: z.string().nullish(),
  terms: z.array(z.unknown()).nullish(),
});

export const conditionNodeSchema = z.object({
  conjunction: z.string().nullish(),
  variableName: z.string().nullish(),
  terms: z.array(conditionTerm).nullish(),
});

type ConditionNode = z.infer<typeof conditionNodeSchema>;
type NodeTerm = z.infer<typeof conditionTerm>;

/** A node without terms says nothing: the API stores such ones for policies without a condition. */
export function isEmptyNode({ terms, variableName }: ConditionNode): boolean {
  return (terms ?? []).length === 0 && !variableName;
}

export function fromConditionNode(node: ConditionNode): Condition {
  const { variableName, terms } = node;
  const conjunction = CONJUNCTIONS.find((known) => known === (node.conjunction ?? "AND"));
  if (conjunction === undefined) return { conjunction: "AND", terms: [unreadable(node)] };
  // The model lets the root be a term itself.
  const nodes: readonly NodeTerm[] = variableName ? [{ variableName, terms }] : (terms ?? []);
  return canonicalCondition({ conjunction, terms: nodes.map(fromTerm) });
}

/** The condition of a policy as it was stored, whatever that is; undefined where there is none. */
export function readConditionNode(stored: unknown): Condition | undefined {
  if (stored === null || stored === undefined) return undefined;
  const node = conditionNodeSchema.safeParse(stored).data;
  if (!node) return { conjunction: "AND", terms: [unreadable(stored)] };
  return isEmptyNode(node) ? undefined : fromConditionNode(node);
}

function fromTerm(term: NodeTerm): ConditionTerm {
  const operator = CONDITION_OPERATORS.find((known) => known === term.operator);
  const operands = (term.operands ?? []).map(fromOperand);
  const isPlain = (term.terms ?? []).length === 0 && operands.every((one) => one !== undefined);
  if (operator === undefined || !isPlain) return unreadable(term);
  return { variableName: term.variableName ?? "", operator, operands };
}

function fromOperand({
  type: written,
  value,
  user,
  queue,
  team,
}: z.infer<typeof operand>): ConditionOperand | undefined {
  const type = OPERAND_TYPES.find((known) => known === written);
  return type && { type, value: value ?? user?.id ?? queue?.id ?? team?.id ?? "" };
}

/** A term that the form cannot say, for instance terms inside terms. */
function unreadable(term: unknown): ConditionTerm {
  return { variableName: `not understood: ${JSON.stringify(term)}`, operator: "EQ", operands: [] };
}
