/** Finds the line of the spec that a finding is about. */
import { originOf } from "../access/intent/roleIntent.ts";
import type { LoadedSpec } from "../access/language/loadSpec.ts";
import type { Position } from "../access/language/problem.ts";
import { isExisting } from "../access/language/spec.ts";
import { expandCompact } from "../access/values/permission.ts";
import type { YamlPath } from "../access/values/yamlPath.ts";
import type { Finding } from "./finding.ts";

/** The finding's own path, and the item of the list that holds the finding's atom where it points at a list. */
export function pathOf({ path, atom }: Pick<Finding, "path" | "atom">, spec: LoadedSpec): YamlPath {
  const list = valueAt(spec.value, path);
  if (!Array.isArray(list)) return path;
  const index = list.findIndex((item) => holds(item, atom));
  return index >= 0 ? [...path, index] : (derivedPath(path, atom, spec) ?? path);
}

/** A permission that no line lists comes from the role's profile or from one of its endpoints. */
function derivedPath(path: YamlPath, atom: string, spec: LoadedSpec): YamlPath | undefined {
  const [section, key, list] = path;
  const role = section === "roles" && list === "permissions" ? spec.value.roles[String(key)] : undefined;
  const origin = role && !isExisting(role) ? originOf(role, atom) : undefined;
  return origin && [...path.slice(0, -1), ...origin];
}

export function positionOf(finding: Pick<Finding, "path" | "atom">, spec: LoadedSpec): Position {
  return spec.locate(pathOf(finding, spec));
}

function holds(item: unknown, atom: string): boolean {
  if (typeof item === "string") return item === atom || expandCompact(item).includes(atom);
  if (typeof item !== "object" || item === null) return false;
  const { permission, role } = item as { permission?: unknown; role?: unknown };
  // The atom of a condition is the permission and, behind a colon and a blank, what the condition says.
  if (typeof permission === "string") {
    return expandCompact(permission).some((single) => atom === single || atom.startsWith(`${single}: `));
  }
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
