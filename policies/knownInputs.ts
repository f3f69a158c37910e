/** Inputs of a resource as plain values. What the engine does not know yet, or does not show, is UNKNOWN: a rule that reads it refuses. */
import { UnknownValueError } from "@pulumi/policy";
import { UNKNOWN } from "./facts.ts";

export type Inputs = Readonly<Record<string, unknown>>;

/** A plain copy of what the engine sent; the SDK's proxy throws on reading an unknown, and that becomes UNKNOWN. */
export function plainInputs(inputs: Inputs): Inputs {
  return copy(inputs) as Inputs;
}

/** The value of an input that every release has written. */
export function required(inputs: Inputs, key: string): unknown {
  return inputs[key] ?? UNKNOWN;
}

/** `{ key: value }` for an input that may be absent, `{}` where it is. */
export function optional(inputs: Inputs, key: string): Inputs {
  const value = inputs[key];
  return value === undefined || value === null ? {} : { [key]: value };
}

/** The map behind a key; UNKNOWN where it is not known or is no map. */
export function mapOf(value: unknown): Inputs | typeof UNKNOWN {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Inputs) : UNKNOWN;
}

function copy(value: unknown): unknown {
  if (Array.isArray(value)) return Array.from({ length: value.length }, (_, index) => read(value, index));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.keys(value).map((key) => [key, read(value as Inputs, key)]));
}

function read(container: object, key: string | number): unknown {
  try {
    return copy((container as Record<string | number, unknown>)[key]);
  } catch (error) {
    if (error instanceof UnknownValueError) return UNKNOWN;
    throw error;
  }
}
