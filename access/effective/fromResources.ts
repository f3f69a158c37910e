/** The access that the resources of a stack stand for: as state holds them, or as the engine's events show them in a preview. */

import type { Spec } from "../language/spec.ts";
import type { DesiredAccess } from "../plan/desired.ts";
import type { DesiredClient } from "../resources/client.ts";
import type { DesiredGrant } from "../resources/grant.ts";
import { RESOURCE_TYPES } from "../resources/resourceTypes.ts";
import type { DesiredRole } from "../resources/role.ts";
import type { Ref } from "../resources/roleDivisions.ts";
import type { GrantType } from "../values/grantType.ts";
import { isPermissionLine } from "../values/permission.ts";
import { readSubjectType, subjectSection } from "../values/subject.ts";
import { compareText } from "../values/text.ts";
import { type DivisionLabels, readGrant } from "./fromResources.grants.ts";
import { grantPath } from "./fromResources.paths.ts";
import { type Inputs, isKnown, knownText, listOf, readConditional, recordOf, textOr } from "./fromResources.values.ts";

/** A resource of a stack: type token and inputs. */
export interface ResourceInputs {
  readonly type: string;
  readonly inputs: Inputs;
  /** Of a deployed client: when the org made it and its secret, ISO 8601. */
  readonly dateCreated?: string;
}

export interface ResourceContext {
  readonly stack: string;
  readonly organization: { readonly id: string; readonly name: string };
  /** What divisions are called: the same for both sides of a comparison. */
  readonly labels: DivisionLabels;
  /** The spec that the resources come from, where it is known: only places in the file are taken from it. */
  readonly spec?: Spec;
}

/**
 * Ids need not be known yet: keys join the resources. What is not known otherwise, or is not written as this release writes it, becomes a
 * role of unknown permissions or a division of its own: never nothing. Resources of other types are left out.
 */
export function desiredFromResources(resources: readonly ResourceInputs[], context: ResourceContext): DesiredAccess {
  const inputsOf = (type: string) => resources.flatMap((resource) => (resource.type === type ? [resource.inputs] : []));
  const roles = inputsOf(RESOURCE_TYPES.role).map(readRole);
  const doubtful = new Set(roles.flatMap(({ role, certain }) => (certain ? [] : [role.key])));
  return {
    stack: context.stack,
    organization: context.organization,
    development: false,
    divisions: inputsOf(RESOURCE_TYPES.division).map(readDivision).sort(byKey),
    roles: roles.map(({ role }) => role).sort(byKey),
    clients: inputsOf(RESOURCE_TYPES.client)
      .map((inputs) => readClient(inputs, doubtful, context))
      .sort((a, b) => byKey(a, b) || a.generation - b.generation),
    grants: inputsOf(RESOURCE_TYPES.grant)
      .flatMap((inputs) => readSubjectGrant(inputs, doubtful, context))
      .sort(byKey),
    expectations: [], // no resource carries them
  };
}

function byKey(a: { readonly key: string }, b: { readonly key: string }): number {
  return compareText(a.key, b.key);
}

function readDivision(inputs: Inputs): DesiredAccess["divisions"][number] {
  const key = knownText(inputs["divisionKey"]);
  return { key, path: ["divisions", key], name: textOr(inputs["name"], key), description: "" };
}

/** `certain` is false when something of what it permits is not known. */
function readRole(inputs: Inputs): { readonly role: DesiredRole; readonly certain: boolean } {
  const key = knownText(inputs["roleKey"]);
  const lines = listOf(inputs["permissions"]);
  const permissions = lines?.filter(isPermission) ?? [];
  const terms = listOf(inputs["conditional"] ?? []);
  const conditional = terms?.flatMap((term) => readConditional(term) ?? []) ?? [];
  // Old general permissions (`admin`) are no permissions of the catalogue; what they open is not known here.
  const general = listOf(inputs["generalPermissions"] ?? []);
  const role = {
    key,
    path: ["roles", key],
    name: textOr(inputs["name"], key),
    description: "",
    access: "read-only" as const,
    permissions,
    conditional,
    beyondCatalogue: [],
  };
  const certain = permissions.length === lines?.length && conditional.length === terms?.length && general?.length === 0;
  return { role, certain };
}

function isPermission(line: unknown): line is string {
  return isKnown(line) && isPermissionLine(line);
}

function readClient(inputs: Inputs, doubtful: ReadonlySet<string>, context: ResourceContext): DesiredClient {
  const key = knownText(inputs["clientKey"]);
  const held = recordOf(inputs["grants"]) ?? { [NOT_KNOWN]: {} };
  const grants = Object.entries(held).flatMap(([roleKey, grant]) =>
    withDoubt(roleKey, doubtful).map((role) => {
      const path = grantPath(context.spec, "clients", key, roleKey);
      return [role, readGrant(roleRef(role), grant, path, context.labels)] as const;
    }),
  );
  const scope = listOf(inputs["scope"] ?? []) ?? [undefined];
  const generation = inputs["generation"];
  return {
    key,
    path: ["clients", key],
    generation: typeof generation === "number" ? generation : 1,
    current: true, // which of several is, only the spec says
    name: textOr(inputs["name"], key),
    description: "",
    access: "read-only",
    authorizedGrantType: textOr(inputs["authorizedGrantType"], NOT_KNOWN) as GrantType,
    accessTokenValiditySeconds: 0,
    scope: scope.map((value) => textOr(value, NOT_KNOWN)),
    registeredRedirectUri: [],
    grants: Object.fromEntries(grants),
  };
}

const NOT_KNOWN = "(not known yet)";
/** What a refresh adds to the name of a role that somebody gave a client in the org (providers/oauthClient/grantsFromOrg.ts). */
const DRIFT = " (not in this stack)";

/** A role of the stack by its key; any other is known by its name only. */
function roleRef(roleKey: string): Ref {
  return roleKey.endsWith(DRIFT) || roleKey.endsWith(NOT_KNOWN) ? { id: roleKey } : { managed: roleKey };
}

/** A role that is known in part gives what is known, and something besides. */
function withDoubt(roleKey: string, doubtful: ReadonlySet<string>): string[] {
  return doubtful.has(roleKey) ? [roleKey, `${roleKey} ${NOT_KNOWN}`] : [roleKey];
}

function readSubjectGrant(inputs: Inputs, doubtful: ReadonlySet<string>, context: ResourceContext): DesiredGrant[] {
  const subjectType = readSubjectType(inputs["subjectType"]);
  const section = subjectSection(subjectType);
  const subjectKey = textOr(inputs["subjectKey"], knownText(inputs["subjectId"]));
  const roleKey = textOr(inputs["roleKey"], NOT_KNOWN);
  const existing = inputs["existingRole"];
  const path = grantPath(context.spec, section, subjectKey, roleKey);
  return withDoubt(roleKey, doubtful).map((role) => ({
    key: `${section}.${subjectKey}.${role}`,
    subjectType,
    subjectId: knownText(inputs["subjectId"]),
    subjectKey,
    roleKey: role,
    ...readGrant(
      existing === undefined ? roleRef(role) : { id: knownText(inputs["roleId"]) },
      inputs,
      path,
      context.labels,
    ),
    ...(existing !== undefined && { existingRole: textOr(existing, role) }),
  }));
}
