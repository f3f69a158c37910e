/** Expectations must name things that exist: otherwise they would hold whatever the access is. */
import { permissionExists } from "../../catalogue/permissions.ts";
import { parseNeed } from "../../intent/need.ts";
import { isEndpointText } from "../../values/endpoint.ts";
import { type Flaw, quote } from "../../values/flaw.ts";
import { parseGrantType } from "../../values/grantType.ts";
import { nearest } from "../../values/nearest.ts";
import { amongTexts, otherSpelling } from "../../values/otherSpelling.ts";
import { expandCompact } from "../../values/permission.ts";
import type { YamlPath } from "../../values/yamlPath.ts";
import type { FlawAtPath } from "../problem.ts";
import { entriesOf, isManaged, type OrgKnows, type PartialManagedClient, type PartialSpec } from "./subjects.ts";

export function expectationFlaws(spec: PartialSpec, orgKnows: OrgKnows): FlawAtPath[] {
  const isKnown = knownPermissions(spec, orgKnows);
  const clients = entriesOf(spec.clients).flatMap(([key, client]) =>
    isManaged(client) ? clientFlaws(spec, client, ["clients", key], isKnown) : [],
  );
  return [...clients, ...onlyFlaws(spec, isKnown)];
}

/** An org can be newer than the catalogue: what a role of the file holds may be expected, and a rule judges whether it exists. */
function knownPermissions(spec: PartialSpec, orgKnows: OrgKnows): (permission: string) => boolean {
  const written = entriesOf(spec.roles).flatMap(([, role]) => (isManaged(role) ? (role.permissions ?? []) : []));
  const lines = written.map((line) => (typeof line === "object" ? line.permission : line));
  const singles = new Set(lines.flatMap((line) => (line === undefined ? [] : expandCompact(line))));
  return (permission) => permissionExists(permission) || singles.has(permission) || orgKnows(permission);
}

type Written = NonNullable<NonNullable<PartialManagedClient["can"]>[number]>;

function clientFlaws(
  spec: PartialSpec,
  client: PartialManagedClient,
  path: YamlPath,
  isKnown: (permission: string) => boolean,
): FlawAtPath[] {
  const seen = new Set<string>();
  return (["can", "cannot"] as const).flatMap((kind) => {
    const written = client[kind] ?? [];
    const grantType = client.grantType === undefined ? undefined : parseGrantType(client.grantType);
    if (written.length > 0 && grantType && grantType !== "CLIENT-CREDENTIALS") {
      return [{ ...userContext(grantType), path: [...path, kind], atKey: true }];
    }
    return written.flatMap((one, index) =>
      one === undefined ? [] : entryFlaws(spec, one, [...path, kind, index], isKnown, seen),
    );
  });
}

function entryFlaws(
  spec: PartialSpec,
  written: Written,
  path: YamlPath,
  isKnown: (permission: string) => boolean,
  seen: Set<string>,
): FlawAtPath[] {
  const { key, need, division } = partsOf(written);
  const flaws: FlawAtPath[] = [];
  const parsed = need === undefined ? undefined : parseNeed(need, isKnown);
  const isBad = parsed?.ok === false || (key === "permission" && need !== undefined && isEndpointText(need));
  // An endpoint under its own key is checked with the shape.
  if (isBad && key !== "endpoint") {
    const flaw = parsed?.ok === false ? parsed.flaw : operationAsPermission(need ?? "");
    flaws.push({ ...flaw, path: key === undefined ? path : [...path, key] });
  }
  if (division !== undefined && !knownDivision(spec, division)) {
    flaws.push({ ...missingDivision(spec, division), path: [...path, "in"] });
  }
  const same = JSON.stringify([parsed?.ok ? parsed.need.text : need, division]);
  if (need !== undefined && seen.has(same)) flaws.push({ ...repeated(need), path });
  seen.add(same);
  return flaws;
}

