import { expect, test } from "vitest";
import { SEED } from "../../simulator/index.ts";
import { as, openOrg, withToken } from "./support.ts";

test("tokens/me names the org and the OAuthClient, capitals and all, with the org's own id", async () => {
  const deployer = await as(await openOrg(), SEED.deployer);
  const { body } = await deployer.get("/api/v2/tokens/me?preserveIdleTTL=false");
  expect(body).toMatchObject({
    organization: { id: SEED.organizationId },
    OAuthClient: {
      id: SEED.deployer.clientId,
      authorizedGrantType: "CLIENT-CREDENTIALS",
      organization: { id: SEED.organizationId },
      roleDivisions: [{ roleId: SEED.roles["Access as Code Deployer"], divisionId: "*" }],
    },
  });
  expect((await deployer.send("HEAD", "/api/v2/tokens/me")).status).toBe(200);
});

test("a revoked token is dead", async () => {
  const deployer = await as(await openOrg(), SEED.deployer);
  expect((await deployer.send("DELETE", "/api/v2/tokens/me")).status).toBe(204);
  expect((await deployer.get("/api/v2/tokens/me")).status).toBe(401);
});

test("organizations/me has the fields that the vendor's clients dereference", async () => {
  const deployer = await as(await openOrg(), SEED.deployer);
  const { body } = await deployer.get("/api/v2/organizations/me");
  expect(body).toMatchObject({ id: SEED.organizationId, defaultCountryCode: "US", version: 1, state: "active" });
});

test("users/me is a 400 for client credentials and the user for a user-context token", async () => {
  const simulator = await openOrg();
  const deployer = await as(simulator, SEED.deployer);
  const refusal = await deployer.get("/api/v2/users/me");
  expect(refusal.status).toBe(400);
  expect(refusal.body.message).toMatch(/^This request requires a user context\./);
  const userId = SEED.users["emma.emea@contoso.example"];
  const login = await deployer.send("POST", "/simulator/tokens", { clientId: SEED.legacy.clientId, userId });
  const emma = withToken(simulator, login.body.access_token);
  expect((await emma.get("/api/v2/users/me")).body).toMatchObject({ id: userId, email: "emma.emea@contoso.example" });
  const admin = await as(simulator, SEED.console);
  expect((await admin.send("DELETE", `/api/v2/tokens/${userId}`)).status).toBe(204);
  expect((await emma.get("/api/v2/users/me")).status).toBe(401);
});

test("users are listed, read and found by e-mail", async () => {
  const deployer = await as(await openOrg(), SEED.deployer);
  const nora = SEED.users["nora.na@contoso.example"];
  expect((await deployer.get("/api/v2/users?pageSize=100")).body.total).toBe(9);
  expect((await deployer.get(`/api/v2/users?id=${nora}`)).body.entities).toMatchObject([
    { email: "nora.na@contoso.example" },
  ]);
  expect((await deployer.get(`/api/v2/users/${nora}`)).body).toMatchObject({ division: { name: "NA_Operations" } });
  expect((await deployer.get("/api/v2/users/nobody")).status).toBe(404);
  for (const type of ["EXACT", "TERM"]) {
    const query = [{ type, fields: ["email"], value: "NORA.na@contoso.example" }];
    const { body } = await deployer.send("POST", "/api/v2/users/search", { query });
    expect(body).toMatchObject({ total: 1, pageCount: 1, results: [{ id: nora }] });
  }
  const q64 = Buffer.from(JSON.stringify({ query: [{ type: "CONTAINS", fields: ["name"], value: "bpo" }] })).toString(
    "base64",
  );
  expect((await deployer.get(`/api/v2/users/search?q64=${encodeURIComponent(q64)}`)).body.total).toBe(2);
});

test("a search sees only the users of divisions where the caller holds directory:user:view", async () => {
  const simulator = await openOrg();
  const userId = SEED.users["emma.emea@contoso.example"];
  const admin = await as(simulator, SEED.console);
  const login = await admin.send("POST", "/simulator/tokens", { clientId: SEED.legacy.clientId, userId });
  const { body } = await withToken(simulator, login.body.access_token).send("POST", "/api/v2/users/search", {
    query: [{ type: "MATCH_ALL" }],
  });
  expect(body.results.map(({ department }) => department).sort()).toEqual([
    "EMEA_Operations",
    "EMEA_Operations",
    "EMEA_Support",
    "EMEA_Support",
  ]);
});

test("groups are listed, found by name and show their members", async () => {
  const deployer = await as(await openOrg(), SEED.deployer);
  const id = SEED.groups["EMEA Supervisors"];
  expect((await deployer.get("/api/v2/groups")).body.total).toBe(3);
  expect((await deployer.get(`/api/v2/groups/${id}/members`)).body.entities).toMatchObject([{ name: "Emma Emea" }]);
  const query = [{ type: "EXACT", fields: ["name"], value: "EMEA Supervisors" }];
  expect((await deployer.send("POST", "/api/v2/groups/search", { query })).body.results).toMatchObject([{ id }]);
});
