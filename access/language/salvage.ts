/**
 * Takes out of a spec what has the wrong shape, so that the checks that follow still see the rest and one run finds all problems.
 */

import type { YamlPath } from "../values/yamlPath.ts";
import { type FlatIssue, meantKeys } from "./shapeFlaws.ts";

/** A value of which any part may be missing; what is there has the right type. */
export type Salvaged<T> = T extends readonly (infer Item)[]
  ? readonly (Salvaged<Item> | undefined)[]
  : T extends object
    ? { readonly [Key in keyof T]?: Salvaged<T[Key]> | undefined }
    : T;

/**
 * A copy in which each flawed value is `undefined` (its key and its place in a list stay) and unknown keys are gone; the key that an unknown one
 * was probably meant to be is there with `undefined`, so that nobody calls it missing.
 */
export function salvage(value: unknown, issues: readonly FlatIssue[]): unknown {
  return issues.length === 0 ? value : prune(value, flawedPaths(issues));
}

interface Flawed {
  readonly inner: Map<string, Flawed>;
  /** `drop` takes the key away, `clear` sets the value to undefined, `meant` adds the key with undefined where it is not there. */
  action?: "drop" | "clear" | "meant";
}

function flawedPaths(issues: readonly FlatIssue[]): Flawed {
  const root: Flawed = { inner: new Map() };
  for (const { issue, path } of issues) {
    if (issue.code !== "unrecognized_keys") at(root, path).action = "clear";
    else for (const key of issue.keys) markUnknown(root, path, key, meantKeys(key, issue)[0]);
  }
  return root;
}

function markUnknown(root: Flawed, path: YamlPath, key: string, meant: string | undefined): void {
  at(root, [...path, key]).action = "drop";
  if (meant !== undefined) at(root, [...path, meant]).action ??= "meant";
}

function at(root: Flawed, path: YamlPath): Flawed {
  return path.reduce<Flawed>((node, part) => {
    const next = node.inner.get(String(part)) ?? { inner: new Map() };
    node.inner.set(String(part), next);
    return next;
  }, root);
}

function prune(value: unknown, flawed: Flawed | undefined): unknown {
  if (!flawed) return value;
  if (flawed.action === "clear") return undefined;
  if (Array.isArray(value)) return value.map((item, index) => prune(item, flawed.inner.get(String(index))));
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => flawed.inner.get(key)?.action !== "drop");
  const meant = [...flawed.inner].filter(([key, { action }]) => action === "meant" && !Object.hasOwn(value, key));
  return Object.fromEntries([
    ...kept.map(([key, inner]) => [key, prune(inner, flawed.inner.get(key))]),
    ...meant.map(([key]) => [key, undefined]),
  ]);
}
