/** Where a role is held, as a resource says it. */

import type { DesiredRoleDivisions, Ref } from "../resources/roleDivisions.ts";
import type { YamlPath } from "../values/yamlPath.ts";
import { isKnown, recordOf } from "./fromResources.values.ts";

/** What the division is called that a resource has under this key with this id; the id may be unknown. */
export type DivisionLabels = (key: string, id: unknown) => string;

/** A grant that says nothing about its divisions holds in a division of which nothing is known. */
export function readGrant(role: Ref, grant: unknown, path: YamlPath, labels: DivisionLabels): DesiredRoleDivisions {
  const divisions = recordOf(recordOf(grant)?.["divisions"]);
  const refs = Object.entries(divisions ?? { "(divisions not known yet)": undefined }).map(
    ([key, id]): [string, Ref] =>
      id === "*" ? ["*", { id: "*" }] : [labels(key, id), isKnown(id) ? { id } : { managed: key }],
  );
  return { path, role, divisions: Object.fromEntries(refs) };
}
