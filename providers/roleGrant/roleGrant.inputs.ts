/** One role granted to one subject that the stack does not create, as state holds it. */
import { z } from "zod";

export const SUBJECT_TYPES = ["PC_USER", "PC_GROUP", "PC_OAUTH_CLIENT"] as const;

export const roleGrantInputs = z.object({
  organization: z.string(),
  subjectType: z.enum(SUBJECT_TYPES),
  subjectId: z.string(),
  /** The subject's key in the spec: e-mail, group name, client key. */
  subjectKey: z.string(),
  roleKey: z.string(),
  roleId: z.string(),
  /** Division key -> division id; id `*` is all divisions. */
  divisions: z.record(z.string(), z.string()),
  justification: z.string().optional(),
  // Told by the plan for policies and reports, never sent to Genesys Cloud; absent in states of older releases.
  /** Name or id of a role that the stack only refers to. */
  existingRole: z.string().optional(),
  /** One of the divisions is the Home division; absent where it is not so. */
  home: z.boolean().optional(),
});

export type RoleGrantInputs = z.infer<typeof roleGrantInputs>;
