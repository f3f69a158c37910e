/** Finds the line of the spec that a finding is about. */
import { expandCompact } from "../access/permission.ts";
import type { LoadedSpec } from "../access/spec/loadSpec.ts";
import type { Position } from "../access/spec/problem.ts";
import type { YamlPath } from "../access/spec/yamlPath.ts";
import type { Finding } from "./finding.ts";

/** The finding's own path, and the item of the list that holds the finding's atom where it points at a list. */
export function pathOf({ path, atom }: Pick<Finding, "path" | "atom">, spec: LoadedSpec): YamlPath {
  const list = valueAt(spec.value, path);
  if (!Array.isArray(list)) return path;
  const index = list.findIndex((item) => holds(item, atom));
  return index >= 0 ? [...path, index] : path;
}

export function positionOf(finding: Pick<Finding, "path" | "atom">, spec: LoadedSpec): Position {
  return spec.locate(pathOf(finding, spec));
}

function holds(item: unknown, atom: string): boolean {
  if (typeof item === "string") return item === atom || expandCompact(item).includes(atom);
  if (typeof item !== "object" || item === null) return false;
  const { permission, role } = item as { permission?: unknown; role?: unknown };
  if (typeof permission === "string") return expandCompact(permission).includes(atom);
  // The atom of a grant is its role key, or `role key/permission`.
  return typeof role === "string" && (atom === role || atom.startsWith(`${role}/`));
}

function valueAt(value: unknown, path: YamlPath): unknown {
  return path.reduce<unknown>(
    (inner, part) =>
      typeof inner === "object" && inner !== null ? (inner as Record<string | number, unknown>)[part] : undefined,
    value,
  );
}
