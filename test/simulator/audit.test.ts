import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { SEED, type Simulator, type SimulatorOptions } from "../../simulator/index.ts";
import { type Api, as, makeClient, makeRole, openOrg, withToken } from "./support.ts";

const REALTIME = "/api/v2/audits/query/realtime";
const ASYNC = "/api/v2/audits/query";
const serviceName = "PeoplePermissions";
const now = () => Date.parse("2026-06-10T12:00:00Z");
/** Whatever day it is in the org by then. */
const interval = "2026-06-10T00:00:00Z/2026-06-11T00:00:00Z";
const ascending = [{ name: "Timestamp", sortOrder: "ascending" }];

async function opened(options: SimulatorOptions = {}) {
  const org = await openOrg({ now, ...options });
  return { org, admin: await as(org, SEED.console) };
}

async function entries(api: Api, body: object = {}, query = "") {
  const answer = await api.send("POST", `${REALTIME}${query}`, {
    interval,
    serviceName,
    sort: ascending,
    pageSize: 500,
    ...body,
  });
  expect(answer.status).toBe(200);
  return answer.body.entities as unknown as Record<string, unknown>[];
}

const grants = (subjectId: string) => `/api/v2/authorization/subjects/${subjectId}`;
const summary = (org: Simulator) => org.audit().map(({ entityType, action }) => `${entityType} ${action}`);

test("an org starts with an empty audit, and reads are not in it", async () => {
  const { org, admin } = await opened();
  await admin.get("/api/v2/authorization/roles");
  expect(await entries(admin)).toEqual([]);
  expect(org.audit()).toEqual([]);
});

test("an entry says what changed, who did it and from where", async () => {
  const { admin } = await opened();
  const role = await makeRole(admin, "Readers", "routing:queue:view");
  const policies = [{ domain: "routing", entityName: "queue", actionSet: ["view", "edit"] }];
  await admin.send("PUT", `/api/v2/authorization/roles/${role.id}`, { name: "Readers", permissionPolicies: policies });
  const [made, changed] = await entries(admin);
  expect(made).toMatchObject({ action: "Create", entityType: "Role", entity: { id: role.id, name: "Readers" } });
  expect(changed).toMatchObject({
    serviceName,
    level: "USER",
    status: "SUCCESS",
    action: "Update",
    eventDate: "2026-06-10T12:00:00.000Z",
    client: { id: SEED.console.clientId, selfUri: `/api/v2/oauth/clients/${SEED.console.clientId}` },
    application: SEED.console.name,
    remoteIp: ["127.0.0.1"],
    propertyChanges: [{ property: "permissionPolicies", oldValues: [], newValues: ["routing:queue:edit"] }],
  });
  // As it was seen in live orgs: a client that acts by itself stands in the place of a user too, without a name.
  expect(changed).toMatchObject({ user: { id: SEED.console.clientId } });
});

test("a change by a person through the console names the person, the client and the address", async () => {
  const { org } = await opened();
  const userId = SEED.users["ada.admin@contoso.example"];
  const login = await fetch(`${org.url}/simulator/tokens`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ clientId: SEED.console.clientId, userId }),
  });
  const { access_token: token } = (await login.json()) as { access_token: string };
  await fetch(`${org.url}/api/v2/authorization/divisions`, {
    method: "POST",
    headers: {
      Authorization: `Bearer ${token}`,
      "Content-Type": "application/json",
      "X-Forwarded-For": "203.0.113.7, nonsense",
    },
    body: JSON.stringify({ name: "Night shift" }),
  });
  const ada = withToken(org, token);
  expect(await entries(ada)).toMatchObject([
    {
      entityType: "Division",
      user: { id: userId },
      client: { id: SEED.console.clientId },
      remoteIp: ["203.0.113.7", "127.0.0.1"],
    },
  ]);
  const [expanded] = await entries(ada, {}, "?expand=user");
  expect(expanded).toMatchObject({ user: { id: userId, name: expect.stringContaining("Ada") } });
});

