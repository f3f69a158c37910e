/** A role granted to a subject that the stack does not create: a user, a group or an existing client. */
import { z } from "zod";
import { readSubjectType, SUBJECT_TYPES, type SubjectType, subjectSection } from "../values/subject.ts";
import { defined } from "./canonical.ts";
import {
  canonicalDivisionAnswers,
  type DivisionAnswers,
  divisionAnswersOf,
  divisionAnswersShape,
  divisionAnswersToDesired,
} from "./divisionAnswers.ts";
import * as read from "./read.ts";
import type { Raw, Registration, ResourceType } from "./resourceType.ts";
import {
  canonicalRoleDivisions,
  type DesiredRoleDivisions,
  roleDivisionsFromDesired,
  roleDivisionsShape,
  roleDivisionsToDesired,
  roleRef,
} from "./roleDivisions.ts";
import { canonicalRolePermits, type RolePermits, readRolePermits, rolePermitsSchema } from "./rolePermits.ts";
import { type MaybeUnknown, type PartlyKnown, UNKNOWN } from "./unknown.ts";

/** Answers of the org are about a role that the stack only refers to: one that it makes carries its own. */
export interface DesiredGrant extends DesiredRoleDivisions, DivisionAnswers {
  /** `users.<e-mail>.<role key>` and the like: unique in the stack, and the Pulumi name. */
  readonly key: string;
  readonly subjectType: SubjectType;
  readonly subjectId: string;
  /** The key of the subject in the spec: e-mail, group name, client key. */
  readonly subjectKey: string;
  readonly roleKey: string;
  /** Name or id, as written, of a role that the stack only refers to. */
  readonly existingRole?: string;
  /** Name and permissions of that role, as the org told them; absent without an org. */
  readonly rolePermits?: RolePermits;
}

const inputs = z.object({
  organization: z.string(),
  subjectType: z.enum(SUBJECT_TYPES),
  subjectId: z.string(),
  /** The subject's key in the spec: e-mail, group name, client key. */
  subjectKey: z.string(),
  roleKey: z.string(),
  ...roleDivisionsShape,
  /** Name or id of a role that the stack only refers to. Told by the plan, never sent to Genesys Cloud; absent in states of older releases. */
  existingRole: z.string().optional(),
  /** What that role permitted when the grant was planned. Told by the plan, never sent to Genesys Cloud; absent in states of older releases. */
  rolePermits: rolePermitsSchema.optional(),
  ...divisionAnswersShape,
});

export type RoleGrantInputs = z.infer<typeof inputs>;

const outputs = inputs.extend({
  /**
   * What the role permits in the org, where a refresh found something else than the pin: drift. It stands among the inputs of the state as well, so that the
   * engine tells of it, and the next update takes it away. No program sets it.
   */
  rolePermitsInOrg: rolePermitsSchema.optional(),
});

export type RoleGrantOutputs = z.infer<typeof outputs>;

/** `users.<e-mail>.<role key>` and the like. */
export function grantKey(type: SubjectType, subjectKey: string, roleKey: string): string {
  return `${subjectSection(type)}.${subjectKey}.${roleKey}`;
}

export const GRANT = {
  token: "pulumi-nodejs:dynamic/genesyscloud:RoleGrant",
  handler: "roleGrant",
  inputs,
  outputs,
  replaceOn: ["subjectType", "subjectId", "roleId"],
  canonical: (news) =>
    defined({
      organization: news["organization"],
      subjectType: news["subjectType"],
      subjectId: news["subjectId"],
      subjectKey: news["subjectKey"],
      roleKey: news["roleKey"],
      ...canonicalRoleDivisions(news),
      existingRole: news["existingRole"],
      rolePermits: canonicalRolePermits(news["rolePermits"]),
      ...canonicalDivisionAnswers(news),
    }),
  name: ({ key }) => key,
  fromDesired<Id>(grant: DesiredGrant, stack: Registration<Id>) {
    const { subjectType, subjectId, subjectKey, roleKey, existingRole, rolePermits } = grant;
    return {
      organization: stack.organization,
      subjectType,
      subjectId,
      subjectKey,
      roleKey,
      ...(existingRole !== undefined && { existingRole }),
      ...(rolePermits && { rolePermits }),
      ...divisionAnswersOf(grant),
      ...roleDivisionsFromDesired(grant, stack),
    };
  },
  toDesired(held: Raw): PartlyKnown<DesiredGrant> {
    const subjectType = readSubjectType(held["subjectType"]);
    const subjectKey = read.text(held["subjectKey"]);
    const roleKey = read.text(held["roleKey"]);
    const isKnown = subjectKey !== UNKNOWN && roleKey !== UNKNOWN;
    return {
      key: isKnown ? grantKey(subjectType, subjectKey, roleKey) : UNKNOWN,
      subjectType,
      subjectId: read.text(held["subjectId"]),
      subjectKey,
      roleKey,
      ...roleDivisionsToDesired(held, roleOf(held), [subjectSection(subjectType), subjectKey, "grants"]),
      ...read.optional(held, "existingRole", read.text),
      ...read.optional(held, "rolePermits", (value) => readRolePermits(value) ?? UNKNOWN),
      ...divisionAnswersToDesired(held),
    };
  },
  rolesOf: (held: Raw) => [roleDivisionsToDesired(held, roleOf(held), [])],
} as const satisfies ResourceType<DesiredGrant, RoleGrantInputs, RoleGrantOutputs>;

/**
 * The inputs of a grant as the org has them, for comparisons. A state keeps the pin instead: whoever refreshes it judges nothing, so that a refresh must
 * not take over what a role permits now.
 */
export function grantInOrg({ rolePermitsInOrg: now, ...inputs }: Raw): Raw {
  return now === undefined || inputs["rolePermits"] === undefined ? inputs : { ...inputs, rolePermits: now };
}

/** A role that the stack only refers to is its id. */
function roleOf(held: Raw): MaybeUnknown<DesiredRoleDivisions["role"]> {
  if (held["existingRole"] !== undefined) return { id: read.text(held["roleId"]) };
  const roleKey = read.text(held["roleKey"]);
  return roleKey === UNKNOWN ? UNKNOWN : roleRef(roleKey);
}
