/** The place in the YAML of what a resource carries. */

import type { Spec } from "../language/spec.ts";
import type { YamlPath } from "../language/yamlPath.ts";
import type { SubjectType } from "../plan/desired.ts";

type Section = "clients" | "groups" | "users";

const SECTIONS: Readonly<Record<SubjectType, Section>> = {
  PC_USER: "users",
  PC_GROUP: "groups",
  PC_OAUTH_CLIENT: "clients",
};

export function grantSection(type: SubjectType): Section {
  return SECTIONS[type];
}

/** Anything else than a subject type counts as a user, as in the API, whose default that is. */
export function subjectTypeOf(value: unknown): SubjectType {
  return typeof value === "string" && Object.hasOwn(SECTIONS, value) ? (value as SubjectType) : "PC_USER";
}

/** The grant of a role to a subject; without a spec, or where it has none such, the subject's grants. */
export function grantPath(spec: Spec | undefined, section: Section, key: string, roleKey: string): YamlPath {
  const grants = ownGrants(spec, section, key);
  const index = grants.findIndex(({ role }) => role === roleKey);
  return [section, key, "grants", ...(index < 0 ? [] : [index])];
}

function ownGrants(spec: Spec | undefined, section: Section, key: string) {
  return spec && Object.hasOwn(spec[section], key) ? (spec[section][key]?.grants ?? []) : [];
}
