import fc from "fast-check";
import { expect, test } from "vitest";
import { SEED, type Simulator } from "../../simulator/index.ts";
import type { Api, Body } from "../simulator/support.ts";
import { DIVISION_KEYS, type DivisionKey, openWorld, sampleModel, type Twin } from "./world.ts";

const RANDOM = 20_260_602;
const INTERVAL = "2026-06-01T00:00:00.000Z/2026-06-08T00:00:00.000Z";

/**
 * Without analytics:agentConversationDetail:view: it opens the details query, and then shows a user the own conversations and a client none.
 * The last one opens none of the operations below.
 */
const PERMISSIONS = [
  "analytics:conversationDetail:view",
  "routing:queue:view",
  "quality:evaluation:view",
  "recording:recording:view",
  "analytics:conversationAggregate:view",
  "routing:queue:edit",
];

/** Of an operation: the divisions of which rows come back to a caller. */
interface Source {
  readonly can: string;
  /** Divisions that have rows of their own; a row in two divisions tells nothing about either. */
  divisionsWithRows(simulator: Simulator): Set<string>;
  visible(api: Api, simulator: Simulator): Promise<Set<string>>;
}

const SOURCES: readonly Source[] = [
  {
    can: "POST /api/v2/analytics/conversations/details/query",
    divisionsWithRows: (simulator) => onlyOne(simulator.export().conversations),
    visible: async (api) => {
      const { body } = await api.send("POST", "/api/v2/analytics/conversations/details/query", { interval: INTERVAL });
      return onlyOne((body["conversations"] ?? []) as Row[]);
    },
  },
  {
    can: "GET /api/v2/routing/queues",
    divisionsWithRows: (simulator) => new Set(simulator.export().queues.map(({ divisionId }) => divisionId)),
    visible: async (api) => {
      const { body } = await api.get("/api/v2/routing/queues?pageSize=100");
      return new Set((body.entities ?? []).map((queue) => (queue["division"] as Body).id));
    },
  },
  {
    can: "GET /api/v2/quality/evaluations/query",
    divisionsWithRows: (simulator) => {
      const { evaluations, conversations } = simulator.export();
      return onlyOne(conversations.filter(({ id }) => evaluations.some(({ conversationId }) => conversationId === id)));
    },
    visible: async (api) => {
      const { body } = await api.get("/api/v2/quality/evaluations/query?pageSize=100");
      return onlyOne((body.entities ?? []) as unknown as Row[]);
    },
  },
  {
    can: "GET /api/v2/conversations/{conversationId}/recordings",
    divisionsWithRows: (simulator) => onlyOne(simulator.export().conversations),
    visible: async (api, simulator) => {
      const readable: Row[] = [];
      for (const row of firstOfEach(simulator)) {
        const { status } = await api.get(`/api/v2/conversations/${row.id}/recordings`);
        if (status === 200) readable.push(row);
      }
      return onlyOne(readable);
    },
  },
];

interface Row {
  readonly id: string;
  readonly divisionIds: readonly string[];
}

function onlyOne(rows: readonly Row[]): Set<string> {
  return new Set(rows.flatMap(({ divisionIds }) => (divisionIds.length === 1 ? divisionIds : [])));
}

/** One conversation for each division that has one of its own. */
function firstOfEach(simulator: Simulator): Row[] {
  const own = simulator.export().conversations.filter(({ divisionIds }) => divisionIds.length === 1);
  return [...Map.groupBy(own, ({ divisionIds }) => divisionIds[0]).values()].flatMap((rows) => rows.slice(0, 1));
}

interface Case {
  readonly client: string;
  readonly can: string;
  readonly division: DivisionKey;
  readonly said: string;
  readonly hasRows: boolean;
}

async function compare({ name, api, ask }: Twin, source: Source, simulator: Simulator): Promise<Case[]> {
  const [filled, visible] = [source.divisionsWithRows(simulator), await source.visible(api, simulator)];
  return DIVISION_KEYS.filter((division) => filled.has(SEED.divisions[division])).map((division) => {
    const { answer, layer = "-" } = ask(source.can, division);
    const hasRows = visible.has(SEED.divisions[division]);
    return { client: name, can: source.can, division, said: `${answer} ${layer}`, hasRows };
  });
}

test("rows of a division come back exactly where explain allows the operation in that division", async () => {
  const role = fc.noBias(fc.subarray(PERMISSIONS, { minLength: 1, maxLength: 4 }));
  const roles = [...fc.sample(role, { seed: RANDOM, numRuns: 6 }), ["routing:*:view", "quality:*:view"]];
  const { simulator, twins } = await openWorld(sampleModel(RANDOM, roles, 25));
  const cases: Case[] = [];
  for (const twin of twins) for (const source of SOURCES) cases.push(...(await compare(twin, source, simulator)));

  expect(cases.filter(({ said, hasRows }) => hasRows !== (said === "allowed -"))).toEqual([]);
  const answers = Map.groupBy(cases, ({ said }) => said);
  expect([...answers.keys()].sort()).toEqual(["allowed -", "denied division", "denied permission"]);
  expect(cases.length).toBeGreaterThanOrEqual(300);
  for (const same of answers.values()) expect(same.length).toBeGreaterThan(50);
});
