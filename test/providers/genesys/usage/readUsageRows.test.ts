/** The org's counts, read over HTTP from embedded orgs. */
import { afterEach, describe, expect, it } from "vitest";
import { resolveConnection } from "../../../../providers/genesys/connection.ts";
import { Session } from "../../../../providers/genesys/session.ts";
import { readUsageRows } from "../../../../providers/genesys/usage/readUsageRows.ts";
import { SEED, type Simulator, type SimulatorOptions, seedOrg, startSimulator } from "../../../../simulator/index.ts";

/** `ago` days before today, in UTC. */
const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
const USAGE = {
  version: 1,
  loads: [
    { client: "Legacy Reporting", operation: "GET /api/v2/users", shape: "weekdays", perDay: 1000 },
    { client: "Legacy Reporting", operation: "GET /api/v2/users", shape: "steady", perDay: 3, status: 429 },
    { client: "Legacy Reporting", operation: "GET /api/v2/routing/queues", shape: "steady", perDay: 7, status: 403 },
    {
      client: "gone-client",
      operation: "POST /api/v2/analytics/queues/observations/query",
      shape: "month-end",
      perDay: 40,
    },
  ],
} as const;

let org: Simulator | undefined;
afterEach(async () => {
  await org?.close();
  org = undefined;
});

async function opened(options: SimulatorOptions = {}, permissions = ["usage:organization:view"]) {
  const seed = seedOrg();
  const role = seed.roles.find(({ id }) => id === SEED.roles["Access as Code Deployer"]);
  const policies = permissions.map((one) => {
    const [domain = "", entityName = "", action = ""] = one.split(":");
    return { domain, entityName, actionSet: [action] };
  });
  role?.permissionPolicies.splice(0, Number.POSITIVE_INFINITY, ...policies);
  org = await startSimulator({ seed, usage: structuredClone(USAGE) as never, ...options });
  const connection = resolveConnection({ get: () => undefined }, org.environment);
  const session = new Session(connection, { sleep: async () => undefined });
  return { org, session };
}

/** What the org counted itself, in the days that are whole. */
function ownTotals({ usage }: Simulator, from: string, to: string) {
  return usage()
    .filter(({ day }) => day >= from && day <= to)
    .reduce((sum, { requests }) => sum + requests, 0);
}

const total = (rows: readonly { readonly requests: number }[]) => rows.reduce((sum, { requests }) => sum + requests, 0);

describe("the counts of an org", () => {
  it("are those that the org itself has, to the last call, without the present day", async () => {
    const { org, session } = await opened({ switches: { usagePolls: 2 } });
    const usage = await readUsageRows(session, { days: 90 }, { clientId: SEED.deployer.clientId });
    expect(usage).toMatchObject({
      window: { from: day(90), to: day(1), days: 90 },
      read: [{ api: "jobs", users: true, path: "/api/v2/usage/aggregates/query/jobs" }],
      missing: [],
    });
    expect(total(usage.rows)).toBe(ownTotals(org, day(90), day(1)));
    expect(usage.rows.every((row) => row.day < day(0))).toBe(true);
    const seen = usage.rows.find((row) => row.day === day(2) && row.path === "/api/v2/users");
    expect(seen).toMatchObject({ method: "GET", status400: 3, status429: 3, client: SEED.legacy.clientId });
  });

  it("of a year are asked for in pieces that the org takes", async () => {
    const { org, session } = await opened();
    const usage = await readUsageRows(session, { days: 364 });
    expect(usage.read).toHaveLength(5);
    expect(total(usage.rows)).toBe(ownTotals(org, usage.window.from, usage.window.to));
  });

  it.each(["absent", "failing"] as const)("come by the older API where the newer is %s", async (usageJobs) => {
    const { org, session } = await opened({ switches: { usageJobs, usagePolls: 1 } });
    const usage = await readUsageRows(session, { days: 30 });
    expect(usage).toMatchObject({ missing: [], read: [{ api: "query" }] });
    expect(total(usage.rows)).toBe(ownTotals(org, usage.window.from, usage.window.to));
  });

  it.each(["served", "absent"] as const)("come in shorter spans where they are too many: %s", async (usageJobs) => {
    const { org, session } = await opened({ switches: { usageJobs, usageRowsMost: 40 } });
    const usage = await readUsageRows(session, { days: 30 });
    expect(usage.missing).toEqual([]);
    expect(usage.read.length).toBeGreaterThan(2);
    expect(total(usage.rows)).toBe(ownTotals(org, usage.window.from, usage.window.to));
  });

  it("of one client ask for the permission of clients only", async () => {
    const { session } = await opened({}, ["usage:client:view"]);
    const clients = [SEED.legacy.clientId];
    const usage = await readUsageRows(session, { days: 10, clients });
    expect(usage).toMatchObject({ scope: { clients }, missing: [], read: [{ api: "jobs", users: false }] });
    expect(new Set(usage.rows.map(({ client }) => client))).toEqual(new Set(clients));
    const refused = await readUsageRows(session, { days: 10 });
    expect(refused).toMatchObject({ rows: [], read: [] });
    expect(refused.missing).toEqual([
      {
        from: day(10),
        to: day(1),
        reason:
          "The reading client lacks usage:organization:view. The reading client lacks oauth:client:view or usage:organization:view.",
      },
    ]);
  });

  it("that cannot be read are told, with their days and why", async () => {
    const { session } = await opened({ switches: { usageRowsMost: 2 } });
    const usage = await readUsageRows(session, { days: 3 });
    expect(usage).toMatchObject({ rows: [], read: [] });
    expect(usage.missing.map(({ from }) => from)).toEqual([day(3), day(2), day(1)]);
    expect(usage.missing[0]?.reason).toContain("max.response.size.reached");
    expect(usage.missing[0]?.reason).toContain("more counts than it gave at once");
  });
});
