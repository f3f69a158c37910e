/** One finding as text: the same sentence in the program's diagnostics and in the policy pack's violations. */

import type { LoadedSpec } from "../access/spec/loadSpec.ts";
import { printYamlPath } from "../access/spec/yamlPath.ts";
import type { Finding } from "./finding.ts";
import { pathOf } from "./position.ts";

/** `stacks/prod.yaml:14:9 roles.bi.permissions[0]: message Fix. (rule)`; without a spec the place is the path alone. */
export function printFinding(finding: Finding, spec?: LoadedSpec): string {
  const path = spec ? pathOf(finding, spec) : finding.path;
  const place = spec?.locate(path);
  const where = place ? `${place.file}:${place.line}:${place.column} ` : "";
  return `${where}${printYamlPath(path)}: ${finding.message} ${finding.fix} (${finding.rule})`;
}
