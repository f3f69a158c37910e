/** Roles of a spec: those that the stack creates, and what a role key stands for in a grant. */
import type { Condition, ConditionalPermission } from "../condition.ts";
import { compactPermissions, compareText } from "../permission.ts";
import { type Finding, quote } from "../spec/problem.ts";
import { isExisting, type Spec, type SpecManagedRole, type SpecPermission } from "../spec/spec.ts";
import type { DesiredRole, Ref } from "./desired.ts";
import type { OrgFacts } from "./orgFacts.ts";

/** Managed roles, sorted by key. */
export function desiredRoles(spec: Spec): DesiredRole[] {
  return Object.entries(spec.roles)
    .flatMap(([key, role]) => (isExisting(role) ? [] : [desiredRole(key, role)]))
    .sort((a, b) => compareText(a.key, b.key));
}

function desiredRole(key: string, { name, description, purpose, access, permissions }: SpecManagedRole): DesiredRole {
  return {
    key,
    path: ["roles", key],
    name,
    description: description ?? purpose ?? "",
    access,
    permissions: compactPermissions(permissions.filter((line) => typeof line === "string")),
    conditional: conditional(permissions),
  };
}

/** Sorted, each once: neither the order of the lines nor that inside a condition means anything. */
function conditional(permissions: readonly SpecPermission[]): ConditionalPermission[] {
  const byText = new Map<string, ConditionalPermission>();
  for (const line of permissions) {
    if (typeof line === "string") continue;
    const [permission = line.permission] = compactPermissions([line.permission]);
    const canonical = { permission, condition: sortCondition(line.condition) };
    byText.set(JSON.stringify(canonical), canonical);
  }
  return [...byText].sort(([a], [b]) => compareText(a, b)).map(([, line]) => line);
}

function sortCondition({ conjunction, terms }: Condition): Condition {
  const sorted = terms.map(({ variableName, operator, operands }) => ({
    variableName,
    operator,
    operands: sortByText(operands.map(({ type, value }) => ({ type, value }))),
  }));
  return { conjunction, terms: sortByText(sorted) };
}

function sortByText<T>(values: readonly T[]): T[] {
  return [...values].sort((a, b) => compareText(JSON.stringify(a), JSON.stringify(b)));
}

export interface RoleRefs {
  readonly byKey: ReadonlyMap<string, Ref>;
  readonly findings: readonly Finding[];
}

/** What each role key stands for; existing roles that the org lacks are findings, and missing here. */
export function roleRefs(spec: Spec, org: OrgFacts["roles"]): RoleRefs {
  const byKey = new Map<string, Ref>();
  const findings: Finding[] = [];
  for (const [key, role] of Object.entries(spec.roles)) {
    const matches = isExisting(role)
      ? org.filter(({ id, name }) => role.existing === name || role.existing.toLowerCase() === id)
      : [];
    const [found, ...more] = matches;
    if (!isExisting(role)) byKey.set(key, { managed: key });
    else if (found && more.length === 0) byKey.set(key, { id: found.id });
    else findings.push(missingRole(key, role.existing, matches.length));
  }
  return { byKey, findings };
}

function missingRole(key: string, existing: string, count: number): Finding {
  const path = ["roles", key, "existing"];
  if (count === 0) {
    const fix = "Write the name or id of a role of the org, or define the role here.";
    return { code: "role-not-found", message: `the org has no role ${quote(existing)}`, fix, path };
  }
  const message = `the org has ${count} roles with the name ${quote(existing)}`;
  return { code: "ambiguous-role", message, fix: "Write the id of the one that is meant.", path };
}
