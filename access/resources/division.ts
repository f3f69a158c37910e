/** A division that a stack creates. */
import type { YamlPath } from "../values/yamlPath.ts";

export interface DesiredDivision {
  readonly key: string;
  readonly path: YamlPath;
  readonly name: string;
  readonly description: string;
}
