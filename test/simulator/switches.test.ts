import { expect, test } from "vitest";
import { SEED } from "../../simulator/index.ts";
import { as, makeRole, openOrg } from "./support.ts";

const ROLES = "/api/v2/authorization/roles";
const DIVISIONS = "/api/v2/authorization/divisions";

test("switches are read and changed over HTTP, and unknown ones are refused", async () => {
  const simulator = await openOrg({ switches: { uniqueNames: false } });
  const api = await as(simulator, SEED.deployer);
  expect((await api.get("/simulator/switches")).body).toMatchObject({ uniqueNames: false, expandWildcards: true });
  expect((await api.send("PUT", "/simulator/switches", { latencyMs: 1 })).body).toMatchObject({
    uniqueNames: false,
    latencyMs: 1,
  });
  expect(simulator.switches.latencyMs).toBe(1);
  for (const wrong of [{ nosuch: true }, { latencyMs: -1 }, { faults: [{ path: "(", kind: "status", times: 1 }] }]) {
    expect((await api.send("PUT", "/simulator/switches", wrong)).status).toBe(400);
  }
  expect(simulator.switches).not.toHaveProperty("nosuch");
});

test("beyond the limit a token gets 429 with Retry-After in whole seconds, until the minute is over", async () => {
  let now = 0;
  const simulator = await openOrg({ now: () => now, switches: { requestsPerMinute: 2 } });
  const [first, second] = [await as(simulator, SEED.deployer), await as(simulator, SEED.deployer)];
  await first.get(DIVISIONS);
  await first.get(DIVISIONS);
  now += 20_000;
  const { status, body, headers } = await first.get(DIVISIONS);
  expect([status, body.code, headers.get("Retry-After")]).toEqual([429, "too.many.requests", "40"]);
  expect(headers.get("inin-ratelimit-allowed")).toBe("2");
  expect((await second.get(DIVISIONS)).status).toBe(200);
  now += 40_000;
  expect((await first.get(DIVISIONS)).status).toBe(200);
});

test("a status fault answers as often as it says, with its Retry-After", async () => {
  const faults = [
    {
      method: "GET",
      path: "^/api/v2/authorization/divisions$",
      kind: "status",
      status: 503,
      retryAfter: 7,
      times: 2,
    } as const,
  ];
  const simulator = await openOrg({ switches: { faults } });
  const api = await as(simulator, SEED.deployer);
  const answers = [await api.get(DIVISIONS), await api.get(DIVISIONS), await api.get(DIVISIONS)];
  expect(answers.map(({ status }) => status)).toEqual([503, 503, 200]);
  expect(answers[0]?.headers.get("Retry-After")).toBe("7");
  expect(answers[0]?.body).toMatchObject({ code: "service.unavailable", status: 503 });
  expect(simulator.switches.faults).toEqual([]);
  expect(faults[0]?.times).toBe(2);
});

test("a connection dropped before the work leaves the org as it was; dropped after it, the work is done", async () => {
  const simulator = await openOrg();
  const api = await as(simulator, SEED.deployer);
  const named = (name: string) => simulator.export().roles.filter((it) => it.name === name).length;
  simulator.switches.faults = [{ method: "POST", path: "/roles$", kind: "drop-before", times: 1 }];
  await expect(makeRole(api, "Before")).rejects.toThrow();
  expect(named("Before")).toBe(0);
  simulator.switches.faults = [{ method: "POST", path: "/roles$", kind: "drop-after", times: 1 }];
  await expect(makeRole(api, "After")).rejects.toThrow();
  expect(named("After")).toBe(1);
  expect(simulator.requests.slice(-2)).toMatchObject([{ status: 0 }, { status: 0 }]);
});

test("a request that hangs after its work never answers, and does not keep the simulator from closing", async () => {
  const simulator = await openOrg();
  const api = await as(simulator, SEED.deployer);
  simulator.switches.faults = [{ path: "/roles$", kind: "hang-after", times: 1 }];
  const answer = makeRole(api, "Hanging").then(
    () => "answered",
    () => "cut",
  );
  await expect.poll(() => simulator.export().roles.some(({ name }) => name === "Hanging")).toBe(true);
  expect((await api.get(DIVISIONS)).status).toBe(200);
  await simulator.close();
  expect(await answer).toBe("cut");
});

test("an expired token is dead for good, and a new login works", async () => {
  const simulator = await openOrg({ switches: { faults: [{ path: "/divisions", kind: "expire-token", times: 1 }] } });
  const api = await as(simulator, SEED.deployer);
  expect((await api.get(DIVISIONS)).status).toBe(401);
  expect((await api.get(DIVISIONS)).status).toBe(401);
  expect((await (await as(simulator, SEED.deployer)).get(DIVISIONS)).status).toBe(200);
});

