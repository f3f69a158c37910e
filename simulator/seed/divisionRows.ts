/** The objects that a division of an org gets at its start. */
import type { Division, OrgData, Queue, User } from "../org/orgData.ts";
import { fixedId } from "./fixedId.ts";
import { conversationsOf, evaluationsOf, recordingsOf, shiftsOf } from "./work.ts";

type Rows = Pick<
  OrgData,
  "users" | "queues" | "conversations" | "recordings" | "evaluations" | "businessUnits" | "managementUnits" | "shifts"
>;

/**
 * The objects of one division that make its isolation visible: two agents, two queues with their interactions, recordings and evaluations, and a
 * management unit with shifts. The ids follow from the division's.
 */
export function divisionRows(division: Division, evaluatorId: string): Rows {
  const { id: divisionId, name } = division;
  const users = [1, 2].map((number) => agentOf(division, number));
  const queues = ["Sales", "Service"].map(
    (purpose): Queue => ({
      id: fixedId(`${divisionId}/queue/${purpose}`),
      name: `${name} ${purpose}`,
      divisionId,
      description: `${purpose} of ${name}`,
    }),
  );
  const conversations = queues.flatMap((queue, index) => conversationsOf(queue, queue.id, index, users));
  const businessUnit = { id: fixedId(`${divisionId}/businessUnit`), name, divisionId };
  const managementUnit = {
    id: fixedId(`${divisionId}/managementUnit`),
    name: `${name} Agents`,
    divisionId,
    businessUnitId: businessUnit.id,
    userIds: users.map(({ id }) => id),
  };
  return {
    users,
    queues,
    conversations,
    recordings: recordingsOf(conversations),
    evaluations: evaluationsOf(conversations, evaluatorId),
    businessUnits: [businessUnit],
    managementUnits: [managementUnit],
    shifts: shiftsOf(managementUnit),
  };
}

function agentOf({ id: divisionId, name }: Division, number: number): User {
  return {
    id: fixedId(`${divisionId}/agent/${number}`),
    name: `Agent ${number} of ${name}`,
    // No person has such an address: one that a spec names is never taken for an agent.
    email: `agent-${number}.${divisionId}@embedded.example`,
    title: "Agent",
    department: name,
    divisionId,
  };
}
