/**
 * One form for each set of inputs, so that equal access is equal text: sorted, without repeats, without undefined.
 * Runs in `check`, where a preview puts a sentinel wherever a value is not known yet.
 */

import { type ConditionalPermission, mergeConditional } from "../values/condition.ts";
import { compactPermissions, isPermissionLine } from "../values/permission.ts";
import { compareText, sortedOnce } from "../values/text.ts";
import { fitDescription } from "./marker.ts";
import type { Raw } from "./resourceType.ts";
import { UNKNOWN_VALUE } from "./unknown.ts";

/** A set of texts; anything else, the sentinel included, is given back as it is. */
export function canonicalSet(value: unknown): unknown {
  return isTexts(value) ? sortedOnce(value) : value;
}

/** The same for a set that is left out where it is empty. */
export function canonicalOptionalSet(value: unknown): unknown {
  return Array.isArray(value) && value.length === 0 ? undefined : canonicalSet(value);
}

/** Compact permission lines. Elements that are no permission (the sentinel) stay, at the end. */
export function canonicalPermissions(value: unknown): unknown {
  if (!isTexts(value)) return value;
  return [
    ...compactPermissions(value.filter(isPermissionLine)),
    ...sortedOnce(value.filter((text) => !isPermissionLine(text))),
  ];
}

/** One line per entity and condition, whatever way the terms were ordered. Values with the sentinel inside stay as they are. */
export function canonicalConditional(value: unknown): unknown {
  if (!Array.isArray(value) || JSON.stringify(value).includes(UNKNOWN_VALUE)) return value;
  return mergeConditional(value as readonly ConditionalPermission[]);
}

/** The text as far as it fits beside the marker; none is the empty text, as in the API. What the stack took over has no marker. */
export function canonicalDescription(text: unknown, managedBy: unknown, adopted: unknown): unknown {
  if (adopted !== undefined && adopted !== null) return text ?? "";
  return typeof text === "string" && typeof managedBy === "string" ? fitDescription(text, managedBy) : (text ?? "");
}

/** A statement that is kept only where it is true (or not known yet): false is what leaving it out says. */
export function canonicalFlag(value: unknown): unknown {
  return value === false ? undefined : value;
}

/** `{ legalBasis?, nativeMasking? }`; undefined when it says nothing. */
export function canonicalDataProtection(value: unknown): unknown {
  if (!isRecord(value)) return value;
  const said = defined({ legalBasis: value["legalBasis"], nativeMasking: canonicalFlag(value["nativeMasking"]) });
  return Object.keys(said).length > 0 ? said : undefined;
}

export function canonicalRecord(value: unknown): unknown {
  return isRecord(value) ? mapSorted(value, (entry) => entry) : value;
}

/** Without the keys whose value is undefined or null: absent, undefined and null mean the same. */
export function defined(values: Raw): Raw {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== null));
}

/** Keys sorted, each value changed. */
export function mapSorted(values: Raw, change: (value: unknown) => unknown): Raw {
  const entries = Object.entries(values).sort(([a], [b]) => compareText(a, b));
  return defined(Object.fromEntries(entries.map(([key, value]) => [key, change(value)])));
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((element) => typeof element === "string");
}

export function isRecord(value: unknown): value is Raw {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
