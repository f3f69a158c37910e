/** A custom role that a stack creates. */
import type { AccessLevel } from "../values/accessLevel.ts";
import type { ConditionalPermission } from "../values/condition.ts";
import type { YamlPath } from "../values/yamlPath.ts";

export interface DesiredRole {
  readonly key: string;
  readonly path: YamlPath;
  readonly name: string;
  readonly description: string;
  readonly purpose?: string;
  readonly access: AccessLevel;
  /** Compact and sorted; those under a condition are in `conditional` instead. */
  readonly permissions: readonly string[];
  readonly conditional: readonly ConditionalPermission[];
  /** Single permissions of the above that the org lists and the catalogue does not; sorted. */
  readonly beyondCatalogue: readonly string[];
}
