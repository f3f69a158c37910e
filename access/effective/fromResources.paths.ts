/** The place in the YAML of what a resource carries. */

import type { Spec } from "../language/spec.ts";
import type { SubjectSection } from "../values/subject.ts";
import type { YamlPath } from "../values/yamlPath.ts";

/** The grant of a role to a subject; without a spec, or where it has none such, the subject's grants. */
export function grantPath(spec: Spec | undefined, section: SubjectSection, key: string, roleKey: string): YamlPath {
  const grants = ownGrants(spec, section, key);
  const index = grants.findIndex(({ role }) => role === roleKey);
  return [section, key, "grants", ...(index < 0 ? [] : [index])];
}

function ownGrants(spec: Spec | undefined, section: SubjectSection, key: string) {
  return spec && Object.hasOwn(spec[section], key) ? (spec[section][key]?.grants ?? []) : [];
}
