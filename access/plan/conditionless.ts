/** Conditions on permissions that take none: the org would refuse the role, or give the permission without its limit. */
import type { FlawAtPath } from "../language/problem.ts";
import { isConditional, isExisting, type Spec, type SpecPermission } from "../language/spec.ts";
import { quote } from "../values/flaw.ts";
import { expandCompact } from "../values/permission.ts";
import type { OrgFacts } from "./orgFacts.ts";

/** The single permissions that stand under a condition. */
export function conditionalSingles(permissions: readonly SpecPermission[]): string[] {
  return permissions.flatMap((line) => (isConditional(line) ? expandCompact(line.permission) : []));
}

/** Every line under a condition of which the org says that it takes none. Without the org's own list nothing is said. */
export function conditionlessFlaws(spec: Spec, conditionless: OrgFacts["conditionless"]): FlawAtPath[] {
  if (!conditionless) return [];
  return Object.entries(spec.roles).flatMap(([key, role]) =>
    isExisting(role)
      ? []
      : role.permissions.flatMap((line, index): FlawAtPath[] => {
          const none = conditionalSingles([line]).filter((single) => conditionless.has(single));
          if (none.length === 0) return [];
          const names = none.map(quote).join(" and ");
          const message = `the org takes no condition on ${names} (allowsConditions is false there), so that nothing would limit it`;
          const fix = "Remove the condition if all of it is meant, or the permission.";
          return [
            { code: "condition-not-allowed", message, fix, path: ["roles", key, "permissions", index, "condition"] },
          ];
        }),
  );
}
