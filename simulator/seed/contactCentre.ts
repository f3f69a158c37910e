/** Queues, interactions, recordings, evaluations and schedules in several divisions: what isolation is proved on. */
import type { BusinessUnit, Conversation, ManagementUnit, OrgData, Queue } from "../org/orgData.ts";
import { SEED } from "../seed.ts";
import { fixedId } from "./fixedId.ts";
import { agentsOf } from "./people.ts";
import { conversationsOf, evaluationsOf, recordingsOf, shiftsOf } from "./work.ts";

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

type ContactCentre = Pick<
  OrgData,
  "queues" | "conversations" | "recordings" | "evaluations" | "businessUnits" | "managementUnits" | "shifts"
>;

export function contactCentre(): ContactCentre {
  const queues = entries(QUEUE_DIVISION).map(
    ([name, divisionId]): Queue => ({ id: SEED.queues[name], name, divisionId, description: `${name} queue` }),
  );
  const conversations = [
    ...queues.flatMap((queue, index) => conversationsOf(queue, queue.name, index, agentsOf(queue.divisionId))),
    transferred(),
  ];
  const managementUnits = entries(UNITS).map(toManagementUnit);
  return {
    queues,
    conversations,
    recordings: recordingsOf(conversations),
    evaluations: evaluationsOf(conversations, SEED.users["emma.emea@contoso.example"]),
    businessUnits: entries(BUSINESS_UNIT_DIVISION).map(
      ([name, divisionId]): BusinessUnit => ({ id: SEED.businessUnits[name], name, divisionId }),
    ),
    managementUnits,
    shifts: managementUnits.flatMap(shiftsOf),
  };
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

function toManagementUnit([name, [unit, divisionId]]: ReturnType<typeof unitEntries>[number]): ManagementUnit {
  const userIds = agentsOf(divisionId).map(({ id }) => id);
  return { id: SEED.managementUnits[name], name, divisionId, businessUnitId: SEED.businessUnits[unit], userIds };
}

const unitEntries = () => entries(UNITS);

function entries<K extends string, V>(record: Readonly<Record<K, V>>): [K, V][] {
  return Object.entries(record) as [K, V][];
}
