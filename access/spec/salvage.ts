/**
 * Takes out of a spec what has the wrong shape, so that the checks that follow still see the rest and one run finds all problems.
 */
import type { FlatIssue } from "./shapeFindings.ts";
import type { YamlPath } from "./yamlPath.ts";

/** A value of which any part may be missing; what is there has the right type. */
export type Salvaged<T> = T extends readonly (infer Item)[]
  ? readonly (Salvaged<Item> | undefined)[]
  : T extends object
    ? { readonly [Key in keyof T]?: Salvaged<T[Key]> | undefined }
    : T;

/** A copy in which each faulty value is `undefined` (its key and its place in a list stay) and unknown keys are gone. */
export function salvage(value: unknown, issues: readonly FlatIssue[]): unknown {
  return issues.length === 0 ? value : prune(value, faultyPaths(issues));
}

interface Faulty {
  readonly inner: Map<string, Faulty>;
  /** `drop` takes the key away, `clear` sets the value to undefined. */
  action?: "drop" | "clear";
}

function faultyPaths(issues: readonly FlatIssue[]): Faulty {
  const root: Faulty = { inner: new Map() };
  for (const { issue, path } of issues) {
    if (issue.code !== "unrecognized_keys") at(root, path).action = "clear";
    else for (const key of issue.keys) at(root, [...path, key]).action = "drop";
  }
  return root;
}

function at(root: Faulty, path: YamlPath): Faulty {
  return path.reduce<Faulty>((node, part) => {
    const next = node.inner.get(String(part)) ?? { inner: new Map() };
    node.inner.set(String(part), next);
    return next;
  }, root);
}

function prune(value: unknown, faulty: Faulty | undefined): unknown {
  if (!faulty) return value;
  if (faulty.action === "clear") return undefined;
  if (Array.isArray(value)) return value.map((item, index) => prune(item, faulty.inner.get(String(index))));
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => faulty.inner.get(key)?.action !== "drop");
  return Object.fromEntries(kept.map(([key, inner]) => [key, prune(inner, faulty.inner.get(key))]));
}
