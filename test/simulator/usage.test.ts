import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readUsageFile, SEED } from "../../simulator/index.ts";
import { as, openOrg } from "./support.ts";

const JOBS = "/api/v2/usage/aggregates/query/jobs";
const ofClient = `/api/v2/usage/client/${SEED.legacy.clientId}/aggregates/query/jobs`;
const now = () => Date.parse("2026-06-10T12:00:00Z");
const interval = "2026-06-01T00:00:00Z/2026-06-10T00:00:00Z";
const load = { client: "Legacy Reporting", operation: "GET /api/v2/users", shape: "steady", perDay: 10 } as const;

test("a job is queued, then runs, then gives its rows by cursor", async () => {
  const org = await openOrg({ now, usage: { version: 1, loads: [load] }, switches: { usagePolls: 2 } });
  const admin = await as(org, SEED.console);
  const started = await admin.send("POST", JOBS, { interval, granularity: "Day", groupBy: ["TemplateUri"] });
  expect(started.status).toBe(202);
  const uri = String(started.body["resultsUri"]);
  const polled = [await admin.get(uri), await admin.get(uri), await admin.get(`${uri}?pageSize=4`)];
  expect(polled.map(({ status, body }) => [status, body["queryStatus"]])).toEqual([
    [202, "Queued"],
    [202, "Running"],
    [200, "Succeeded"],
  ]);
  const [rows, next] = [polled[2]?.body.entities ?? [], polled[2]?.body.nextUri ?? ""];
  expect(rows[0]).toMatchObject({ date: "2026-06-01T00:00:00Z", templateUri: "/api/v2/users", requestCount: 10 });
  const rest = (await admin.get(next)).body;
  expect(rest.entities).toHaveLength(4);
  expect((await admin.get(rest.nextUri)).body).not.toHaveProperty("nextUri");
});

test("jobs refuse what the vendor's contract refuses", async () => {
  const org = await openOrg({ now });
  const admin = await as(org, SEED.console);
  const refusal = async (path: string, body: object) => (await admin.send("POST", path, body)).body.code;
  expect(await refusal(JOBS, { interval: "2026-01-01T00:00:00Z/2026-06-01T00:00:00Z" })).toBe("query.too.long");
  expect(await refusal(JOBS, { interval: "2025-01-01T00:00:00Z/2025-02-01T00:00:00Z" })).toBe("bad.request");
  expect(await refusal(ofClient, { interval, groupBy: ["UserId"] })).toBe("invalid.value");
  expect(await refusal("/api/v2/usage/query", { interval, groupBy: ["OauthClientId"] })).toBe("invalid.property");
  expect((await admin.get(`${JOBS}/none`)).status).toBe(404);
});

test("the newer API asks for its own permissions, the older one takes that of clients too", async () => {
  const org = await openOrg({ now });
  const deployer = await as(org, SEED.deployer);
  expect((await deployer.send("POST", JOBS, { interval })).status).toBe(403);
  expect((await deployer.send("POST", ofClient, { interval })).body.message).toContain("usage:client:view");
  expect((await deployer.send("POST", "/api/v2/usage/query", { interval })).status).toBe(200);
});

test("refused calls are counted too, and logins where a switch says so", async () => {
  const org = await openOrg({ now, switches: { requestsPerMinute: 2, countLogins: true } });
  const legacy = await as(org, SEED.legacy);
  for (let call = 0; call < 3; call++) await legacy.get("/api/v2/users");
  expect(org.usage()).toMatchObject([
    { path: "/oauth/token", requests: 1 },
    { path: "/api/v2/users", requests: 3, status200: 2, status400: 1, status429: 1, day: "2026-06-10" },
  ]);
});

test("counts older than a year are dropped", async () => {
  const days = [{ client: "x", operation: "GET /api/v2/users", day: "2024-01-01", requests: 5 }];
  const org = await openOrg({ now, usage: { version: 1, days } });
  await (await as(org, SEED.legacy)).get("/api/v2/users");
  expect(org.usage().map(({ day }) => day)).toEqual(["2026-06-10"]);
});

test("a past that cannot be used is told with its file and its value", () => {
  const folder = mkdtempSync(join(tmpdir(), "genesys-access-usage-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "usage.json");
  const reading = (value: unknown) => {
    writeFileSync(file, typeof value === "string" ? value : JSON.stringify(value));
    return () => readUsageFile(file);
  };
  expect(reading("{")).toThrow(`${file}: cannot be read as JSON`);
  expect(reading({ version: 1, loads: [{ ...load, shape: "spiky" }] })).toThrow("loads[0].shape");
  expect(reading({ version: 1, loads: [{ ...load, operation: "GET /users" }] })).toThrow(
    '"GET /users" is no operation',
  );
  expect(reading({ version: 1, loads: [load] })()).toMatchObject({ loads: [{ firstDaysAgo: 365 }] });
});
