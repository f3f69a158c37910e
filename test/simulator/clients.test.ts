import { expect, test } from "vitest";
import { SEED } from "../../simulator/index.ts";
import { as, logIn, makeClient, makeRole, openOrg } from "./support.ts";

const CLIENTS = "/api/v2/oauth/clients";
const { EMEA_Operations: EMEA, NA_Operations: NA, Home } = SEED.divisions;
const credentialsClient = { name: "Reports", authorizedGrantType: "CLIENT-CREDENTIALS" };

test("a new client shows its secret once, and never again", async () => {
  const simulator = await openOrg();
  const deployer = await as(simulator, SEED.deployer);
  const role = await makeRole(deployer, "Reader", "routing:queue:view");
  const roleDivisions = [{ roleId: role.id, divisionId: EMEA }];
  const { body } = await deployer.send("POST", CLIENTS, {
    ...credentialsClient,
    roleDivisions,
    description: "For reports",
  });
  expect(body).toMatchObject({
    name: "Reports",
    secret: expect.any(String),
    state: "active",
    accessTokenValiditySeconds: 86_400,
    roleDivisions,
    createdBy: { id: SEED.deployer.clientId },
    dateCreated: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z$/),
  });
  const { secret, ...shown } = body;
  expect((await deployer.get(`${CLIENTS}/${body.id}`)).body).toEqual(shown);
  const put = await deployer.send("PUT", `${CLIENTS}/${body.id}`, { ...credentialsClient, roleDivisions });
  expect(put.body).not.toHaveProperty("secret");
  expect(JSON.stringify((await deployer.get(CLIENTS)).body)).not.toContain(secret);
  expect(JSON.stringify(simulator.export())).not.toContain(secret);
  simulator.switches.secretOnRead = true;
  expect((await deployer.get(`${CLIENTS}/${body.id}`)).body).toMatchObject({ secret });
});

test("all clients come on one page, whatever is asked", async () => {
  const deployer = await as(await openOrg(), SEED.deployer);
  const { body } = await deployer.get(`${CLIENTS}?pageSize=1&pageNumber=2`);
  expect(body).toMatchObject({ total: 3, pageCount: 1, pageNumber: 1 });
  expect(body.entities).toHaveLength(3);
});

test("a client-credentials client needs a role at birth and keeps at least one", async () => {
  const simulator = await openOrg();
  const deployer = await as(simulator, SEED.deployer);
  expect((await deployer.send("POST", CLIENTS, credentialsClient)).status).toBe(400);
  const { clientId, roleId } = await makeClient(deployer, "Reports", ["routing:queue:view"], [EMEA]);
  const before = simulator.export();
  const subject = `/api/v2/authorization/subjects/${clientId}`;
  expect(
    (await deployer.send("PUT", `${CLIENTS}/${clientId}`, { ...credentialsClient, roleDivisions: [] })).status,
  ).toBe(400);
  expect((await deployer.send("DELETE", `${subject}/divisions/${EMEA}/roles/${roleId}`)).status).toBe(400);
  const nothing = { grants: [] };
  expect((await deployer.send("POST", `${subject}/bulkreplace?subjectType=PC_OAUTH_CLIENT`, nothing)).status).toBe(400);
  expect(simulator.export()).toEqual(before);
  const app = { name: "App", authorizedGrantType: "CODE", scope: ["routing:readonly"] };
  expect((await deployer.send("POST", CLIENTS, app)).status).toBe(200);
});

test("roleDivisions and the grants of the client are the same data", async () => {
  const deployer = await as(await openOrg(), SEED.deployer);
  const { clientId, roleId } = await makeClient(deployer, "Reports", ["routing:queue:view"], [EMEA]);
  await deployer.send(
    "POST",
    `/api/v2/authorization/subjects/${clientId}/divisions/${NA}/roles/${roleId}?subjectType=PC_OAUTH_CLIENT`,
  );
  const both = [
    { roleId, divisionId: EMEA },
    { roleId, divisionId: NA },
  ];
  expect((await deployer.get(`${CLIENTS}/${clientId}`)).body).toMatchObject({ roleDivisions: both });
  await deployer.send("PUT", `${CLIENTS}/${clientId}`, { ...credentialsClient, roleDivisions: both.slice(1) });
  const { body } = await deployer.get(`/api/v2/authorization/subjects/${clientId}`);
  expect(body.grants).toMatchObject([{ division: { id: NA } }]);
});

