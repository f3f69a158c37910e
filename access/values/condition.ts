/**
 * Conditions on permission policies (`resourceConditionNode` of the API), for instance "only calls" or "only these queues".
 * Field names are the API's own. Source: DomainOrganizationRole models of the vendor's SDKs.
 */
import { z } from "zod";
import { compactPermissions } from "./permission.ts";
import { compareText, sortedOnce } from "./text.ts";

export const CONJUNCTIONS = ["AND", "OR"] as const;
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
  readonly conjunction: (typeof CONJUNCTIONS)[number];
  readonly terms: readonly ConditionTerm[];
}

/** One permission line that holds only under a condition; `permission` is compact (`domain:entity:action,action`). */
export interface ConditionalPermission {
  readonly permission: string;
  readonly condition: Condition;
}

type MapOf = (shape: z.core.$ZodLooseShape) => z.ZodType;

/**
 * The shape of a condition.
 *
 * @param text a text inside it
 * @param map how keys that a condition does not have are met; dropped where nothing is said
 * @param least of terms, and of operands in each of them
 */
export function conditionSchema(text: z.ZodType<string>, map: MapOf = z.object, least = 0): z.ZodType<Condition> {
  const operand = map({ type: z.enum(OPERAND_TYPES), value: text });
  const term = map({
    variableName: text,
    operator: z.enum(CONDITION_OPERATORS),
    operands: z.array(operand).min(least),
  });
  return map({ conjunction: z.enum(CONJUNCTIONS), terms: z.array(term).min(least) }) as z.ZodType<Condition>;
}

/** Terms and operands are sets to the API, as to the official Terraform provider: sorted, each once, without other keys. */
export function canonicalCondition({ conjunction, terms }: Condition): Condition {
  return { conjunction, terms: sortedByText(terms.map(canonicalTerm)) };
}

function canonicalTerm({ variableName, operator, operands }: ConditionTerm): ConditionTerm {
  return { variableName, operator, operands: sortedByText(operands.map(({ type, value }) => ({ type, value }))) };
}

function sortedByText<T>(values: readonly T[]): T[] {
  return sortedOnce(values.map((value) => JSON.stringify(value))).map((text) => JSON.parse(text) as T);
}

/** Permission lines under equal conditions are one set: compact and sorted. */
export function mergeConditional(lines: readonly ConditionalPermission[]): ConditionalPermission[] {
  const byCondition = new Map<string, string[]>();
  for (const { permission, condition } of lines) {
    const key = JSON.stringify(canonicalCondition(condition));
    byCondition.set(key, [...(byCondition.get(key) ?? []), permission]);
  }
  return [...byCondition]
    .flatMap(([key, permissions]) => compactPermissions(permissions).map((permission) => ({ permission, key })))
    .sort((a, b) => compareText(a.permission, b.permission) || compareText(a.key, b.key))
    .map(({ permission, key }) => ({ permission, condition: JSON.parse(key) as Condition }));
}

/** JSON of a condition, or the empty text for none: equal texts for conditions that hold in the same cases. */
export type ConditionText = string;

export const UNCONDITIONAL: ConditionText = "";

export function conditionText(condition: Condition): ConditionText {
  const { conjunction, terms } = canonicalCondition(condition);
  // With one term, AND and OR say the same.
  return JSON.stringify({ conjunction: terms.length > 1 ? conjunction : "AND", terms });
}

/** The condition of a text; undefined for none. */
export function readCondition(text: ConditionText): Condition | undefined {
  return text === UNCONDITIONAL ? undefined : (JSON.parse(text) as Condition);
}

/** `Conversation.mediaType EQ CALL and Conversation.queues IN q1, q2`; a `USER`, `QUEUE` or `TEAM` is told by its id. */
export function printCondition(text: ConditionText): string {
  const condition = readCondition(text);
  if (!condition) return "no condition";
  const terms = condition.terms.map(({ variableName, operator, operands }) => {
    const values = operands.map(({ type, value }) => (type === "SCALAR" ? value : `${type.toLowerCase()} ${value}`));
    return `${variableName} ${operator} ${values.join(", ")}`;
  });
  return terms.join(condition.conjunction === "AND" ? " and " : " or ");
}

/** True when access under `wide` is access under `narrow` as well. Two different conditions are not compared with each other. */
export function conditionCovers(wide: ConditionText, narrow: ConditionText): boolean {
  return wide === UNCONDITIONAL || wide === narrow;
}
