import { expect, test } from "vitest";
import { SEED } from "../../simulator/index.ts";
import { type Api, as, type Body, makeClient, openOrg, withToken } from "./support.ts";

const { EMEA_Operations: EMEA, EMEA_Support: SUPPORT, NA_Operations: NA, BPO_Partner: BPO } = SEED.divisions;
const INTERVAL = "2026-06-01T00:00:00.000Z/2026-06-08T00:00:00.000Z";
const WEEK = { startDate: "2026-06-01T00:00:00.000Z", endDate: "2026-06-08T00:00:00.000Z" };
const DETAILS = "/api/v2/analytics/conversations/details/query";
const AGGREGATES = "/api/v2/analytics/conversations/aggregates/query";

async function readerOf(permissions: readonly string[], ...divisions: string[]): Promise<Api> {
  const simulator = await openOrg();
  return as(simulator, await makeClient(await as(simulator, SEED.console), "Reader", permissions, divisions));
}

async function details(api: Api, more: Record<string, unknown> = {}): Promise<Body[]> {
  const { body } = await api.send("POST", DETAILS, { interval: INTERVAL, ...more });
  return (body["conversations"] ?? []) as Body[];
}

test("conversation details show the conversations of the granted division, transferred ones included, and no others", async () => {
  const rows = await details(await readerOf(["analytics:conversationDetail:view"], EMEA));
  expect(rows).toHaveLength(7);
  for (const row of rows) expect(row["divisionIds"]).toContain(EMEA);
  expect(await details(await readerOf(["analytics:conversationDetail:view"], "*"))).toHaveLength(19);
});

test("an operation without its permission is a 403 with the vendor's sentence", async () => {
  const reader = await readerOf(["routing:queue:view"], "*");
  const { status, body } = await reader.send("POST", DETAILS, { interval: INTERVAL });
  expect([status, body.code]).toEqual([403, "missing.any.permissions"]);
  expect(body.message).toBe(
    "Unable to perform the requested action. You must have at least one of the following permissions assigned: [analytics:conversationDetail:view, analytics:agentConversationDetail:view]",
  );
});

test("details can be filtered, ordered and paged, and an empty answer has no conversations at all", async () => {
  const reader = await readerOf(["analytics:conversationDetail:view"], "*");
  const predicates = [{ dimension: "queueId", value: SEED.queues["NA Sales"] }];
  expect(await details(reader, { segmentFilters: [{ type: "and", predicates }] })).toHaveLength(3);
  const voice = { type: "and", clauses: [{ type: "or", predicates: [{ dimension: "mediaType", value: "message" }] }] };
  expect(await details(reader, { conversationFilters: [voice] })).toHaveLength(6);
  const paged = await details(reader, { order: "desc", paging: { pageSize: 2, pageNumber: 1 } });
  expect(paged.map((it) => it["conversationStart"])).toEqual(["2026-06-04T10:00:00.000Z", "2026-06-03T14:00:00.000Z"]);
  const nothing = await reader.send("POST", DETAILS, { interval: "2020-01-01T00:00Z/2020-01-02T00:00Z" });
  expect(nothing.body).toEqual({ totalHits: 0 });
  expect((await reader.send("POST", DETAILS, { interval: "yesterday" })).status).toBe(400);
});

test("aggregates count only the caller's divisions", async () => {
  const reader = await readerOf(["analytics:conversationAggregate:view"], BPO);
  const { body } = await reader.send("POST", AGGREGATES, {
    interval: INTERVAL,
    groupBy: ["queueId"],
    metrics: ["nConnected", "tHandle"],
  });
  expect(body.results).toMatchObject([
    {
      group: { queueId: SEED.queues["BPO Overflow"] },
      data: [{ metrics: [{ metric: "nConnected", stats: { count: 3 } }, { metric: "tHandle" }] }],
    },
  ]);
});

test("queues of other divisions are missing from the list and a 403 by id", async () => {
  const reader = await readerOf(["routing:queue:view"], EMEA);
  const { body } = await reader.get("/api/v2/routing/queues?pageSize=100");
  expect(body.entities.map((it) => it["name"])).toEqual(["EMEA Sales", "EMEA Service"]);
  expect((await reader.get(`/api/v2/routing/queues/${SEED.queues["EMEA Sales"]}`)).status).toBe(200);
  const foreign = await reader.get(`/api/v2/routing/queues/${SEED.queues["NA Sales"]}`);
  expect([foreign.status, foreign.body.code]).toEqual([403, "missing.division.permission"]);
  expect((await reader.get("/api/v2/routing/queues/none")).status).toBe(404);
});