test("a fault can hit the token endpoint too", async () => {
  const simulator = await openOrg({
    switches: { faults: [{ path: "^/oauth/token$", kind: "status", status: 500, times: 1 }] },
  });
  await expect(as(simulator, SEED.deployer)).rejects.toThrow("internal.server.error");
  expect((await as(simulator, SEED.deployer)).token).not.toBe("");
});

test("a new object is not readable until the delay is over", async () => {
  let now = 0;
  const simulator = await openOrg({ now: () => now, switches: { readAfterWriteDelayMs: 500 } });
  const api = await as(simulator, SEED.deployer);
  const role = await makeRole(api, "Fresh", "routing:queue:view");
  const division = (await api.send("POST", DIVISIONS, { name: "Fresh" })).body;
  const roleDivisions = [{ roleId: role.id, divisionId: division.id }];
  const client = (
    await api.send("POST", "/api/v2/oauth/clients", {
      name: "Fresh",
      authorizedGrantType: "CLIENT-CREDENTIALS",
      roleDivisions,
    })
  ).body;
  const paths = [`${ROLES}/${role.id}`, `${DIVISIONS}/${division.id}`, `/api/v2/oauth/clients/${client.id}`];
  const statuses = async () => (await Promise.all(paths.map((path) => api.get(path)))).map(({ status }) => status);
  const listed = async () => JSON.stringify((await api.get(`${ROLES}?name=Fresh`)).body.entities) !== "[]";
  expect([await statuses(), await listed()]).toEqual([[404, 404, 404], false]);
  now += 500;
  expect([await statuses(), await listed()]).toEqual([[200, 200, 200], true]);
});

test("a change, a new grant and a deletion are not seen by reads until the delay is over, and by writes at once", async () => {
  let now = 0;
  const simulator = await openOrg({ now: () => now });
  const api = await as(simulator, SEED.console);
  const role = await makeRole(api, "Steady", "routing:queue:view");
  const gone = await makeRole(api, "Gone", "routing:queue:view");
  simulator.switches.readAfterWriteDelayMs = 500;
  const subject = `/api/v2/authorization/subjects/${SEED.users["nora.na@contoso.example"]}`;
  await api.send("PUT", `${ROLES}/${role.id}`, { name: "Changed", permissionPolicies: [] });
  await api.send("DELETE", `${ROLES}/${gone.id}`);
  expect((await api.send("DELETE", `${ROLES}/${gone.id}`)).status).toBe(404);
  await api.send("POST", `${subject}/bulkadd`, { grants: [{ roleId: role.id, divisionId: "*" }] });
  const seen = async () => [
    (await api.get(`${ROLES}/${role.id}`)).body["name"],
    (await api.get(`${ROLES}/${gone.id}`)).status,
    (await api.get(subject)).body.grants.length,
  ];
  expect(await seen()).toEqual(["Steady", 200, 1]);
  now += 499;
  expect(await seen()).toEqual(["Steady", 200, 1]);
  now += 1;
  expect(await seen()).toEqual(["Changed", 404, 2]);
});

test("a fault lets requests pass that it skips, also while another one strikes them", async () => {
  const fault = { path: "/divisions$", kind: "status", times: 1 } as const;
  const faults = [
    { ...fault, status: 503 },
    { ...fault, status: 504, skip: 2 },
  ];
  const simulator = await openOrg({ switches: { faults } });
  const api = await as(simulator, SEED.deployer);
  const statuses = [];
  for (let index = 0; index < 4; index++) statuses.push((await api.get(DIVISIONS)).status);
  expect(statuses).toEqual([503, 200, 504, 200]);
  expect(simulator.requests.map(({ fault: struck }) => struck)).toEqual([
    undefined,
    "status",
    undefined,
    "status",
    undefined,
  ]);
});

test("a request that hangs before its work does nothing; cut off, its caller hears it", async () => {
  const simulator = await openOrg();
  const api = await as(simulator, SEED.deployer);
  simulator.switches.faults = [{ path: "/roles$", kind: "hang-before", times: 1 }];
  const answer = makeRole(api, "Hanging").then(
    () => "answered",
    () => "cut",
  );
  await expect.poll(() => simulator.requests.some(({ fault }) => fault === "hang-before")).toBe(true);
  simulator.cutHanging();
  expect(await answer).toBe("cut");
  expect(simulator.export().roles.some(({ name }) => name === "Hanging")).toBe(false);
});

test.each([
  [400, "rate limit exceeded"],
  [401, "authentication failed"],
])("a fault at the token endpoint speaks as that endpoint does (%d)", async (status, text) => {
  const simulator = await openOrg({
    switches: { faults: [{ path: "/oauth/token", kind: "status", status, times: 1 }] },
  });
  await expect(as(simulator, SEED.deployer)).rejects.toThrow(text);
});
