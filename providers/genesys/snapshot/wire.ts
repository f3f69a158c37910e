/**
 * Shapes of the answers that a snapshot is made of. They keep what a lifecycle has no use for (conditions as the org stores them, dates), and drop
 * everything that a snapshot has no place for: a secret that an answer might show is never taken over.
 * Source: models of the vendor's JavaScript SDK 262. Absent and null mean the same in this API.
 */
import { z } from "zod";
import { isSnapshotId, LONGEST_SNAPSHOT_TEXT } from "../../../access/snapshot/flaws.ts";

const word = z.string().max(LONGEST_SNAPSHOT_TEXT);
const id = z.string().refine(isSnapshotId, "it is no id");
/** `*` is all divisions. */
const divisionId = z.string().refine((text) => text === "*" || isSnapshotId(text), "it is no id");

const text = word.nullish().transform((value) => value ?? "");
const texts = z
  .array(word)
  .nullish()
  .transform((value) => value ?? []);
const maybeText = word.nullish().transform((value) => value ?? null);

export const wireSeenDivision = z.object({
  id,
  name: text,
  description: text,
  homeDivision: z.boolean().nullish(),
});

export const wireSeenRole = z.object({
  id,
  name: text,
  description: text,
  default: z.boolean().nullish(),
  permissions: texts,
  /** Undefined where a listing leaves it out. */
  permissionPolicies: z
    .array(
      z.object({
        domain: word,
        entityName: word,
        actionSet: texts,
        /** Unread: nothing of a condition may be lost. */
        resourceConditionNode: z.unknown().optional(),
      }),
    )
    .nullish(),
});

export const wireSeenClient = z.object({
  id,
  name: text,
  description: text,
  authorizedGrantType: word,
  accessTokenValiditySeconds: z.number().nullish(),
  registeredRedirectUri: texts,
  scope: texts,
  /** Undefined where a listing leaves it out. */
  roleDivisions: z.array(z.object({ roleId: id, divisionId })).nullish(),
  state: word.nullish(),
  dateCreated: maybeText,
  dateModified: maybeText,
  dateToDelete: maybeText,
});

/** A grant as `GET /authorization/divisions/{id}/grants` shows it; the type of the subject is not in it. */
export const wireSeenGrant = z.object({
  subjectId: id,
  role: z.object({ id }),
  division: z.object({ id: divisionId }).nullish(),
});

export const wireSeenGroup = z.object({ id, name: maybeText, state: maybeText });
/** `username` is the address that a user signs in with. */
export const wireSeenUser = z.object({ id, username: maybeText, state: maybeText });

export type WireSeenRole = z.infer<typeof wireSeenRole>;
export type WireSeenClient = z.infer<typeof wireSeenClient>;

/** Someone who holds a role, with the divisions. */
export const wireSeenHolder = z.object({
  id,
  type: text,
  divisions: z.array(z.object({ id: divisionId })).nullish(),
});
