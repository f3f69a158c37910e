/** Values of a resource's inputs. State and events are data that another release, or a hand, may have written. */
import { z } from "zod";
import { UNKNOWN_VALUE } from "../resources/resourceTypes.ts";
import { type ConditionalPermission, conditionSchema } from "../values/condition.ts";

export type Inputs = Readonly<Record<string, unknown>>;

export function isKnown(value: unknown): value is string {
  return typeof value === "string" && value !== UNKNOWN_VALUE;
}

export function textOr(value: unknown, otherwise: string): string {
  return isKnown(value) ? value : otherwise;
}

export function knownText(value: unknown): string {
  return textOr(value, "(not known yet)");
}

export function listOf(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) ? value : undefined;
}

export function recordOf(value: unknown): Inputs | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Inputs) : undefined;
}

const known = z.string().refine(isKnown);
const conditional = z.object({ permission: known, condition: conditionSchema(known) });

/** Undefined where a part is not known, or is none of this release's. */
export function readConditional(value: unknown): ConditionalPermission | undefined {
  return conditional.safeParse(value).data;
}
