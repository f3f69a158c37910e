/** Usage of embedded orgs, as the command reads and tells it. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv } from "ajv";
import formats from "ajv-formats";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SEED, type Simulator, type SimulatorOptions, seedOrg, startSimulator } from "../../../simulator/index.ts";
import type { UsageReport } from "../../../toolkit/usage/model.ts";
import { DEFAULT_THRESHOLDS, USAGE_FORMATS } from "../../../toolkit/usage/options.ts";
import { readUsage, type UsageRequest } from "../../../toolkit/usage/readUsage.ts";
import { renderUsage } from "../../../toolkit/usage/render/index.ts";
import { exitCodeOf } from "../../../toolkit/usage/usage.ts";
import { genesysAccess } from "../../support/inProcess.ts";
import { parseOpenMetrics } from "../../support/openMetrics.ts";

const folder = mkdtempSync(join(tmpdir(), "genesys-access-usage-"));
const orgs: Simulator[] = [];
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await Promise.all(orgs.map((org) => org.close()));
});

const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
const HOSTILE = '"}\n# EOF\u202e=cmd|<script>`@all';
const READER = ["usage:organization:view", "oauth:client:view"];
const GONE = "00000000-1111-4222-8333-444444444444";

/** An org with a client of a stack, a managed one of nobody, a hostile name, and one that is gone. */
async function orgWith(options: SimulatorOptions = {}, permissions = READER): Promise<Simulator> {
  const seed = seedOrg();
  const role = seed.roles.find(({ id }) => id === SEED.roles["Access as Code Deployer"]);
  const policies = permissions.map((one) => {
    const [domain = "", entityName = "", action = ""] = one.split(":");
    return { domain, entityName, actionSet: [action] };
  });
  role?.permissionPolicies.splice(0, Number.POSITIVE_INFINITY, ...policies);
  const legacy = seed.clients.find(({ id }) => id === SEED.legacy.clientId);
  const console_ = seed.clients.find(({ id }) => id === SEED.console.clientId);
  if (legacy) legacy.description = "Reports [shop/prod/clients/reports]";
  if (console_) console_.name = HOSTILE;
  const load = { shape: "steady", perDay: 1000, operation: "GET /api/v2/users" } as const;
  const org = await startSimulator({
    seed,
    usage: {
      version: 1,
      loads: [
        { ...load, client: SEED.legacy.clientId },
        { ...load, client: SEED.legacy.clientId, perDay: 10, operation: "GET /api/v2/routing/queues", status: 429 },
        { ...load, client: SEED.console.clientId, perDay: 100, status: 403 },
        { ...load, client: GONE, perDay: 50, operation: "POST /api/v2/analytics/conversations/details/query" },
      ],
    },
    ...options,
  });
  orgs.push(org);
  return org;
}

const request = (more: Partial<UsageRequest> = {}): UsageRequest => ({
  days: 30,
  org: true,
  ...DEFAULT_THRESHOLDS,
  ...more,
});
const of = (report: UsageReport, id: string) => report.clients.find((one) => one.id === id);