test("a role without a division lands in the home division", async () => {
  const deployer = await as(await openOrg(), SEED.deployer);
  const roleId = SEED.roles.user;
  const bare = await deployer.send("POST", CLIENTS, { ...credentialsClient, roleDivisions: [{ roleId }] });
  expect(bare.body).toMatchObject({ roleDivisions: [{ roleId, divisionId: Home }] });
  const old = await deployer.send("POST", CLIENTS, { ...credentialsClient, roleIds: [roleId] });
  expect(old.body).toMatchObject({ roleDivisions: [{ roleId, divisionId: Home }] });
});

test("wrong bodies are refused with a 400 that names the field", async () => {
  const deployer = await as(await openOrg(), SEED.deployer);
  const roleDivisions = [{ roleId: SEED.roles.user, divisionId: Home }];
  const wrong: readonly [change: Record<string, unknown>, field: string][] = [
    [{ name: "" }, "name"],
    [{ authorizedGrantType: "CLIENT_CREDENTIALS" }, "authorizedGrantType"],
    [{ accessTokenValiditySeconds: 299 }, "accessTokenValiditySeconds"],
    [{ accessTokenValiditySeconds: 172_801 }, "accessTokenValiditySeconds"],
    [{ accessTokenValiditySeconds: 38_880_001, scope: ["scim"] }, "accessTokenValiditySeconds"],
    [{ state: "disabled" }, "state"],
  ];
  for (const [change, field] of wrong) {
    const { status, body } = await deployer.send("POST", CLIENTS, { ...credentialsClient, roleDivisions, ...change });
    expect([status, body.message]).toEqual([400, expect.stringContaining(field)]);
  }
});

test("rotation gives a new secret and the old one stops working", async () => {
  const simulator = await openOrg();
  const deployer = await as(simulator, SEED.deployer);
  const client = await makeClient(deployer, "Reports", ["routing:queue:view"], [EMEA]);
  const { body } = await deployer.send("POST", `${CLIENTS}/${client.clientId}/secret`);
  expect(body.secret).not.toBe(client.clientSecret);
  expect((await logIn(simulator, client)).status).toBe(401);
  expect((await logIn(simulator, { ...client, clientSecret: body.secret })).status).toBe(200);
});

test("only an inactive client can be deleted; it goes with its grants", async () => {
  const simulator = await openOrg();
  const deployer = await as(simulator, SEED.deployer);
  const before = simulator.export();
  const { clientId, roleId } = await makeClient(deployer, "Reports", ["routing:queue:view"], [EMEA]);
  const path = `${CLIENTS}/${clientId}`;
  expect(await deployer.send("DELETE", path)).toMatchObject({ status: 400, body: { code: "cannot.delete.client" } });
  await deployer.send("PUT", path, { ...credentialsClient, state: "inactive" });
  expect((await deployer.send("DELETE", path)).status).toBe(204);
  expect((await deployer.get(path)).status).toBe(404);
  await deployer.send("DELETE", `/api/v2/authorization/roles/${roleId}`);
  expect(simulator.export()).toEqual(before);
});

test("the grant type of a client can be changed in place", async () => {
  const deployer = await as(await openOrg(), SEED.deployer);
  const { clientId } = await makeClient(deployer, "Reports", ["routing:queue:view"], [EMEA]);
  const { body } = await deployer.send("PUT", `${CLIENTS}/${clientId}`, {
    name: "App",
    authorizedGrantType: "CODE",
    scope: ["routing:readonly"],
  });
  expect(body).toMatchObject({ id: clientId, authorizedGrantType: "CODE", scope: ["routing:readonly"] });
});

test("the escalation guard compares role ids, or what the roles permit", async () => {
  const simulator = await openOrg({ switches: { escalationGuard: "role" } });
  const deployer = await as(simulator, SEED.deployer);
  const own = await makeRole(deployer, "Same rights", "authorization:role:view");
  const more = await makeRole(deployer, "More rights", "routing:queue:view");
  const create = async (roleId: string) =>
    (await deployer.send("POST", CLIENTS, { ...credentialsClient, roleDivisions: [{ roleId, divisionId: EMEA }] }))
      .body;
  expect(await create(own.id)).toMatchObject({ status: 400, code: "bad.client.role" });
  expect(await create(SEED.roles["Access as Code Deployer"])).toMatchObject({ state: "active" });
  simulator.switches.escalationGuard = "permissions";
  expect(await create(own.id)).toMatchObject({ state: "active" });
  expect(await create(more.id)).toMatchObject({ status: 400, code: "bad.client.role" });
});