test("grants are told as members of the role whichever route makes or takes them", async () => {
  const { org, admin } = await opened();
  const user = SEED.users["nora.na@contoso.example"];
  const { id } = await makeRole(admin, "Extra", "routing:queue:view");
  const [division, role] = [SEED.divisions.NA_Operations, `/api/v2/authorization/roles/${id}`];
  const before = org.audit().length;
  await admin.send("POST", `${grants(user)}/divisions/${division}/roles/${id}`);
  await admin.send("DELETE", `${grants(user)}/divisions/${division}/roles/${id}`);
  await admin.send("POST", `${role}?subjectType=PC_USER`, { subjectIds: [user], divisionIds: ["*"] });
  await admin.send("PUT", `${role}/users/remove`, [user]);
  await admin.send("PUT", `${role}/users/add`, [user]);
  await admin.send("POST", `${grants(user)}/bulkreplace?subjectType=PC_USER`, {
    grants: [{ roleId: id, divisionId: division }],
  });
  const told = org
    .audit()
    .slice(before)
    .map(({ action, entity }) => [action, entity.name]);
  const grant = (where: string) => `${user}--${id}--${where}`;
  expect(told.slice(0, 5)).toEqual([
    ["MemberAdd", grant(division)],
    ["MemberRemove", grant(division)],
    ["MemberAdd", grant("*")],
    ["MemberRemove", grant("*")],
    ["MemberAdd", grant(SEED.divisions.Home)],
  ]);
  expect(told.slice(5)).toEqual(
    expect.arrayContaining([
      ["MemberRemove", grant(SEED.divisions.Home)],
      ["MemberAdd", grant(division)],
    ]),
  );
  expect(org.audit().at(-1)).toMatchObject({
    entityType: "Role",
    entity: { id },
    propertyChanges: [],
    entityChanges: [],
  });
});

test("by the switch grants are told as a change of the subject, or not at all", async () => {
  const { org, admin } = await opened({ switches: { auditGrants: "subject" } });
  const user = SEED.users["nora.na@contoso.example"];
  const role = await makeRole(admin, "Extra", "routing:queue:view");
  const path = `${grants(user)}/divisions/${SEED.divisions.NA_Operations}/roles/${role.id}`;
  await admin.send("POST", path);
  expect(org.audit().at(-1)).toMatchObject({
    entityType: "AuthUser",
    entity: { id: user },
    action: "Update",
    propertyChanges: [{ property: "roleDivisions", newValues: [`${role.id} in ${SEED.divisions.NA_Operations}`] }],
    entityChanges: [
      { entityId: role.id, entityType: "Role", oldValues: [], newValues: [SEED.divisions.NA_Operations] },
    ],
  });
  org.switches.auditGrants = "untold";
  const count = org.audit().length;
  await admin.send("DELETE", path);
  expect(org.audit()).toHaveLength(count);
});

test("no entry ever has a secret, also where a client and its grants are one entry", async () => {
  const { org, admin } = await opened({ switches: { auditGrants: "subject" } });
  const client = await makeClient(admin, "Reports", ["routing:queue:view"], ["*"]);
  const rotated = (await admin.send("POST", `/api/v2/oauth/clients/${client.clientId}/secret`)).body.secret;
  const { body } = await admin.get(`/api/v2/oauth/clients/${client.clientId}`);
  await admin.send("PUT", `/api/v2/oauth/clients/${client.clientId}`, { ...body, state: "inactive" });
  await admin.send("DELETE", `/api/v2/oauth/clients/${client.clientId}`);
  expect(summary(org)).toEqual([
    "Role Create",
    "OAuthClient Create",
    "OAuthClient Update",
    "OAuthClient Update",
    "OAuthClient Delete",
  ]);
  const [, made, secret, , gone] = org.audit();
  expect(made?.propertyChanges).toContainEqual({
    property: "roleDivisions",
    oldValues: [],
    newValues: [`${client.roleId} in *`],
  });
  expect(secret?.propertyChanges).toEqual([{ property: "secret", oldValues: [], newValues: [] }]);
  expect(gone?.propertyChanges).toContainEqual({ property: "name", oldValues: ["Reports"], newValues: [] });
  const text = JSON.stringify([org.audit(), await entries(admin)]);
  for (const one of [client.clientSecret, rotated, SEED.deployer.clientSecret]) expect(text).not.toContain(one);
  expect(text).not.toMatch(/secretSha256|[0-9a-f]{64}/);
});

