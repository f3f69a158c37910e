/** Grants as written -> roles and divisions by reference. Selectors are the costly part, and many clients share them: each is resolved once. */

import type { FlawAtPath } from "../language/problem.ts";
import type { SpecDivisions, SpecGrant } from "../language/spec.ts";
import type { DesiredGrant } from "../resources/grant.ts";
import type { DesiredRoleDivisions, Ref } from "../resources/roleDivisions.ts";
import { compareText } from "../values/text.ts";
import type { YamlPath } from "../values/yamlPath.ts";
import { type Divisions, type Resolved, resolveDivisions, type Select } from "./divisions.ts";

export interface ResolvedGrant extends DesiredRoleDivisions, Pick<DesiredGrant, "exclusive" | "order"> {
  readonly roleKey: string;
}

export interface GrantResolver {
  /** The grants of the subject at `path`, sorted by role key. One that cannot be resolved is left out and becomes a flaw. */
  resolve(grants: readonly SpecGrant[], path: YamlPath): ResolvedGrant[];
  readonly flaws: readonly FlawAtPath[];
}

export function grantResolver(
  roles: ReadonlyMap<string, Ref>,
  divisions: Divisions["byKey"],
  select: Select,
): GrantResolver {
  const flaws: FlawAtPath[] = [];
  const resolved = new Map<string, Resolved>();
  const divisionsOf = (written: SpecDivisions): Resolved => {
    const text = JSON.stringify(written);
    const result = resolved.get(text) ?? resolveDivisions(written, divisions, select);
    resolved.set(text, result);
    return result;
  };
  const resolveOne = (
    { role: roleKey, divisions: written, justification, exclusive, order }: SpecGrant,
    path: YamlPath,
  ): ResolvedGrant[] => {
    const role = roles.get(roleKey);
    const result = divisionsOf(written);
    if ("flaw" in result) flaws.push({ ...result.flaw, path: [...path, "divisions"] });
    if (!role || "flaw" in result) return [];
    return [
      {
        roleKey,
        path,
        role,
        divisions: result.refs,
        ...(justification !== undefined && { justification }),
        ...(result.home && { home: true }),
        ...(exclusive && { exclusive }),
        ...(order && { order }),
      },
    ];
  };
  return {
    flaws,
    resolve: (grants, path) =>
      grants
        .flatMap((grant, index) => resolveOne(grant, [...path, "grants", index]))
        .sort((a, b) => compareText(a.roleKey, b.roleKey)),
  };
}
