/**
 * Values of a resource's inputs. States and events are data that another release, or a hand, may have written: what is not of the kind that
 * this release writes counts as unknown, never as nothing.
 */
import type { Raw } from "./resourceType.ts";
import { UNKNOWN, UNKNOWN_VALUE, type Unknown } from "./unknown.ts";

export function isKnownText(value: unknown): value is string {
  return typeof value === "string" && value !== UNKNOWN_VALUE;
}

export function text(value: unknown): string | Unknown {
  return isKnownText(value) ? value : UNKNOWN;
}

export function number(value: unknown): number | Unknown {
  return typeof value === "number" ? value : UNKNOWN;
}

export function flag(value: unknown): boolean | Unknown {
  return typeof value === "boolean" ? value : UNKNOWN;
}

export function list<T>(value: unknown, read: (element: unknown) => T): T[] | Unknown {
  return Array.isArray(value) ? Array.from(value, read) : UNKNOWN;
}

export function record(value: unknown): Raw | Unknown {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Raw) : UNKNOWN;
}

/** The same record with each value read. */
export function recordOf<T>(value: unknown, read: (value: unknown, key: string) => T): Record<string, T> | Unknown {
  const values = record(value);
  if (values === UNKNOWN) return UNKNOWN;
  return Object.fromEntries(Object.entries(values).map(([key, one]) => [key, read(one, key)]));
}

/** `{ key: value }` for an input that may be absent, `{}` where it is. */
export function optional<Key extends string, T>(
  inputs: Raw,
  key: Key,
  read: (value: unknown) => T,
): { readonly [K in Key]?: T } {
  const value = inputs[key];
  return value === undefined || value === null ? {} : ({ [key]: read(value) } as { readonly [K in Key]: T });
}