test("divisions, users, groups, default roles and settings are told too", async () => {
  const { org, admin } = await opened();
  const { body: division } = await admin.send("POST", "/api/v2/authorization/divisions", { name: "Short" });
  await admin.send("DELETE", `/api/v2/authorization/divisions/${division.id}`);
  await admin.send("POST", `/api/v2/authorization/divisions/${division.id}/restore`, { name: "Short" });
  const user = SEED.users["boris.bpo@partner.example"];
  await admin.send("POST", `/api/v2/groups/${SEED.groups["Partner Agents"]}/members`, {
    memberIds: [SEED.users["nora.na@contoso.example"]],
  });
  await admin.send("DELETE", `/api/v2/users/${user}`);
  await admin.send("PUT", "/api/v2/authorization/roles/settings", { backfillEnabled: false });
  const admins = SEED.roles.supervisor;
  await admin.send("PUT", `/api/v2/authorization/roles/${admins}`, { name: "supervisor", permissionPolicies: [] });
  await admin.send("PUT", "/api/v2/authorization/roles/default", [{ id: admins }]);
  expect(summary(org)).toEqual(
    expect.arrayContaining([
      "Division Create",
      "Division Delete",
      "Division Restore",
      "Group Update",
      "User Delete",
      "Role MemberRemove",
      "AuthOrganization Update",
      "Role Update",
    ]),
  );
  expect(summary(org).slice(-2)).toEqual(["Role Update", "Role Update"]);
});

test("the vendor's back-fill is told by nobody with the level SYSTEM, or not at all", async () => {
  const { org, admin } = await opened();
  const adds = "routing:queue:join";
  const widened = org.backfill({ holding: "routing:queue:view", adds });
  const told = await entries(admin);
  expect(told).toHaveLength(widened.length);
  for (const entry of told) {
    expect(entry).toMatchObject({ level: "SYSTEM", entityType: "Role", propertyChanges: [{ newValues: [adds] }] });
    for (const name of ["user", "client", "remoteIp", "application"]) expect(entry).not.toHaveProperty(name);
  }
  org.switches.auditVendor = false;
  expect(org.backfill({ holding: "routing:queue:view", adds: "routing:queue:search" })).not.toEqual([]);
  expect(org.audit()).toHaveLength(told.length);
  // What was not told then is not told as somebody's change later.
  await makeRole(admin, "Later", "routing:queue:view");
  expect(org.audit()).toHaveLength(told.length + 1);
});

test("a query in the background is queued, then runs, and gives its entries by cursor", async () => {
  const { org, admin } = await opened({ switches: { auditPolls: 2 } });
  for (const name of ["A", "B", "C"]) await makeRole(admin, name, "routing:queue:view");
  const started = await admin.send("POST", ASYNC, { interval, serviceName, sort: ascending });
  expect(started).toMatchObject({ status: 202, body: { state: "Queued", serviceName, interval } });
  const path = `${ASYNC}/${started.body.id}`;
  expect((await admin.get(`${path}/results`)).status).toBe(400);
  const states = [await admin.get(path), await admin.get(path), await admin.get(path)];
  expect(states.map(({ status, body }) => [status, body["state"]])).toEqual([
    [202, "Queued"],
    [202, "Running"],
    [200, "Succeeded"],
  ]);
  const first = (await admin.get(`${path}/results?pageSize=2`)).body;
  expect(first.entities).toHaveLength(2);
  const rest = (await admin.get(`${path}/results?pageSize=2&cursor=${encodeURIComponent(String(first["cursor"]))}`))
    .body;
  expect(rest.entities).toMatchObject([{ entity: { name: "C" } }]);
  expect(rest).not.toHaveProperty("cursor");
  org.switches.auditRowsMost = 2;
  expect((await admin.get(`${path}/results`)).body).toHaveProperty("downloadUrl");
  org.switches.auditQueries = "failing";
  expect((await admin.get(path)).body).toMatchObject({ state: "Failed" });
});

