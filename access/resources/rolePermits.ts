/**
 * The name and permissions of a role that a stack only refers to, as the org told them when the grant was planned. They are pinned in the state, so
 * that a later change of the role in the org is seen as a difference. Only a judged create or update writes the pin. Nothing of it is ever sent to Genesys Cloud.
 */
import { z } from "zod";
import { isGeneralForm } from "../catalogue/generalPermissions.ts";
import { type ConditionalPermission, conditionSchema } from "../values/condition.ts";
import { expandCompact } from "../values/permission.ts";
import { canonicalConditional, canonicalOptionalSet, canonicalPermissions, defined, isRecord } from "./canonical.ts";
import { containsUnknown } from "./unknown.ts";

export interface RolePermits {
  readonly name: string;
  /** Compact and sorted; those under a condition are in `conditional` instead. Patterns stay as the org says them. */
  readonly permissions: readonly string[];
  /** Absent where no permission of the role is under a condition. */
  readonly conditional?: readonly ConditionalPermission[] | undefined;
  /** Old general permissions such as `admin`, of which nobody can say here what they open; absent where there are none. */
  readonly general?: readonly string[] | undefined;
}

export const rolePermitsSchema = z.object({
  name: z.string(),
  permissions: z.array(z.string()).readonly(),
  conditional: z
    .array(z.object({ permission: z.string(), condition: conditionSchema(z.string()) }))
    .readonly()
    .optional(),
  general: z.array(z.string()).readonly().optional(),
});

/** One form for equal permissions; what is no such record, the sentinel included, is given back as it is. */
export function canonicalRolePermits(value: unknown): unknown {
  if (!isRecord(value)) return value;
  const { conditional } = value;
  return defined({
    name: value["name"],
    permissions: canonicalPermissions(value["permissions"] ?? []),
    conditional: Array.isArray(conditional) && conditional.length === 0 ? undefined : canonicalConditional(conditional),
    general: canonicalOptionalSet(value["general"]),
  });
}

/** Undefined where it is absent, not known yet, or not written as this release writes it: the role is then one of unknown permissions. */
export function readRolePermits(value: unknown): RolePermits | undefined {
  return containsUnknown(value) ? undefined : rolePermitsSchema.safeParse(value).data;
}

/** Single permissions, those under a condition included; patterns as they are, and old general permissions. */
export function permittedSingles({ permissions, conditional = [], general = [] }: RolePermits): string[] {
  const lines = [...permissions, ...conditional.map(({ permission }) => permission)];
  return [...lines.flatMap(expandCompact), ...general.filter(isGeneralForm)];
}
