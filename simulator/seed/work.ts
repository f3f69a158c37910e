/** The work of one week in a contact centre: interactions with their recordings and evaluations, and the shifts of those who work there. */
import type { Conversation, Evaluation, ManagementUnit, Queue, Recording, Shift, User } from "../org/orgData.ts";
import { fixedId } from "./fixedId.ts";

const MEDIA = ["voice", "voice", "message"] as const;
/** The first Monday of the week that the work falls into. */
const MONDAY = Date.parse("2026-06-01T00:00:00.000Z");
const HOUR = 3_600_000;
/** The week of all interactions, `from/to`. */
export const WEEK_OF_WORK = [MONDAY, MONDAY + 7 * 24 * HOUR].map((time) => new Date(time).toISOString()).join("/");

/**
 * Three interactions of a queue, on three days.
 *
 * @param key names the queue in the ids of the interactions
 * @param index of the queue among those of the org or division: each starts an hour later
 */
export function conversationsOf(queue: Queue, key: string, index: number, agents: readonly User[]): Conversation[] {
  return MEDIA.map((mediaType, day) => {
    const start = MONDAY + (9 + index + day * 24) * HOUR;
    return {
      id: fixedId(`conversation/${key}/${day}`),
      divisionIds: [queue.divisionId],
      queueId: queue.id,
      userId: agents[day % agents.length]?.id ?? "",
      mediaType,
      start: new Date(start).toISOString(),
      end: new Date(start + (day + 1) * 0.1 * HOUR).toISOString(),
    };
  });
}

/** Every call is recorded. */
export function recordingsOf(conversations: readonly Conversation[]): Recording[] {
  return conversations
    .filter(({ mediaType }) => mediaType === "voice")
    .map(({ id }) => ({ id: fixedId(`recording/${id}`), conversationId: id, media: "audio" }));
}

/** Every third interaction is evaluated. */
export function evaluationsOf(conversations: readonly Conversation[], evaluatorId: string): Evaluation[] {
  return conversations
    .filter((_, index) => index % 3 === 0)
    .map((conversation, index) => ({
      id: fixedId(`evaluation/${conversation.id}`),
      name: `Call quality ${index + 1}`,
      conversationId: conversation.id,
      agentId: conversation.userId,
      evaluatorId,
      totalScore: 70 + index,
    }));
}

/** Monday to Friday, for everybody in the unit. */
export function shiftsOf(unit: ManagementUnit): Shift[] {
  return unit.userIds.flatMap((userId) =>
    [0, 1, 2, 3, 4].map((day) => ({
      id: fixedId(`shift/${userId}/${day}`),
      userId,
      managementUnitId: unit.id,
      startDate: new Date(MONDAY + (day * 24 + 8) * HOUR).toISOString(),
      lengthMinutes: 480,
    })),
  );
}
