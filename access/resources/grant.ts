/** A role granted to a subject that the stack does not create: a user, a group or an existing client. */
import { z } from "zod";
import { readSubjectType, SUBJECT_TYPES, type SubjectType, subjectSection } from "../values/subject.ts";
import { canonicalFlag, defined } from "./canonical.ts";
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
  /** Nobody else may give the subject this role: other divisions are drift, and an update takes them away. */
  readonly exclusive?: true;
  /** Divisions that go are taken away before new ones are given; absent where new ones are given first. */
  readonly order?: GrantOrder;
}

/** The order of a change of divisions that is not the usual one, which is to add first. */
export type GrantOrder = "remove-first";

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
  // How the grant is kept; never sent to Genesys Cloud, absent where it is as usual and in states of older releases.
  exclusive: z.boolean().optional(),
  order: z.enum(["remove-first"]).optional(),
});

const outputs = inputs.extend({
  /**
   * Ids of divisions that the subject held the role in before this grant declared them: another stack gave them, or a person. They are left when the grant
   * goes. Absent where there are none, and in states of older releases, whose divisions all count as the grant's own.
   */
  heldBefore: z.array(z.string()).optional(),
  /**
   * What the role permits in the org, where a refresh found something else than the pin: drift. It stands among the inputs of the state as well, so that the
   * engine tells of it, and the next update takes it away. No program sets it.
   */
  rolePermitsInOrg: rolePermitsSchema.optional(),
});

export type RoleGrantInputs = z.infer<typeof inputs>;
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
  leftOut: {},
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
      exclusive: canonicalFlag(news["exclusive"]),
      order: news["order"],
    }),
  name: ({ key }) => key,
  fromDesired<Id>(grant: DesiredGrant, stack: Registration<Id>) {
    const { subjectType, subjectId, subjectKey, roleKey, existingRole, rolePermits, exclusive, order } = grant;
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
      ...(exclusive && { exclusive }),
      ...(order && { order }),
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
      ...(read.optional(held, "exclusive", read.flag) as Pick<PartlyKnown<DesiredGrant>, "exclusive">),
      ...(read.optional(held, "order", read.text) as Pick<PartlyKnown<DesiredGrant>, "order">),
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
