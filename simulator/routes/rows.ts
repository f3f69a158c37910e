/** The sight of rows, for all data endpoints: a row is seen only through a permission of the operation, in one of the row's divisions. */
import { mayTouch, type RowPlace } from "../access/authoriser.ts";
import { ApiError } from "../http/errors.ts";
import type { Conversation } from "../org/orgData.ts";
import type { Call } from "../route.ts";

/** True if the caller sees the row; by the operation's own permissions unless others are named. */
export function sees({ org, caller, operation }: Call, place: RowPlace, permissions = operation.permissions): boolean {
  return mayTouch(org, caller.subjectId, permissions, place);
}

/**
 * Throws 403 for an object of a division that the caller does not reach. Listings are silent about such objects; by id, a real org may also
 * answer 404 (unverified: the code is known from an independent client only).
 */
export function requireSight(call: Call, place: RowPlace): void {
  if (sees(call, place)) return;
  const permissions = call.operation.permissions.join(", ");
  const text = `Unable to perform the requested action. You must have at least one of the following permissions assigned in the division of this object: [${permissions}]`;
  throw new ApiError(403, "missing.division.permission", text);
}

const MEDIA_CONDITION: Readonly<Record<string, string>> = { voice: "CALL", message: "MESSAGE" };

/** The divisions of a conversation, and its values for the variables that a policy's condition may name. */
export function placeOf({ divisionIds, queueId, mediaType }: Conversation): RowPlace {
  const media = MEDIA_CONDITION[mediaType] ?? mediaType.toUpperCase();
  return { divisionIds, facts: { "Conversation.mediaType": [media], "Conversation.queues": [queueId] } };
}
