/** A role granted to a subject that the stack does not create: a user, a group or an existing client. */
import type { SubjectType } from "../values/subject.ts";
import type { DesiredRoleDivisions } from "./roleDivisions.ts";

export interface DesiredGrant extends DesiredRoleDivisions {
  /** `users.<e-mail>.<role key>` and the like: unique in the stack, and the Pulumi name. */
  readonly key: string;
  readonly subjectType: SubjectType;
  readonly subjectId: string;
  /** The key of the subject in the spec: e-mail, group name, client key. */
  readonly subjectKey: string;
  readonly roleKey: string;
  /** Name or id, as written, of a role that the stack only refers to. */
  readonly existingRole?: string;
}