function partsOf(written: Written): { key?: "permission" | "endpoint"; need?: string; division?: string } {
  if (typeof written === "string") return { need: written };
  const { in: division } = written;
  const where = division == null ? {} : { division };
  if ("endpoint" in written) {
    return { key: "endpoint", ...(written.endpoint !== undefined && { need: written.endpoint }), ...where };
  }
  const { permission } = written as { readonly permission?: string | undefined };
  return { key: "permission", ...(permission !== undefined && { need: permission }), ...where };
}

function onlyFlaws(spec: PartialSpec, isKnown: (permission: string) => boolean): FlawAtPath[] {
  const seen = new Set<string>();
  return (spec.only ?? []).flatMap((entry, index): FlawAtPath[] => {
    const path = ["only", index];
    const permission = entry?.permission;
    const parsed = permission === undefined ? undefined : parseNeed(permission, isKnown);
    const subjects = (entry?.subjects ?? []).flatMap((subject, at) =>
      subject === undefined || knownSubject(spec, subject)
        ? []
        : [{ ...missingSubject(spec, subject), path: [...path, "subjects", at] }],
    );
    const isRepeated = permission !== undefined && seen.has(permission);
    if (permission !== undefined) seen.add(permission);
    return [
      ...(parsed?.ok === false ? [{ ...parsed.flaw, path: [...path, "permission"] }] : []),
      ...(parsed?.ok && parsed.need.operation
        ? [{ ...operationAsPermission(permission ?? ""), path: [...path, "permission"] }]
        : []),
      ...(isRepeated ? [{ ...repeated(permission), path }] : []),
      ...subjects,
    ];
  });
}

/** In a section of the wrong shape every key counts as known: the section may define it, so it cannot be called missing. */
function knownDivision(spec: PartialSpec, key: string): boolean {
  if (Object.hasOwn(spec, "divisions") && spec.divisions === undefined) return true;
  return Object.hasOwn(spec.divisions ?? {}, key);
}

const SECTIONS = ["clients", "users", "groups"] as const;

function knownSubject(spec: PartialSpec, subject: string): boolean {
  return SECTIONS.some((section) => {
    if (!subject.startsWith(`${section}.`)) return false;
    if (Object.hasOwn(spec, section) && spec[section] === undefined) return true;
    return Object.hasOwn(spec[section] ?? {}, subject.slice(section.length + 1));
  });
}

function missingDivision(spec: PartialSpec, key: string): Flaw {
  const spelling = otherSpelling("dangling-division", key, amongTexts(Object.keys(spec.divisions ?? {})));
  if (spelling) return spelling;
  return {
    code: "dangling-division",
    message: `the spec has no division ${quote(key)}`,
    nearest: nearest(key, Object.keys(spec.divisions ?? {})),
    fix: "Add it under divisions (`{}` if the org has it), or name another.",
  };
}

function missingSubject(spec: PartialSpec, subject: string): Flaw {
  const known = SECTIONS.flatMap((section) => Object.keys(spec[section] ?? {}).map((key) => `${section}.${key}`));
  const spelling = otherSpelling("dangling-subject", subject, amongTexts(known));
  if (spelling) return spelling;
  return {
    code: "dangling-subject",
    message: `the spec has no subject ${quote(subject)}`,
    nearest: nearest(subject, known),
    fix: "Write clients.<key>, users.<e-mail> or groups.<name> of this file.",
  };
}

function operationAsPermission(text: string): Flaw {
  const message = `${quote(text)} is an operation, and a permission belongs here`;
  return { code: "malformed-permission", message, fix: "Write domain:entity:action." };
}

function repeated(text: string): Flaw {
  const message = `something is expected of ${quote(text)} already`;
  return { code: "duplicate-expectation", message, fix: "Keep one of the two." };
}

function userContext(grantType: string): Flaw {
  const message = `nothing can be expected of a ${grantType} client: it acts with the roles of the user who signs in`;
  const fix = "Write an `only` for the permission, or remove the expectation.";
  return { code: "expectation-on-user-context", message, fix };
}
