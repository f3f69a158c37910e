/** Looks up grants, roles and clients as the spec writes them, at the place that a plan was made from. */
import type { Spec, SpecDivisions, SpecManagedClient, SpecRole } from "../language/spec.ts";
import type { SubjectSection } from "../values/subject.ts";
import type { YamlPath } from "../values/yamlPath.ts";

/** The `divisions` of the grant at a path; undefined where the spec has no such grant. */
export function writtenDivisions(spec: Spec, [section, key, , index]: YamlPath): SpecDivisions | undefined {
  if (section !== "clients" && section !== "users" && section !== "groups") return undefined;
  const subject = own(spec[section], String(key));
  return typeof index === "number" ? subject?.grants[index]?.divisions : undefined;
}

export function writtenRole(spec: Spec, key: string): SpecRole | undefined {
  return own(spec.roles, key);
}

/** A client that the stack makes. */
export function writtenClient(spec: Spec, key: string): SpecManagedClient | undefined {
  const client = own(spec.clients, key);
  return client && "grantType" in client ? client : undefined;
}

/** The path of the grant of a role to a subject; without a spec, or where the spec has no such grant, the path of the subject's grants. */
export function grantPath(spec: Spec | undefined, section: SubjectSection, key: string, roleKey: string): YamlPath {
  const grants = (spec && own(spec[section], key)?.grants) ?? [];
  const index = grants.findIndex(({ role }) => role === roleKey);
  return [section, key, "grants", ...(index < 0 ? [] : [index])];
}

/** Keys come from a file: `constructor` is a name like any other. */
function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