test("several divisions add up, and another permission's division does not count", async () => {
  const simulator = await openOrg();
  const admin = await as(simulator, SEED.console);
  const client = await makeClient(admin, "Reader", ["routing:queue:view"], [EMEA, NA]);
  const other = await makeClient(admin, "Other", ["analytics:conversationDetail:view"], [BPO]);
  const path = `/api/v2/authorization/subjects/${client.clientId}/divisions/${BPO}/roles/${other.roleId}?subjectType=PC_OAUTH_CLIENT`;
  expect((await admin.send("POST", path)).status).toBe(204);
  const reader = await as(simulator, client);
  expect((await reader.get("/api/v2/routing/queues")).body.total).toBe(4);
  expect(await details(reader)).toHaveLength(3);
});

test("evaluations and recordings follow their conversation's divisions", async () => {
  const reader = await readerOf(
    ["quality:evaluation:view", "recording:recording:view", "analytics:conversationDetail:view"],
    SUPPORT,
  );
  const { body } = await reader.get("/api/v2/quality/evaluations/query?pageSize=100");
  expect(body.total).toBe(2);
  for (const it of body.entities) expect(it["divisionIds"]).toContain(SUPPORT);
  const [own] = await details(reader, {
    conversationFilters: [{ type: "and", predicates: [{ dimension: "mediaType", value: "voice" }] }],
  });
  const recordings = await reader.get(`/api/v2/conversations/${own?.["conversationId"]}/recordings`);
  expect(recordings.body).toMatchObject([{ conversationId: own?.["conversationId"], media: "audio" }]);
});

test("a recording of another division is refused", async () => {
  const simulator = await openOrg();
  const admin = await as(simulator, SEED.console);
  const reader = await as(simulator, await makeClient(admin, "Reader", ["recording:recording:view"], [SUPPORT]));
  const foreign = simulator.export().conversations.find(({ divisionIds }) => divisionIds.includes(NA));
  expect((await reader.get(`/api/v2/conversations/${foreign?.id}/recordings`)).status).toBe(403);
  expect((await admin.get(`/api/v2/conversations/${foreign?.id}/recordings`)).status).toBe(200);
});

test("adherence leaves out agents of other divisions and refuses their management unit", async () => {
  const reader = await readerOf(["wfm:realtimeAdherence:view"], NA);
  const ids = [SEED.users["nora.na@contoso.example"], SEED.users["erik.emea@contoso.example"]];
  const { body } = await reader.get(`/api/v2/workforcemanagement/adherence?userId=${ids.join(",")}`);
  expect(body).toMatchObject([{ user: { id: ids[0] }, managementUnit: { id: SEED.managementUnits["NA Agents"] } }]);
  const unit = (id: string) => reader.get(`/api/v2/workforcemanagement/managementunits/${id}/adherence`);
  expect((await unit(SEED.managementUnits["NA Agents"])).body.entities).toHaveLength(2);
  expect((await unit(SEED.managementUnits["EMEA Agents"])).status).toBe(403);
  expect((await reader.get("/api/v2/workforcemanagement/adherence")).status).toBe(400);
});

test("schedules of a business unit show only the management units that the caller reaches", async () => {
  const reader = await readerOf(["wfm:schedule:view"], SUPPORT);
  const search = (path: string) =>
    reader.send("POST", `/api/v2/workforcemanagement/${path}/agentschedules/search`, WEEK);
  const emea = await search(`businessunits/${SEED.businessUnits.EMEA}`);
  const { agentSchedules } = emea.body["result"] as { agentSchedules: { user: { id: string }; shifts: unknown[] }[] };
  const helpdesk = [SEED.users["selma.support@contoso.example"], SEED.users["stefan.support@contoso.example"]];
  expect(agentSchedules.map(({ user }) => user.id).sort()).toEqual(helpdesk.sort());
  for (const { shifts } of agentSchedules) expect(shifts).toHaveLength(5);
  expect((await search(`managementunits/${SEED.managementUnits["EMEA Helpdesk Agents"]}`)).status).toBe(200);
  expect((await search(`managementunits/${SEED.managementUnits["NA Agents"]}`)).status).toBe(403);
  expect((await search(`businessunits/${SEED.businessUnits.NA}`)).status).toBe(403);
});

