/** The permissions of a role as items: its lines expanded against the catalogue. */
import { expandPermissionPattern } from "../catalogue/permissions.ts";
import type { DesiredRole } from "../resources/role.ts";
import { type ConditionText, conditionText, UNCONDITIONAL } from "../values/condition.ts";
import { expandCompact } from "../values/permission.ts";
import { compareText } from "../values/text.ts";
import type { Item } from "./item.ts";

export interface ConditionalItems {
  readonly condition: ConditionText;
  /** Sorted, each once. */
  readonly items: readonly Item[];
}

/** One entry per condition of the role, the unconditional one first. */
export function roleItems({ permissions, conditional }: DesiredRole): ConditionalItems[] {
  const lines = new Map<ConditionText, string[]>([[UNCONDITIONAL, [...permissions]]]);
  for (const { permission, condition } of conditional) {
    const text = conditionText(condition);
    lines.set(text, [...(lines.get(text) ?? []), permission]);
  }
  return [...lines]
    .filter(([, held]) => held.length > 0)
    .sort(([a], [b]) => compareText(a, b))
    .map(([condition, held]) => ({ condition, items: permissionItems(held) }));
}

/** The items of compact lines and patterns, sorted, each once. */
export function permissionItems(lines: readonly string[]): Item[] {
  return [...new Set(lines.flatMap(expandCompact).flatMap(itemsOf))].sort(compareText);
}

/** The catalogue is a lower bound, so a pattern stays as an item of its own beside what it is known to stand for. */
function itemsOf(single: string): Item[] {
  if (!single.includes("*")) return [`permission:${single}`];
  return [...expandPermissionPattern(single).map((known): Item => `permission:${known}`), `pattern:${single}`];
}