test("the guard binds an edit that touches no role, and a new secret", async () => {
  const simulator = await openOrg();
  const deployer = await as(simulator, SEED.deployer);
  const { clientId } = await makeClient(deployer, "Reports", ["routing:queue:view"], [EMEA]);
  simulator.switches.escalationGuard = "role";
  const edit = { ...credentialsClient, name: "Reports", description: "only the text" };
  const edited = await deployer.send("PUT", `${CLIENTS}/${clientId}`, edit);
  expect(edited.body).toMatchObject({ status: 400, code: "bad.client.role", message: "Client role is invalid." });
  const rotated = await deployer.send("POST", `${CLIENTS}/${clientId}/secret`);
  expect(rotated.body).toMatchObject({
    status: 400,
    code: "bad.client.role",
    message: "The caller does not have all the roles assigned to this client.",
  });
});

test("the guard binds users by default, and a switch of their own says otherwise", async () => {
  const simulator = await openOrg();
  const deployer = await as(simulator, SEED.deployer);
  const { clientId } = await makeClient(deployer, "Reports", ["routing:queue:view"], [EMEA]);
  const redirect = { registeredRedirectUri: ["https://x.example/cb"], scope: ["oauth"] };
  const codeClient = { name: "Console", authorizedGrantType: "CODE", ...redirect };
  const { body: app } = await deployer.send("POST", CLIENTS, codeClient);
  const admin = SEED.users["ada.admin@contoso.example"];
  const { body: token } = await deployer.send("POST", "/simulator/tokens", { clientId: app.id, userId: admin });
  const rotate = async () => {
    const answer = await fetch(`${simulator.url}${CLIENTS}/${clientId}/secret`, {
      method: "POST",
      headers: { authorization: `Bearer ${String(token["access_token"])}` },
    });
    return answer.status;
  };
  expect(await rotate()).toBe(400);
  simulator.switches.escalationGuardForUsers = "off";
  expect(await rotate()).toBe(200);
});

test("refusals of a client have the codes of the vendor's definition", async () => {
  const simulator = await openOrg();
  const deployer = await as(simulator, SEED.deployer);
  const roleDivisions = [{ roleId: SEED.roles.user, divisionId: Home }];
  const create = async (change: Record<string, unknown>) =>
    (await deployer.send("POST", CLIENTS, { ...credentialsClient, roleDivisions, ...change })).body.code;
  expect(await create({ roleDivisions: [] })).toBe("missing.client.roles");
  expect(await create({ roleDivisions: [{ roleId: "gone", divisionId: Home }] })).toBe("bad.client.role");
  expect(await create({ roleDivisions: [{ roleId: SEED.roles.user, divisionId: "nowhere" }] })).toBe("bad.client.role");
  expect(await create({ state: "inactive" })).toBe("bad.client.state");
  expect(await create({ scope: ["routing:all"] })).toBe("auth.invalid.scope");
  expect((await deployer.get(`${CLIENTS}/none`)).body).toMatchObject({ status: 404, code: "client.not.found" });
  simulator.switches.mostClients = simulator.export().clients.length;
  expect(await create({})).toBe("auth.too.many.clients");
  simulator.switches.mostClients = 0;
  simulator.switches.mostGrantsOfSubject = 1;
  const two = [Home, EMEA].map((divisionId) => ({ roleId: SEED.roles.user, divisionId }));
  expect(await create({ roleDivisions: two })).toBe("max.role.assignments.exceeded");
});

test("a client that becomes a CODE client has no roles any more, in every answer", async () => {
  const deployer = await as(await openOrg(), SEED.deployer);
  const { clientId } = await makeClient(deployer, "Reports", ["routing:queue:view"], [EMEA]);
  const redirect = { registeredRedirectUri: ["https://x.example/cb"], scope: ["oauth"] };
  const code = { name: "Reports", authorizedGrantType: "CODE", ...redirect };
  const changed = await deployer.send("PUT", `${CLIENTS}/${clientId}`, code);
  const read = await deployer.get(`${CLIENTS}/${clientId}`);
  const subject = await deployer.get(`/api/v2/authorization/subjects/${clientId}`);
  for (const { body } of [changed, read]) expect(body["roleDivisions"] ?? []).toEqual([]);
  expect(subject.body.grants).toEqual([]);
});

