import { expect, test } from "vitest";
import { SEED } from "../../simulator/index.ts";
import { as, openOrg } from "./support.ts";

const LIMITS = "/api/v2/organizations/limits/namespaces";

test("the org tells its limits by namespace and its defaults beside them, without a permission", async () => {
  const simulator = await openOrg({ switches: { requestsPerMinute: 90, mostClients: 7 } });
  const legacy = await as(simulator, SEED.legacy);
  const values = async (path: string) => {
    const { body } = await legacy.get(`${LIMITS}/${path}`);
    return Object.fromEntries(body.entities.map((one) => [one["key"], one["value"]]));
  };
  expect((await legacy.get(LIMITS)).body.entities).toContain("authorization");
  expect(await values("platform.api")).toEqual({
    "client.credentials.token.rate.per.minute": 90,
    "org.app.user.rate.per.minute": 3000,
    "request.bytes.max": 512_000,
    "token.rate.per.minute": 90,
  });
  expect(await values("platform.api/defaults")).toMatchObject({ "token.rate.per.minute": 300 });
  expect(Object.values(await values("auth.api"))).toEqual([7]);
  expect(await values("auth.api/defaults")).toEqual({});
  expect((await legacy.get(`${LIMITS}/no.such`)).status).toBe(404);
});

test("the number of divisions that the org may have is a plain number", async () => {
  const simulator = await openOrg({ switches: { mostDivisions: 6 } });
  expect((await (await as(simulator, SEED.legacy)).get("/api/v2/authorization/divisions/limit")).body).toBe(6);
});

test("all tokens of one client and user share a limit, and the answer names it", async () => {
  let now = 0;
  const simulator = await openOrg({ now: () => now, switches: { requestsPerMinuteOfClient: 3 } });
  const [one, two, other] = [
    await as(simulator, SEED.deployer),
    await as(simulator, SEED.deployer),
    await as(simulator, SEED.legacy),
  ];
  const divisions = "/api/v2/authorization/divisions";
  for (const api of [one, two, one]) expect((await api.get(divisions)).status).toBe(200);
  now += 10_000;
  const refused = await two.get(divisions);
  expect([refused.status, refused.body.code, refused.headers.get("Retry-After")]).toEqual([
    429,
    "too.many.requests",
    "50",
  ]);
  expect(refused.body["limit"]).toEqual({
    key: "org.app.user.rate.per.minute",
    namespace: "platform.api",
    value: 3,
  });
  expect(refused.headers.get("inin-ratelimit-allowed")).toBe("300");
  expect((await other.get(divisions)).status).toBe(200);
  now += 50_000;
  expect((await two.get(divisions)).status).toBe(200);
});
