/** One finding as text: the same sentence in the program's diagnostics and in the policy pack's violations. */

import type { LoadedSpec } from "../access/language/loadSpec.ts";
import { printYamlPath } from "../access/values/yamlPath.ts";
import type { Finding } from "./finding.ts";
import { pathOf } from "./position.ts";
import type { Waiver } from "./waivers.ts";

/**
 * `stacks/prod.yaml:14:9 roles.bi.permissions[0]: message Fix. [rule/role/bi/atom]`; without a spec the place is the path alone. The text
 * in brackets is the finding's id: a waiver names it.
 */
export function printFinding(finding: Finding, spec?: LoadedSpec): string {
  return lineOf(finding, spec, `${finding.message} ${finding.fix}`);
}

/** One line for each finding; what several of one rule ask for is said once, below them. */
export function printTogether(findings: readonly Finding[], spec?: LoadedSpec): string[] {
  const groups = Map.groupBy(findings, ({ rule, fix }) => `${rule}\n${fix}`);
  return [...groups.values()].flatMap((group) => {
    const [first, ...more] = group;
    if (!first || more.length === 0) return group.map((finding) => printFinding(finding, spec));
    const lines = group.map((finding) => lineOf(finding, spec, finding.message));
    return [...lines, `  for each of these ${group.length} (${first.rule}): ${first.fix}`];
  });
}

function lineOf(finding: Finding, spec: LoadedSpec | undefined, text: string): string {
  const path = spec ? pathOf(finding, spec) : finding.path;
  const place = spec?.locate(path);
  const where = place ? `${place.file}:${place.line}:${place.column} ` : "";
  const what = path.length > 0 ? `${printYamlPath(path)}: ` : "";
  return `${where}${what}${text} [${finding.id}]`;
}

/** `waived until 2027-03-31 by owner: reason; stacks/prod.yaml:14:9 …`: a waived finding stays in sight. */
export function printWaived(finding: Finding, { expires, owner, reason }: Waiver, spec?: LoadedSpec): string {
  return `waived until ${expires} by ${owner} (${reason.trim().replace(/[.]$/, "")}): ${printFinding(finding, spec)}`;
}