test("usage counts the client's requests per operation", async () => {
  const simulator = await openOrg({ now: () => Date.parse("2026-06-01T12:00:00Z") });
  const [deployer, legacy] = [await as(simulator, SEED.deployer), await as(simulator, SEED.legacy)];
  await legacy.get("/api/v2/routing/queues");
  await legacy.get("/api/v2/routing/queues/none");
  await legacy.get("/api/v2/routing/queues");
  const { body } = await deployer.get(`${CLIENTS}/${SEED.legacy.clientId}/usage/summary?days=1`);
  const usage = (await deployer.get(String(body["resultsUri"]))).body;
  expect(usage).toMatchObject({ queryStatus: "Complete" });
  expect(usage.results).toMatchObject([
    { httpMethod: "GET", templateUri: "/api/v2/routing/queues", requests: 2, status200: 2, status400: 0 },
    { templateUri: "/api/v2/routing/queues/{queueId}", requests: 1, status400: 1 },
  ]);
  const past = { interval: "2020-01-01T00:00:00Z/2020-02-01T00:00:00Z" };
  const query = await deployer.send("POST", `${CLIENTS}/${SEED.legacy.clientId}/usage/query`, past);
  expect((await deployer.get(String(query.body["resultsUri"]))).body).toEqual({ queryStatus: "Complete", results: [] });
});

test("scopes are listed and read; nobody has authorised an app", async () => {
  const simulator = await openOrg();
  const admin = await as(simulator, SEED.console);
  const { body } = await admin.get("/api/v2/oauth/scopes");
  expect(body.total).toBe(body.entities.length);
  expect((await admin.get("/api/v2/oauth/scopes/analytics:readonly")).body).toMatchObject({ id: "analytics:readonly" });
  expect((await admin.get("/api/v2/oauth/scopes/analytics:conversation:read")).status).toBe(404);
  expect((await admin.get("/api/v2/oauth/authorizations")).body).toMatchObject({ total: 0, entities: [] });
});

test("scopes bind user-context tokens once the org enforces them, and never client credentials", async () => {
  const simulator = await openOrg({ switches: { enforceScopes: true } });
  const admin = await as(simulator, SEED.console);
  const app = await admin.send("POST", CLIENTS, {
    name: "App",
    authorizedGrantType: "CODE",
    scope: ["authorization:readonly"],
  });
  const userId = SEED.users["ada.admin@contoso.example"];
  const login = await admin.send("POST", "/simulator/tokens", { clientId: app.body.id, userId });
  const call = (path: string, method = "GET") =>
    fetch(simulator.url + path, { method, headers: { Authorization: `Bearer ${login.body.access_token}` } }).then(
      ({ status }) => status,
    );
  expect(await call("/api/v2/authorization/roles")).toBe(200);
  expect(await call("/api/v2/routing/queues")).toBe(403);
  expect((await admin.get("/api/v2/routing/queues")).status).toBe(200);
  simulator.switches.enforceScopes = false;
  expect(await call("/api/v2/routing/queues")).toBe(200);
});

test("tokens of a client with the scope scim may live for 450 days", async () => {
  const deployer = await as(await openOrg(), SEED.deployer);
  const role = await makeRole(deployer, "Reader", "routing:queue:view");
  const scim = { roleDivisions: [{ roleId: role.id, divisionId: EMEA }], scope: ["scim"] };
  const { status, body } = await deployer.send("POST", CLIENTS, {
    ...credentialsClient,
    ...scim,
    accessTokenValiditySeconds: 38_880_000,
  });
  expect([status, body["accessTokenValiditySeconds"]]).toEqual([200, 38_880_000]);
});

test("a client that acts for users needs a scope, at creation and at every edit, unless the switch says otherwise", async () => {
  const simulator = await openOrg();
  const deployer = await as(simulator, SEED.deployer);
  for (const authorizedGrantType of ["CODE", "TOKEN", "SAML2-BEARER"]) {
    const app = { name: "App", authorizedGrantType, registeredRedirectUri: ["https://x.example/cb"] };
    const refused = { status: 400, body: { code: "missing.client.scope", message: "Client scope is missing." } };
    expect(await deployer.send("POST", CLIENTS, app)).toMatchObject(refused);
    const { body } = await deployer.send("POST", CLIENTS, { ...app, scope: ["routing:readonly"] });
    expect(await deployer.send("PUT", `${CLIENTS}/${body.id}`, { ...app, scope: [] })).toMatchObject(refused);
    simulator.switches.scopesRequired = false;
    expect((await deployer.send("PUT", `${CLIENTS}/${body.id}`, app)).status).toBe(200);
    simulator.switches.scopesRequired = true;
  }
});
