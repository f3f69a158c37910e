/** Conditions as texts: equal texts for equal conditions, whatever their order. */

import { sortCondition } from "../plan/roles.ts";
import type { Condition } from "../values/condition.ts";

/** JSON of a condition, or the empty text for none. */
export type ConditionText = string;

export const UNCONDITIONAL: ConditionText = "";

export function conditionText(condition: Condition): ConditionText {
  const { conjunction, terms } = sortCondition(condition);
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