test("the user list asks for no permission, so divisions do not limit it", async () => {
  const reader = await readerOf(["routing:queue:view"], BPO);
  expect((await reader.get("/api/v2/users?pageSize=100")).body.total).toBe(9);
});

test("a condition on a policy narrows the rows further", async () => {
  const simulator = await openOrg();
  const admin = await as(simulator, SEED.console);
  const { roleId, ...client } = await makeClient(admin, "Calls", ["analytics:conversationDetail:view"], [EMEA]);
  const reader = await as(simulator, client);
  const rowsUnder = async (terms: readonly unknown[], conjunction = "AND") => {
    const policy = {
      domain: "analytics",
      entityName: "conversationDetail",
      actionSet: ["view"],
      resourceConditionNode: { conjunction, terms },
    };
    await admin.send("PUT", `/api/v2/authorization/roles/${roleId}`, {
      name: "Calls role",
      permissionPolicies: [policy],
    });
    return (await details(reader)).length;
  };
  const calls = {
    variableName: "Conversation.mediaType",
    operator: "EQ",
    operands: [{ type: "SCALAR", value: "CALL" }],
  };
  const sales = {
    variableName: "Conversation.queues",
    operator: "IN",
    operands: [{ type: "QUEUE", queue: { id: SEED.queues["EMEA Sales"] } }],
  };
  const unknown = {
    variableName: "Conversation.weather",
    operator: "EQ",
    operands: [{ type: "SCALAR", value: "SUN" }],
  };
  expect(await rowsUnder([calls])).toBe(5);
  expect(await rowsUnder([calls, sales])).toBe(2);
  expect(await rowsUnder([calls, sales], "OR")).toBe(6);
  expect(await rowsUnder([unknown])).toBe(0);
});

test("a user sees the own conversations with the agent's permission, and acts with the roles of the own groups", async () => {
  const simulator = await openOrg();
  const admin = await as(simulator, SEED.console);
  const login = async (email: keyof typeof SEED.users) => {
    const { body } = await admin.send("POST", "/simulator/tokens", {
      clientId: SEED.legacy.clientId,
      userId: SEED.users[email],
    });
    return withToken(simulator, body.access_token);
  };
  const emma = await login("emma.emea@contoso.example");
  expect((await emma.get("/api/v2/routing/queues")).body.total).toBe(3);
  // Nora's employee role lies in the home division, where no conversation is.
  const nora = await login("nora.na@contoso.example");
  expect(await details(nora)).toEqual([]);
  await admin.send(
    "POST",
    `/api/v2/authorization/subjects/${SEED.users["nora.na@contoso.example"]}/divisions/${NA}/roles/${SEED.roles.employee}`,
  );
  const own = await details(nora);
  expect(own.length).toBeGreaterThan(0);
  expect(JSON.stringify(own)).not.toContain(SEED.users["neil.na@contoso.example"]);
});

test("a management unit of another division, and whoever is in it, are closed by id", async () => {
  const reader = await readerOf(["wfm:managementUnit:view", "wfm:agent:view"], EMEA);
  const [own, other] = [SEED.managementUnits["EMEA Agents"], SEED.managementUnits["NA Agents"]];
  const get = async (path: string) => (await reader.get(`/api/v2/workforcemanagement/managementunits${path}`)).status;
  expect([await get(`/${own}`), await get(`/${own}/users`)]).toEqual([200, 200]);
  expect([await get(`/${other}`), await get(`/${other}/users`)]).toEqual([403, 403]);
  // The vendor asks for no permission to list them.
  const { body } = await reader.get("/api/v2/workforcemanagement/managementunits");
  expect((body["entities"] as Body[]).map(({ id }) => id)).toContain(other);
});

test("the metadata of recordings are closed with their conversation", async () => {
  const everywhere = await readerOf(["analytics:conversationDetail:view"], "*");
  const rows = await details(everywhere);
  const idIn = (division: string) =>
    rows.find(({ divisionIds }) => JSON.stringify(divisionIds) === JSON.stringify([division]))?.["conversationId"];
  const reader = await readerOf(["recording:recording:view"], EMEA);
  const get = async (id: unknown) => (await reader.get(`/api/v2/conversations/${id}/recordingmetadata`)).status;
  expect([await get(idIn(EMEA)), await get(idIn(NA))]).toEqual([200, 403]);
});
