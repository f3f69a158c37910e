/** Inputs of a resource as plain values. A value that the engine does not know yet, or does not show, is UNKNOWN: a rule that reads it refuses. */
import { UnknownValueError } from "@pulumi/policy";
import type { Raw } from "../access/resources/resourceType.ts";
import { UNKNOWN } from "../access/resources/unknown.ts";

/** A plain copy of what the engine sent; the SDK's proxy throws on reading an unknown, and that becomes UNKNOWN. */
export function plainInputs(inputs: Raw): Raw {
  return copy(inputs) as Raw;
}

function copy(value: unknown): unknown {
  if (Array.isArray(value)) return Array.from({ length: value.length }, (_, index) => read(value, index));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.keys(value).map((key) => [key, read(value as Raw, key)]));
}

function read(container: object, key: string | number): unknown {
  try {
    return copy((container as Record<string | number, unknown>)[key]);
  } catch (error) {
    if (error instanceof UnknownValueError) return UNKNOWN;
    throw error;
  }
}