describe("the usage of an org", () => {
  let org: Simulator;
  let report: UsageReport;
  beforeAll(async () => {
    org = await orgWith();
    report = await readUsage(request(), { env: org.environment });
  });

  it("has the totals that the org itself counted for those days", () => {
    const own = org.usage().filter((one) => one.day >= day(30) && one.day <= day(1));
    expect(report.total.requests).toBe(own.reduce((sum, { requests }) => sum + requests, 0));
    for (const { id, perDay } of report.clients) {
      const days = Array.from({ length: 30 }, (_, index) => day(30 - index));
      expect(perDay).toEqual(
        days.map((text) =>
          own.reduce((sum, one) => (one.day === text && one.clientId === id ? sum + one.requests : sum), 0),
        ),
      );
    }
    expect(report).toMatchObject({ timeZone: "UTC", complete: true, window: { from: day(30), to: day(1) } });
  });

  it("says of each client how much, how often wrong, and what it calls most", () => {
    expect(report.clients.map(({ id }) => id)).toEqual([SEED.legacy.clientId, SEED.console.clientId, GONE]);
    expect(of(report, SEED.legacy.clientId)).toMatchObject({
      name: SEED.legacy.name,
      group: "org",
      errors: 300,
      status429: 300,
      most429: { requests: 10 },
      operations: [
        { method: "GET", path: "/api/v2/users" },
        { path: "/api/v2/routing/queues", requests: 300 },
      ],
    });
    expect(Math.abs(of(report, GONE)?.trend ?? 1)).toBeLessThan(0.1);
    expect(of(report, GONE)).toMatchObject({ group: "unknown", name: null, owner: null });
    expect(report.rate.advice.join()).toContain("refused 300 times with 429");
  });

  it("without a quota has no percentage and no alarm", () => {
    expect(report).toMatchObject({
      quota: null,
      state: "unknown",
      alarms: [],
      used: { percent: null, projectedPercent: null },
    });
    expect(exitCodeOf(report, "warn")).toBe(0);
    expect(renderUsage(report, "text")).toContain("Quota: unknown, so there is no percentage and no alarm");
  });

  it.each(USAGE_FORMATS)("shows no name of the org as anything but text: %s", (format) => {
    const text = renderUsage(report, format);
    expect(text).not.toContain("\u202e");
    if (format === "csv") expect(text).not.toMatch(/(^|,)=/m);
    if (format === "markdown") expect(text.replace(/``[^\n]*?``|`[^`\n]*`/g, "")).not.toContain("<script>");
  });

  it("is OpenMetrics that a strict reader takes, with the same numbers", () => {
    const families = parseOpenMetrics(renderUsage(report, "openmetrics"));
    const requests = families.get("genesys_access_client_requests")?.samples ?? [];
    expect(requests.map(({ value }) => value)).toEqual(report.clients.map((one) => one.requests));
    expect(requests[1]?.labels["client_name"]).toContain("<script>");
    expect(families.has("genesys_access_org_quota_projected_ratio")).toBe(false);
    expect(families.get("genesys_access_usage_complete")?.samples[0]?.value).toBe(1);
  });

  it("is JSON as its schema says", () => {
    const ajv = new Ajv({ allErrors: true, strictTypes: false });
    formats.default(ajv);
    const validate = ajv.compile(JSON.parse(readFileSync("schemas/usage-report.schema.json", "utf8")));
    validate(JSON.parse(renderUsage(report, "json")));
    expect(validate.errors).toBeNull();
  });

  it("against a quota warns of a client above half of it, and is critical above all of it", async () => {
    const env = org.environment;
    const roomy = await readUsage(request({ quota: 10_000_000 }), { env });
    expect(roomy).toMatchObject({ state: "ok", alarms: [] });
    const tight = await readUsage(request({ quota: 30_000 }), { env });
    expect(tight.alarms.map(({ severity, client }) => [severity, client])).toEqual([
      ["critical", null],
      ["warn", SEED.legacy.clientId],
    ]);
    expect(tight.alarms[0]?.message).toMatch(
      /^The org is projected at \d+(\.\d)? % of its 30000 requests a month, used up on /,
    );
    expect([exitCodeOf(tight, "critical"), exitCodeOf(tight, "warn"), exitCodeOf(tight, undefined)]).toEqual([1, 1, 0]);
    const settable = await readUsage(request({ quota: 30_000, warn: 500, critical: 500, clientWarn: 500 }), { env });
    expect(settable).toMatchObject({ state: "ok", alarms: [] });
  });

  it("computes the quota from licences, by the vendor's table and its date", async () => {
    const file = join(folder, "licences.yaml");
    writeFileSync(
      file,
      "licences:\n  CX 3: 2\n  CX 2: { named: 1, concurrent: 1 }\ncount:\n  simulated-licence: Communicate\n",
    );
    const { quota } = await readUsage(request({ licences: file }), { env: org.environment });
    const users = seedOrg().users.length;
    expect(quota).toMatchObject({ requests: 2 * 140_000 + 110_000 + 143_000 + users * 10_000, source: file });
    expect(quota?.page).toContain("fair use policy");
    expect(quota?.pageDate).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });

  it.each([
    ["licences:\n  CX 9: 2\n", ':2: "CX 9" is not in the vendor\'s table. Write one of CX 1'],
    ["licences:\n  CX 3: many\n", ':2: "many" is no number of users'],
    ["licences:\n  EX: { concurrent: 4 }\n", ":2: EX has no concurrent users"],
    ["users: {}\n", ':1: there is no key "users"'],
    ["- CX 3\n", ":1: a map is wanted here"],
    ["", "a map is wanted here"],
    ["licences: {}\n", "it names no licence"],
  ])("refuses a file of licences that nobody can count with: %j", async (text, why) => {
    const file = join(folder, "wrong.yaml");
    writeFileSync(file, text);
    const failure = await readUsage(request({ licences: file }), { env: org.environment }).catch(
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({ exitCode: 2, details: [expect.stringContaining(why)] });
  });
});

describe("the usage of a stack's org", () => {
  const project = join(folder, "project");
  beforeAll(() => {
    mkdirSync(join(project, "stacks"), { recursive: true });
    writeFileSync(join(project, "Pulumi.yaml"), "name: shop\nruntime: nodejs\n");
    const spec = `organization: { id: ${SEED.organizationId} }
roles:
  reports: { name: Reports, permissions: [routing:queue:view] }
clients:
  reports:
    name: Reports
    owner: "=bi@contoso.example"
    grantType: client-credentials
    grants: [{ role: reports, divisions: all, justification: reports of every division }]
`;
    writeFileSync(join(project, "stacks", "prod.yaml"), spec);
  });

  it("tells the owners of the spec what theirs used, and puts clients that it does not have into a group of their own", async () => {
    const org = await orgWith();
    const report = await readUsage(request({ stack: "prod" }), { env: org.environment, cwd: project });
    expect(of(report, SEED.legacy.clientId)).toMatchObject({
      group: "spec",
      key: "reports",
      owner: "=bi@contoso.example",
    });
    expect(report.owners.map(({ owner, clients }) => [owner, clients])).toEqual([
      ["=bi@contoso.example", 1],
      [null, 2],
    ]);
    expect(report.owners.reduce((sum, { requests }) => sum + requests, 0)).toBe(report.total.requests);
    for (const { trend } of report.owners) expect(Math.abs(trend ?? 1)).toBeLessThan(0.1);
    const text = renderUsage(report, "text");
    expect(text).toContain("Unknown clients: the spec does not have them");
    expect(text).toContain("Unknown clients: the org does not list them");
    expect(renderUsage(report, "csv")).toContain("'=bi@contoso.example");
  });

  it("takes no client for the spec's where two bear its marker", async () => {
    const seed = seedOrg();
    for (const client of seed.clients) client.description = "x [shop/prod/clients/reports]";
    const org = await startSimulator({ seed });
    orgs.push(org);
    const report = await readUsage(request({ stack: "prod", days: 1 }), { env: org.environment, cwd: project });
    expect(report.clients.every(({ group }) => group !== "spec")).toBe(true);
    expect(report.notes.join()).toContain("bear the marker of clients.reports: none of them counts as it.");
  });
});

describe("an incomplete reading", () => {
  it("ends with 4, says what is missing, and foretells nothing", async () => {
    const org = await orgWith({ switches: { usageRowsMost: 1 } });
    const report = await readUsage(request({ quota: 1, days: 1 }), { env: org.environment });
    expect(report).toMatchObject({ complete: false, total: { projected: null }, state: "unknown", alarms: [] });
    expect(exitCodeOf(report, undefined)).toBe(4);
    expect(renderUsage(report, "text")).toContain("NOT everything was read:");
    expect(
      parseOpenMetrics(renderUsage(report, "openmetrics")).get("genesys_access_usage_complete")?.samples[0]?.value,
    ).toBe(0);
  });

  it("without the permission for names tells ids, and says so", async () => {
    const org = await orgWith({}, ["usage:organization:view"]);
    const report = await readUsage(request(), { env: org.environment });
    expect(report.missing).toEqual(["Names of clients were not read. The reading client lacks oauth:client:view."]);
    expect(report.clients.map(({ group }) => group)).toEqual(["org", "org", "org"]);
    expect(exitCodeOf(report, undefined)).toBe(4);
  });
});

describe("genesys-access usage", () => {
  it("prints the report, and ends with what the alarms say", async () => {
    const org = await orgWith();
    const env = { ...process.env, ...org.environment };
    const ran = await genesysAccess(["usage", "--org", "--quota", "40000", "--fail-on", "warn"], { env });
    expect(ran).toMatchObject({ exitCode: 1, stderr: "" });
    expect(ran.stdout).toMatch(/^(warn|critical) {2}"Legacy Reporting" alone is projected at/m);
    const file = join(folder, "usage.prom");
    const written = await genesysAccess(["usage", "--org", "--format", "openmetrics", "--output", file], { env });
    expect(written).toMatchObject({ exitCode: 0, stdout: "" });
    expect(parseOpenMetrics(readFileSync(file, "utf8")).size).toBeGreaterThan(5);
  });

  it.each([
    [["--days", "0"], "Write a number of days from 1 to 182"],
    [["--quota", "1,000"], "Write a whole number of requests"],
    [["--warn", "-3"], "Write a number of percent"],
    [["--quota", "5", "--licences", "x.yaml"], "cannot be used with option"],
    [[], "Say what to look at: --org"],
  ])("refuses what it cannot do: %j", async (args, why) => {
    const ran = await genesysAccess(["usage", ...args]);
    expect(ran.exitCode).toBe(2);
    expect(ran.stderr).toContain(why);
  });
});
