/** Queues, interactions, recordings, evaluations and schedules in several divisions: what isolation is proved on. */
import type { BusinessUnit, Conversation, Evaluation, ManagementUnit, OrgData, Queue, Shift } from "../org/orgData.ts";
import { SEED } from "../seed.ts";
import { fixedId } from "./fixedId.ts";
import { agentsOf } from "./people.ts";

const { divisions } = SEED;

const QUEUE_DIVISION: Readonly<Record<keyof typeof SEED.queues, string>> = {
  "NA Sales": divisions.NA_Operations,
  "NA Service": divisions.NA_Operations,
  "EMEA Sales": divisions.EMEA_Operations,
  "EMEA Service": divisions.EMEA_Operations,
  "EMEA Helpdesk": divisions.EMEA_Support,
  "BPO Overflow": divisions.BPO_Partner,
};
const UNITS: Readonly<
  Record<keyof typeof SEED.managementUnits, readonly [unit: keyof typeof SEED.businessUnits, division: string]>
> = {
  "NA Agents": ["NA", divisions.NA_Operations],
  "EMEA Agents": ["EMEA", divisions.EMEA_Operations],
  "EMEA Helpdesk Agents": ["EMEA", divisions.EMEA_Support],
  "BPO Agents": ["BPO", divisions.BPO_Partner],
};
const BUSINESS_UNIT_DIVISION: Readonly<Record<keyof typeof SEED.businessUnits, string>> = {
  NA: divisions.NA_Operations,
  EMEA: divisions.EMEA_Operations,
  BPO: divisions.BPO_Partner,
};
const MEDIA = ["voice", "voice", "message"] as const;
/** The first Monday of the week that the seed org's work falls into. */
const MONDAY = Date.parse("2026-06-01T00:00:00.000Z");
const HOUR = 3_600_000;

type ContactCentre = Pick<
  OrgData,
  "queues" | "conversations" | "recordings" | "evaluations" | "businessUnits" | "managementUnits" | "shifts"
>;

export function contactCentre(): ContactCentre {
  const queues = entries(QUEUE_DIVISION).map(
    ([name, divisionId]): Queue => ({ id: SEED.queues[name], name, divisionId, description: `${name} queue` }),
  );
  const conversations = [...queues.flatMap(conversationsOf), transferred()];
  const managementUnits = entries(UNITS).map(toManagementUnit);
  return {
    queues,
    conversations,
    recordings: conversations
      .filter(({ mediaType }) => mediaType === "voice")
      .map(({ id }) => ({ id: fixedId(`recording/${id}`), conversationId: id, media: "audio" })),
    evaluations: conversations.filter((_, index) => index % 3 === 0).map(toEvaluation),
    businessUnits: entries(BUSINESS_UNIT_DIVISION).map(
      ([name, divisionId]): BusinessUnit => ({ id: SEED.businessUnits[name], name, divisionId }),
    ),
    managementUnits,
    shifts: managementUnits.flatMap(shiftsOf),
  };
}

function conversationsOf(queue: Queue, queueIndex: number): Conversation[] {
  const agents = agentsOf(queue.divisionId);
  return MEDIA.map((mediaType, index) => {
    const start = MONDAY + (9 + queueIndex + index * 24) * HOUR;
    return {
      id: fixedId(`conversation/${queue.name}/${index}`),
      divisionIds: [queue.divisionId],
      queueId: queue.id,
      userId: agents[index % agents.length]?.id ?? "",
      mediaType,
      start: new Date(start).toISOString(),
      end: new Date(start + (index + 1) * 0.1 * HOUR).toISOString(),
    };
  });
}

/** One call that went from EMEA Service to the helpdesk: it carries both divisions, and either of them may see it. */
function transferred(): Conversation {
  return {
    id: fixedId("conversation/transferred"),
    divisionIds: [divisions.EMEA_Operations, divisions.EMEA_Support],
    queueId: SEED.queues["EMEA Helpdesk"],
    userId: SEED.users["selma.support@contoso.example"],
    mediaType: "voice",
    start: "2026-06-04T10:00:00.000Z",
    end: "2026-06-04T10:25:00.000Z",
  };
}

function toEvaluation(conversation: Conversation, index: number): Evaluation {
  return {
    id: fixedId(`evaluation/${conversation.id}`),
    name: `Call quality ${index + 1}`,
    conversationId: conversation.id,
    agentId: conversation.userId,
    evaluatorId: SEED.users["emma.emea@contoso.example"],
    totalScore: 70 + index,
  };
}

function toManagementUnit([name, [unit, divisionId]]: ReturnType<typeof unitEntries>[number]): ManagementUnit {
  const userIds = agentsOf(divisionId).map(({ id }) => id);
  return { id: SEED.managementUnits[name], name, divisionId, businessUnitId: SEED.businessUnits[unit], userIds };
}

const unitEntries = () => entries(UNITS);

function shiftsOf(unit: ManagementUnit): Shift[] {
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

function entries<K extends string, V>(record: Readonly<Record<K, V>>): [K, V][] {
  return Object.entries(record) as [K, V][];
}
