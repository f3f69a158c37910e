/** The access that the resources of a stack stand for: as state holds them, or as the engine's events show them in a preview. */
import { isGeneralForm } from "../catalogue/generalPermissions.ts";
import type { Spec } from "../language/spec.ts";
import type { DesiredAccess } from "../plan/desired.ts";
import { CLIENT, type DesiredClient } from "../resources/client.ts";
import { type DesiredDivision, DIVISION } from "../resources/division.ts";
import { type DesiredGrant, GRANT, grantKey } from "../resources/grant.ts";
import { list, text } from "../resources/read.ts";
import type { Raw, ResourceInputs } from "../resources/resourceType.ts";
import { type DesiredRole, ROLE } from "../resources/role.ts";
import { roleRef } from "../resources/roleDivisions.ts";
import { readRolePermits } from "../resources/rolePermits.ts";
import { NOT_KNOWN } from "../resources/texts.ts";
import { containsUnknown, known, type MaybeUnknown, UNKNOWN } from "../resources/unknown.ts";
import type { ConditionalPermission } from "../values/condition.ts";
import type { GrantType } from "../values/grantType.ts";
import { isPermissionLine } from "../values/permission.ts";
import { subjectSection } from "../values/subject.ts";
import { compareText } from "../values/text.ts";
import { type DivisionLabels, labelledDivisions } from "./fromResources.grants.ts";
import { grantPath } from "./written.ts";

export interface ResourceContext {
  readonly stack: string;
  readonly organization: { readonly id: string; readonly name: string };
  /** Names of the divisions: the same for both sides of a comparison. */
  readonly labels: DivisionLabels;
  /** The spec that the resources come from, where it is known: only places in the file are taken from it. */
  readonly spec?: Spec;
}

/**
 * Ids need not be known yet: keys join the resources. What is not known otherwise, or is not written as this release writes it, becomes a
 * role of unknown permissions or a division of its own: never nothing. Resources of other types are left out.
 */
export function desiredFromResources(resources: readonly ResourceInputs[], context: ResourceContext): DesiredAccess {
  const inputsOf = ({ token }: { readonly token: string }) =>
    resources.flatMap((resource) => (resource.type === token ? [resource.inputs] : []));
  const roles = inputsOf(ROLE).map(readRole);
  const doubtful = new Set(roles.flatMap(({ role, certain }) => (certain ? [] : [role.key])));
  return {
    stack: context.stack,
    organization: context.organization,
    development: false,
    divisions: inputsOf(DIVISION).map(readDivision).sort(byKey),
    roles: roles.map(({ role }) => role).sort(byKey),
    clients: inputsOf(CLIENT)
      .map((inputs) => readClient(inputs, doubtful, context))
      .sort((a, b) => byKey(a, b) || a.generation - b.generation),
    grants: inputsOf(GRANT)
      .flatMap((inputs) => readSubjectGrant(inputs, doubtful, context))
      .sort(byKey),
    expectations: [], // no resource carries them
  };
}

function byKey(a: { readonly key: string }, b: { readonly key: string }): number {
  return compareText(a.key, b.key);
}

function readDivision(inputs: Raw): DesiredDivision {
  const division = DIVISION.toDesired(inputs);
  const key = known(division.key, NOT_KNOWN);
  return { key, path: ["divisions", key], name: known(division.name, key), description: "" };
}

/** `certain` is false when something of what it permits is not known. */
function readRole(inputs: Raw): { readonly role: DesiredRole; readonly certain: boolean } {
  const shown = ROLE.toDesired(inputs);
  const key = known(shown.key, NOT_KNOWN);
  const lines = known(shown.permissions, [UNKNOWN]);
  const permissions = lines.filter((line) => line !== UNKNOWN && isPermissionLine(line)) as string[];
  const terms = known(shown.conditional, [UNKNOWN]);
  const conditional = terms.filter((line) => !containsUnknown(line)) as ConditionalPermission[];
  // An old general permission (`admin`) is an item of its own, which says by its risk that it opens anything.
  const general = list(inputs["generalPermissions"] ?? [], text);
  const flags = known(general, [UNKNOWN]).flatMap((one) => (one !== UNKNOWN && isGeneralForm(one) ? [one] : []));
  const role = {
    key,
    path: ["roles", key],
    name: known(shown.name, key),
    description: "",
    access: "read-only" as const,
    permissions,
    conditional,
    beyondCatalogue: [],
    general: flags,
  };
  const certain =
    permissions.length === lines.length &&
    conditional.length === terms.length &&
    general !== UNKNOWN &&
    flags.length === general.length;
  return { role, certain };
}

function readClient(inputs: Raw, doubtful: ReadonlySet<string>, context: ResourceContext): DesiredClient {
  const client = CLIENT.toDesired(inputs);
  const key = known(client.key, NOT_KNOWN);
  const grants = Object.entries(known(client.grants, { [NOT_KNOWN]: UNKNOWN })).flatMap(([roleKey, grant]) =>
    withDoubt(roleKey, doubtful).map((role) => {
      const path = grantPath(context.spec, "clients", key, roleKey);
      const divisions = labelledDivisions(grant, context.labels);
      return [role, { path, role: roleRef(role), divisions, ...reasonOf(grant) }] as const;
    }),
  );
  return {
    key,
    path: ["clients", key],
    generation: known(client.generation, 1),
    current: true,
    name: known(client.name, key),
    description: "",
    access: "read-only",
    authorizedGrantType: known(client.authorizedGrantType, NOT_KNOWN as GrantType),
    accessTokenValiditySeconds: 0,
    scope: known(client.scope, [UNKNOWN]).map((scope) => known(scope, NOT_KNOWN)),
    registeredRedirectUri: [],
    grants: Object.fromEntries(grants),
  };
}

/** A role that is known in part gives what is known, and something besides. */
function withDoubt(roleKey: string, doubtful: ReadonlySet<string>): string[] {
  return doubtful.has(roleKey) ? [roleKey, `${roleKey} ${NOT_KNOWN}`] : [roleKey];
}

/** The justification, where it is known. */
function reasonOf(grant: MaybeUnknown<{ readonly justification?: MaybeUnknown<string> }>): {
  readonly justification?: string;
} {
  const justification = grant === UNKNOWN ? undefined : grant.justification;
  return typeof justification === "string" ? { justification } : {};
}

function readSubjectGrant(inputs: Raw, doubtful: ReadonlySet<string>, context: ResourceContext): DesiredGrant[] {
  const grant = GRANT.toDesired(inputs);
  const subjectType = known(grant.subjectType, "PC_USER");
  const subjectId = known(grant.subjectId, NOT_KNOWN);
  const subjectKey = known(grant.subjectKey, subjectId);
  const roleKey = known(grant.roleKey, NOT_KNOWN);
  const path = grantPath(context.spec, subjectSection(subjectType), subjectKey, roleKey);
  const divisions = labelledDivisions(grant, context.labels);
  const { existingRole } = grant;
  const rolePermits = readRolePermits(inputs["rolePermits"]);
  return withDoubt(roleKey, doubtful).map((role) => ({
    key: grantKey(subjectType, subjectKey, role),
    subjectType,
    subjectId,
    subjectKey,
    roleKey: role,
    path,
    role: existingRole === undefined ? roleRef(role) : { id: known(text(inputs["roleId"]), NOT_KNOWN) },
    divisions,
    ...reasonOf(grant),
    ...(existingRole !== undefined && { existingRole: known(existingRole, role) }),
    ...(rolePermits && { rolePermits }),
  }));
}