test("filters leave what they name, and a service has to be one of the map", async () => {
  const { org, admin } = await opened();
  const client = await makeClient(admin, "Reports", ["routing:queue:view"], ["*"]);
  const filtered = async (property: string, value: string) =>
    (await entries(admin, { filters: [{ property, value }] })).map(({ entityType }) => entityType);
  expect(await filtered("EntityType", "OAuthClient")).toEqual(["OAuthClient"]);
  expect(await filtered("Action", "MemberAdd")).toEqual(["Role"]);
  expect(await filtered("ClientId", SEED.console.clientId)).toEqual(["Role", "OAuthClient", "Role"]);
  expect(await filtered("UserId", SEED.users["nora.na@contoso.example"])).toEqual([]);
  const one = [
    { property: "EntityType", value: "OAuthClient" },
    { property: "EntityId", value: client.clientId },
  ];
  expect(await entries(admin, { filters: one })).toHaveLength(1);
  const refusal = async (body: object) => (await admin.send("POST", REALTIME, body)).body.code;
  expect(await entries(admin, { serviceName: undefined })).toHaveLength(3);
  expect(await refusal({ interval, serviceName, filters: one.slice(1) })).toBe("constraint.validation");
  expect(await refusal({ interval, serviceName: "Telephony" })).toBe("invalid.value");
  expect(await refusal({ interval, serviceName, filters: [{ property: "Name", value: "x" }] })).toBe(
    "invalid.property",
  );
  expect(await refusal({ interval: "x", serviceName })).toBe("bad.request");
  expect((await admin.get(`${ASYNC}/servicemapping`)).body).toMatchObject({
    services: [
      { name: serviceName, entities: expect.arrayContaining([expect.objectContaining({ name: "OAuthClient" })]) },
      { name: "Groups" },
    ],
  });
  org.switches.auditRealtime = "absent";
  expect((await admin.get(`${REALTIME}/servicemapping`)).status).toBe(404);
});

test("the audit asks for its permission, and by the switch for the division of what it tells", async () => {
  const { org, admin } = await opened();
  const viewer = await makeClient(admin, "Viewer", ["audits:audit:view"], [SEED.divisions.NA_Operations]);
  const role = await makeRole(admin, "Extra", "routing:queue:view");
  for (const division of [SEED.divisions.NA_Operations, SEED.divisions.EMEA_Support])
    await admin.send("POST", `${grants(SEED.users["nora.na@contoso.example"])}/divisions/${division}/roles/${role.id}`);
  expect(
    (await (await as(org, SEED.deployer)).send("POST", REALTIME, { interval, serviceName })).body.message,
  ).toContain("audits:audit:view");
  const limited = await as(org, viewer);
  const count = async () => (await entries(limited, { filters: [{ property: "Action", value: "MemberAdd" }] })).length;
  expect(await count()).toBe(3);
  org.switches.auditByDivision = true;
  expect(await count()).toBe(2);
});

test("entries come with delay, are kept for some days, and realtime goes back two weeks", async () => {
  const { org, admin } = await opened({ switches: { auditDelayMs: 60_000 } });
  await makeRole(admin, "Readers", "routing:queue:view");
  expect(await entries(admin)).toEqual([]);
  org.clock.advance("PT1M");
  expect(await entries(admin)).toHaveLength(1);
  org.clock.advance("P14D");
  const later = await as(org, SEED.console);
  expect(await entries(later)).toEqual([]);
  const { id } = (await later.send("POST", ASYNC, { interval, serviceName })).body;
  expect((await later.get(`${ASYNC}/${id}/results`)).body.entities).toHaveLength(1);
  org.switches.auditDays = 7;
  const other = (await later.send("POST", ASYNC, { interval, serviceName })).body.id;
  expect((await later.get(`${ASYNC}/${other}/results`)).body.entities).toEqual([]);
});

test("all entries of one action are found from one of them", async () => {
  const { admin } = await opened();
  const role = await makeRole(admin, "Extra", "routing:queue:view");
  const ids = [SEED.users["nora.na@contoso.example"], SEED.users["neil.na@contoso.example"]];
  await admin.send("PUT", `/api/v2/authorization/roles/${role.id}/users/add`, ids);
  const [made, first] = await entries(admin);
  const related = async (auditId: unknown) =>
    (await admin.send("POST", `${REALTIME}/related`, { auditId })).body.entities;
  expect(await related(made?.["id"])).toHaveLength(1);
  expect(await related(first?.["id"])).toHaveLength(2);
});

test("the audit outlives its simulator in the data file", async () => {
  const folder = mkdtempSync(join(tmpdir(), "simulator-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const dataFile = join(folder, "org.json");
  const { org, admin } = await opened({ dataFile });
  await makeRole(admin, "Readers", "routing:queue:view");
  await org.close();
  const second = await opened({ dataFile });
  expect(await entries(second.admin)).toMatchObject([{ entity: { name: "Readers" } }]);
});
