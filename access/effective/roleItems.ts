/** The permissions of a role as items: its lines expanded against the catalogue. */
import { isGeneralForm } from "../catalogue/generalPermissions.ts";
import { expandPermissionPattern } from "../catalogue/permissions.ts";
import type { DesiredRole } from "../resources/role.ts";
import type { RolePermits } from "../resources/rolePermits.ts";
import { type ConditionText, conditionText, UNCONDITIONAL } from "../values/condition.ts";
import { expandCompact, isPermissionLine } from "../values/permission.ts";
import { compareText } from "../values/text.ts";
import type { Item } from "./item.ts";

export interface ConditionalItems {
  readonly condition: ConditionText;
  /** Sorted, each once. */
  readonly items: readonly Item[];
}

/** One entry per condition of the role, the unconditional one first. */
export function roleItems({
  permissions,
  conditional,
  general = [],
}: Pick<DesiredRole, "permissions" | "conditional" | "general">): ConditionalItems[] {
  const lines = new Map<ConditionText, string[]>([[UNCONDITIONAL, [...permissions]]]);
  for (const { permission, condition } of conditional) {
    const text = conditionText(condition);
    lines.set(text, [...(lines.get(text) ?? []), permission]);
  }
  const flags = generalItems(general);
  return [...lines]
    .map(([condition, held]) => {
      const items = permissionItems(held);
      return { condition, items: condition === UNCONDITIONAL ? [...items, ...flags].sort(compareText) : items };
    })
    .filter(({ items }) => items.length > 0)
    .sort((a, b) => compareText(a.condition, b.condition));
}

/** A general permission is one that whoever holds the role holds: a gain of its own, beside whatever it opens. */
function generalItems(general: readonly string[]): Item[] {
  return [...new Set(general.filter(isGeneralForm))].map((one): Item => `permission:${one}`);
}

/**
 * The same for a role of the org that the stack only refers to. What its old general permissions open is not known here; one that permits nothing has
 * no entry.
 */
export function permitItems({ name, permissions, conditional = [], general = [] }: RolePermits): ConditionalItems[] {
  const opaque = [...permissions.filter((line) => !isPermissionLine(line)), ...general];
  const known = roleItems({ permissions: permissions.filter(isPermissionLine), conditional, general });
  if (opaque.length === 0) return known;
  const items = opaque.map((one): Item => `role:${name}: ${one}`).sort(compareText);
  return [{ condition: UNCONDITIONAL, items }, ...known];
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
