/** Grants: their roles and divisions must exist in the spec, and each role is granted once to a subject. */

import { quote } from "../../values/flaw.ts";
import { nearest } from "../../values/nearest.ts";
import { amongTexts, otherSpelling } from "../../values/otherSpelling.ts";
import type { YamlPath } from "../../values/yamlPath.ts";
import type { FlawAtPath } from "../problem.ts";
import { type PartialGrant, type PartialSpec, type Subject, subjectsOf } from "./subjects.ts";

export function grantFlaws(spec: PartialSpec): FlawAtPath[] {
  const roles = new Set(Object.keys(spec.roles ?? {}));
  const existing = new Set(
    Object.entries(spec.roles ?? {}).flatMap(([key, role]) => (role && "existing" in role ? [key] : [])),
  );
  const divisions = new Set(Object.keys(spec.divisions ?? {}));
  // A section of the wrong shape, or with a mistyped name, has its own problem; what it may define is not called missing.
  const known = (section: "roles" | "divisions") => !Object.hasOwn(spec, section) || spec[section] !== undefined;
  return subjectsOf(spec).flatMap((subject) => [
    ...subject.grants.flatMap(({ grant, path }) => [
      ...(known("roles") ? roleFlaws(grant, path, roles) : []),
      ...(subject.managedClient ? existingRoleFlaws(grant, path, existing) : []),
      ...(known("divisions") ? divisionFlaws(grant, path, divisions) : []),
    ]),
    ...repeatFlaws(subject),
  ]);
}

function roleFlaws({ role }: PartialGrant, path: YamlPath, roles: ReadonlySet<string>): FlawAtPath[] {
  if (role === undefined || roles.has(role)) return [];
  const spelling = otherSpelling("dangling-role", role, amongTexts(roles));
  if (spelling) return [{ ...spelling, path: [...path, "role"] }];
  const message = `the spec has no role ${quote(role)}`;
  return [
    {
      code: "dangling-role",
      message,
      nearest: nearest(role, roles),
      fix: "Define it under roles, or name another.",
      path: [...path, "role"],
    },
  ];
}

function existingRoleFlaws({ role }: PartialGrant, path: YamlPath, existing: ReadonlySet<string>): FlawAtPath[] {
  if (role === undefined || !existing.has(role)) return [];
  const message = `${quote(role)} is a role of the org that this spec does not control, so a client made here cannot be limited by it`;
  const fix = "Define a role with the permissions that the client needs.";
  return [{ code: "existing-role-on-managed-client", message, fix, path: [...path, "role"] }];
}

function divisionFlaws({ divisions }: PartialGrant, path: YamlPath, known: ReadonlySet<string>): FlawAtPath[] {
  if (!Array.isArray(divisions)) return [];
  return (divisions as readonly (string | undefined)[]).flatMap((key, index) => {
    if (key === undefined || known.has(key)) return [];
    const spelling = otherSpelling("dangling-division", key, amongTexts(known));
    if (spelling) return [{ ...spelling, path: [...path, "divisions", index] }];
    const message = `the spec has no division ${quote(key)}`;
    return [
      {
        code: "dangling-division",
        message,
        nearest: nearest(key, known),
        fix: divisionFix(key),
        path: [...path, "divisions", index],
      },
    ];
  });
}

function divisionFix(key: string): string {
  if (key === "all" || key === "*") return "Write `divisions: all`, without a list, and a justification.";
  if (/[*?]/.test(key)) return `Write a pattern as a selector: \`divisions: { match: ${quote(key)} }\`.`;
  return "Add it under divisions (`{}` if the org has it), or name another.";
}

function repeatFlaws({ grants }: Subject): FlawAtPath[] {
  const seen = new Set<string>();
  return grants.flatMap(({ grant: { role }, path }) => {
    if (role === undefined || !seen.has(role)) {
      if (role !== undefined) seen.add(role);
      return [];
    }
    const message = `the role ${quote(role)} is granted twice to one subject`;
    return [
      { code: "duplicate-grant", message, fix: "Write one grant with all its divisions.", path: [...path, "role"] },
    ];
  });
}
