/** Values that nobody knows yet: ids of things that a deployment is going to make, and values that follow from them. */

/** The text that the engine writes in place of such a value (`unknownValue` in @pulumi/pulumi/runtime/rpc.js). */
export const UNKNOWN_VALUE = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Such a value, and one that is not written as this release writes it. Rules never see it: evaluate.ts turns it into a refusal first. */
export const UNKNOWN = Symbol("unknown during preview");
export type Unknown = typeof UNKNOWN;

/** Every property, however deep, may be unknown. */
export type MaybeUnknown<T> = T extends object ? Unknown | { [K in keyof T]: MaybeUnknown<T[K]> } : T | Unknown;

/** The same, of something that is there itself. */
export type PartlyKnown<T> = { [K in keyof T]: MaybeUnknown<T[K]> };

/** True when the value or anything inside it is unknown. */
export function containsUnknown(value: unknown): boolean {
  if (value === UNKNOWN) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(containsUnknown);
}

/** The value, or something else where it is not known. */
export function known<T>(value: T | Unknown, otherwise: T): T {
  return value === UNKNOWN ? otherwise : value;
}
