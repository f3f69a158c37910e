import { expect, test } from "vitest";
import { cataloguePermissions } from "../../simulator/catalogue/permissions.ts";
import { SEED } from "../../simulator/index.ts";
import { as, openOrg } from "./support.ts";

test("every answer carries the correlation id and the rate-limit headers", async () => {
  const deployer = await as(await openOrg(), SEED.deployer);
  const { headers } = await deployer.get("/api/v2/authorization/divisions");
  expect(headers.get("ININ-Correlation-Id")).toMatch(/^[0-9a-f-]{36}$/);
  expect(headers.get("inin-ratelimit-count")).toBe("1");
  expect(headers.get("inin-ratelimit-allowed")).toBe("300");
  expect(Number(headers.get("inin-ratelimit-reset"))).toBeGreaterThan(0);
});

test("an unknown path is a 404 in the vendor's error body, with the correlation id as contextId", async () => {
  const deployer = await as(await openOrg(), SEED.deployer);
  const { status, body, headers } = await deployer.get("/api/v2/no/such/thing");
  expect(status).toBe(404);
  expect(body).toEqual({
    message: "No resource matches /api/v2/no/such/thing.",
    code: "not.found",
    status: 404,
    contextId: headers.get("ININ-Correlation-Id"),
    messageParams: {},
    details: [],
    errors: [],
  });
});

test("an empty path segment is a 404, not an operation", async () => {
  const admin = await as(await openOrg(), SEED.console);
  const grant = `/api/v2/authorization/subjects/${SEED.legacy.clientId}/divisions/*/roles/?subjectType=PC_OAUTH_CLIENT`;
  expect(await admin.send("POST", grant)).toMatchObject({ status: 404, body: { code: "not.found" } });
});

test("an operation that is known but not simulated is authorised first and then says so", async () => {
  const simulator = await openOrg();
  const [deployer, admin] = [await as(simulator, SEED.deployer), await as(simulator, SEED.console)];
  expect((await deployer.get("/api/v2/flows")).status).toBe(403);
  expect(await admin.get("/api/v2/flows")).toMatchObject({ status: 501, body: { code: "not.implemented" } });
});

test("malformed JSON, a wrong media type and a body that is too large are refused in the vendor's words", async () => {
  const deployer = await as(await openOrg(), SEED.deployer);
  const roles = "/api/v2/authorization/roles";
  expect(await deployer.send("POST", roles, "{")).toMatchObject({ status: 400, body: { code: "bad.request" } });
  expect(await deployer.send("POST", roles)).toMatchObject({ status: 400, body: { code: "bad.request" } });
  const large = { name: "x".repeat(512_001) };
  expect(await deployer.send("POST", roles, large)).toMatchObject({
    status: 413,
    body: { code: "request.entity.too.large" },
  });
});

test("a path that cannot be decoded, a wrong page size and a path segment beyond reason are answered, too", async () => {
  const deployer = await as(await openOrg(), SEED.deployer);
  const broken = await deployer.get("/api/v2/users/%E0%A4%A");
  expect([broken.status, broken.body.code]).toEqual([400, "bad.request"]);
  expect(broken.headers.get("ININ-Correlation-Id")).toBe(broken.body["contextId"]);
  expect((await deployer.get("/api/v2/users?pageSize=many")).status).toBe(400);
  expect((await deployer.get(`/api/v2/users/${"x".repeat(400)}`)).body).toMatchObject({
    status: 404,
    code: "not.found",
  });
});

test("a body of an unknown media type is a 415", async () => {
  const simulator = await openOrg();
  const { token } = await as(simulator, SEED.deployer);
  const headers = { Authorization: `bearer ${token}`, "Content-Type": "application/xml" };
  const response = await fetch(`${simulator.url}/api/v2/authorization/roles`, {
    method: "POST",
    headers,
    body: "<a/>",
  });
  expect([response.status, await response.json()]).toMatchObject([415, { code: "unsupported.media.type" }]);
});

test("the request log names operations, statuses and clients, and holds no token, secret or body", async () => {
  const simulator = await openOrg();
  const deployer = await as(simulator, SEED.deployer);
  await deployer.get(`/api/v2/authorization/roles/${SEED.roles.admin}?userCount=false`);
  await deployer.get("/api/v2/routing/queues");
  expect(simulator.requests).toMatchObject([
    { method: "POST", path: "/oauth/token", status: 200, clientId: SEED.deployer.clientId },
    {
      operation: "GET /api/v2/authorization/roles/{roleId}",
      query: "userCount=false",
      status: 200,
      clientId: SEED.deployer.clientId,
    },
    { operation: "GET /api/v2/routing/queues", status: 403 },
  ]);
  const { body } = await deployer.get("/simulator/requests");
  expect(body).toEqual(simulator.requests);
  expect(JSON.stringify(body)).not.toContain(deployer.token);
  expect(JSON.stringify(body)).not.toContain(SEED.deployer.clientSecret);
});

test("the permission catalogue is paged by domain and can be asked for domains and permissions", async () => {
  const deployer = await as(await openOrg(), SEED.deployer);
  const path = "/api/v2/authorization/permissions";
  const all = (await deployer.get(`${path}?pageSize=500`)).body;
  expect(all.total).toBe(new Set(cataloguePermissions().map(({ domain }) => domain)).size);
  const some = await deployer.get(`${path}?queryType=domain&query=oauth,authorization`);
  expect(some.body.entities.map((it) => it["domain"]).sort()).toEqual(["authorization", "oauth"]);
  const one = await deployer.get(`${path}?queryType=permission&query=routing:queue:view`);
  expect(one.body.entities).toMatchObject([
    { domain: "routing", permissionMap: { queue: [{ entityType: "queue", action: "view", divisionAware: true }] } },
  ]);
  expect((await deployer.get(`${path}?queryType=colour`)).status).toBe(400);
});

test("the products have a total and ids", async () => {
  const deployer = await as(await openOrg(), SEED.deployer);
  const { body } = await deployer.get("/api/v2/authorization/products");
  expect(body).toMatchObject({ total: 5, entities: [{ id: "botFlows" }, {}, {}, {}, {}] });
});
