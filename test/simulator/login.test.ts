import { expect, test } from "vitest";
import { SEED, seedOrg } from "../../simulator/index.ts";
import { as, logIn, openOrg, withToken } from "./support.ts";

async function post(url: string, body: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${url}/oauth/token`, {
    method: "POST",
    headers: { "Content-Type": "application/x-www-form-urlencoded", ...headers },
    body,
  });
  return { status: response.status, body: await response.json() };
}

test("client credentials in a Basic header give a token that lives as long as the client says", async () => {
  const { status, body, headers } = await logIn(await openOrg(), SEED.deployer);
  expect(status).toBe(200);
  expect(body).toEqual({
    access_token: expect.stringMatching(/^[\w-]{40,}$/),
    token_type: "bearer",
    expires_in: 86_400,
  });
  expect(headers.get("ININ-Correlation-Id")).toMatch(/^[0-9a-f-]{36}$/);
});

test("client credentials in the body work as well", async () => {
  const { url } = await openOrg();
  const { clientId, clientSecret } = SEED.deployer;
  const { status } = await post(
    url,
    `grant_type=client_credentials&client_id=${clientId}&client_secret=${clientSecret}`,
  );
  expect(status).toBe(200);
});

test("a wrong secret and an unknown client are refused in the token endpoint's own error shape", async () => {
  const simulator = await openOrg();
  const wrong = await logIn(simulator, { ...SEED.deployer, clientSecret: "guess" });
  expect(wrong.status).toBe(401);
  expect(wrong.body).toEqual({
    error: "invalid_client",
    description: "authentication failed",
    error_description: "authentication failed",
  });
  const unknown = await logIn(simulator, { clientId: "nobody", clientSecret: "x" });
  expect([unknown.status, unknown.body["description"]]).toEqual([401, "client not found"]);
});

test("other grant types and missing fields are refused", async () => {
  const { url } = await openOrg();
  expect(await post(url, "grant_type=password")).toMatchObject({
    status: 400,
    body: { error: "unsupported_grant_type" },
  });
  expect(await post(url, "")).toMatchObject({ status: 400, body: { error: "invalid_request" } });
  expect(await post(url, "grant_type=client_credentials")).toMatchObject({
    status: 400,
    body: { error: "invalid_request" },
  });
});

test("an inactive client gets no new token, while the one it has goes on working", async () => {
  const simulator = await openOrg();
  const admin = await as(simulator, SEED.console);
  const legacy = await as(simulator, SEED.legacy);
  const path = `/api/v2/oauth/clients/${SEED.legacy.clientId}`;
  const put = await admin.send("PUT", path, {
    name: "Legacy",
    authorizedGrantType: "CLIENT-CREDENTIALS",
    state: "inactive",
  });
  expect(put.body).toMatchObject({ state: "inactive" });
  expect((await logIn(simulator, SEED.legacy)).body).toMatchObject({ error: "invalid_client" });
  expect((await legacy.get("/api/v2/tokens/me")).status).toBe(200);
  await admin.send("DELETE", path);
  expect(await legacy.get("/api/v2/tokens/me")).toMatchObject({ status: 401, body: { code: "bad.credentials" } });
});

test("a client that the vendor disabled gets no token", async () => {
  const seed = seedOrg();
  const clients = seed.clients.map((it) =>
    it.id === SEED.legacy.clientId ? { ...it, state: "disabled" as const } : it,
  );
  const { status } = await logIn(await openOrg({ seed: { ...seed, clients } }), SEED.legacy);
  expect(status).toBe(401);
});

test("a client of another grant type may not log in with its credentials", async () => {
  const simulator = await openOrg();
  const admin = await as(simulator, SEED.console);
  const app = { name: "App", authorizedGrantType: "CODE", scope: ["routing:readonly"] };
  const { body } = await admin.send("POST", "/api/v2/oauth/clients", app);
  const { status, body: refusal } = await logIn(simulator, { clientId: body.id, clientSecret: body.secret });
  expect([status, refusal["error"]]).toEqual([400, "unauthorized_client"]);
});

test("too many logins are a 400 whose text begins with rate limit exceeded", async () => {
  const simulator = await openOrg({ switches: { loginsPerMinute: 1 } });
  await as(simulator, SEED.deployer);
  const { status, body } = await logIn(simulator, SEED.deployer);
  expect([status, body["error"]]).toEqual([400, "invalid_request"]);
  expect(body["error_description"]).toMatch(/^rate limit exceeded;/);
  expect((await logIn(simulator, SEED.console)).status).toBe(200);
});

test("a token ends when its time is over", async () => {
  let now = Date.parse("2026-06-01T00:00:00Z");
  const simulator = await openOrg({ now: () => now });
  const deployer = await as(simulator, SEED.deployer);
  now += 86_399_000;
  expect((await deployer.get("/api/v2/tokens/me")).status).toBe(200);
  now += 1_000;
  expect(await deployer.get("/api/v2/tokens/me")).toMatchObject({ status: 401, body: { code: "credentials.expired" } });
});

test("no token and a made-up token are two different 401s", async () => {
  const simulator = await openOrg();
  const bare = await fetch(`${simulator.url}/api/v2/tokens/me`);
  expect([bare.status, await bare.json()]).toMatchObject([401, { code: "authentication.required" }]);
  expect(await withToken(simulator, "made-up").get("/api/v2/tokens/me")).toMatchObject({
    status: 401,
    body: { code: "bad.credentials" },
  });
});
