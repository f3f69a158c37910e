/** Inputs and states are JSON that somebody else stored: their shape is looked at once, here. */
import type { z } from "zod";
import type { Raw } from "../access/resources/resourceType.ts";
import { UNKNOWN_VALUE } from "../access/resources/unknown.ts";
import { ProviderError } from "./providerError.ts";

export interface ShapeFailure {
  readonly property: string;
  readonly reason: string;
}

/** The failures in the shape of inputs; values that are not known yet cannot fail. */
export function checkShape(schema: z.ZodType, inputs: Raw): ShapeFailure[] {
  const issues = schema.safeParse(inputs).error?.issues ?? [];
  return issues
    .filter(({ path }) => !isUnknownAt(inputs, path))
    .map(({ path, message }) => ({
      property: path.join("."),
      reason: isMissingAt(inputs, path) ? missing(inputs, path) : message,
    }));
}

/** `up --target` makes a client, and not the role that its grants need: the engine then hands over grants without the role's id. */
function missing(inputs: Raw, path: readonly PropertyKey[]): string {
  if (path.at(-1) !== "roleId") return "it has no value. Give it one.";
  const role = String(path.at(-2) ?? inputs["roleKey"]);
  return (
    `the role "${role}" is not made yet, and this update leaves it out. ` +
    `Name it beside what needs it, --target "**Role::${role}", or run the update without --target.`
  );
}

/** @throws ProviderError that names the properties, never their values: one of them is a secret */
export function parseState<T>(schema: z.ZodType<T>, raw: Raw): T {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const what = parsed.error.issues
    .map(({ path, message }) => `${path.join(".") || "properties"}: ${message}`)
    .join("; ");
  throw new ProviderError(
    `The properties of this resource are not understood: ${what}. Restore the state from its last good version.`,
  );
}

function isMissingAt(inputs: Raw, path: readonly PropertyKey[]): boolean {
  const value = path.reduce<unknown>(
    (holder, key) =>
      typeof holder === "object" && holder !== null ? (holder as Record<PropertyKey, unknown>)[key] : holder,
    inputs,
  );
  return value === undefined;
}

/** True when the value there, or one that should contain it, is the sentinel. */
function isUnknownAt(inputs: Raw, path: readonly PropertyKey[]): boolean {
  let value: unknown = inputs;
  for (const key of path) {
    if (value === UNKNOWN_VALUE) return true;
    if (typeof value !== "object" || value === null) return false;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value === UNKNOWN_VALUE;
}
