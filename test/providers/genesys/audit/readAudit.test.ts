/** The org's audit, read over HTTP from embedded orgs. */
import { afterEach, describe, expect, it } from "vitest";
import { readAudit } from "../../../../providers/genesys/audit/readAudit.ts";
import { resolveConnection } from "../../../../providers/genesys/connection.ts";
import { Session } from "../../../../providers/genesys/session.ts";
import { SEED, type Simulator, type SimulatorOptions, seedOrg, startSimulator } from "../../../../simulator/index.ts";
import { type Api, as, makeClient, makeRole, withToken } from "../../../simulator/support.ts";

const START = Date.parse("2026-06-10T12:00:00Z");
const DAY = 86_400_000;

let org: Simulator;
afterEach(() => org.close());

/** An org in which the deployer may do nothing but what is named, and its audit may be read. */
async function opened(options: SimulatorOptions = {}, permissions = ["audits:audit:view"]) {
  const seed = seedOrg();
  const role = seed.roles.find(({ id }) => id === SEED.roles["Access as Code Deployer"]);
  const policies = permissions.map((one) => {
    const [domain = "", entityName = "", action = ""] = one.split(":");
    return { domain, entityName, actionSet: [action] };
  });
  role?.permissionPolicies.splice(0, Number.POSITIVE_INFINITY, ...policies);
  let ticks = 0;
  // Every look at the clock is a millisecond: entries have an order.
  org = await startSimulator({ seed, now: () => START + ticks++, ...options });
  return { admin: await as(org, SEED.console), session: newSession() };
}

function newSession(login: Record<string, string> = {}): Session {
  const connection = resolveConnection({ get: () => undefined }, { ...org.environment, ...login });
  return new Session(connection, { sleep: async () => undefined });
}

const question = (days: number) => ({
  from: new Date(org.clock.now() - days * DAY),
  to: new Date(org.clock.now() + 1000),
});
const calls = () =>
  org.requests.flatMap(({ operation = "" }) =>
    operation.includes("/audits/query") ? [operation.replace("/api/v2/audits/query", "")] : [],
  );
const ids = (events: readonly { readonly id: string }[]) => events.map(({ id }) => id);

/** Some changes of every kind, over so many days. */
async function changes(first: Api, days = 0): Promise<void> {
  let admin = first;
  for (let day = 0; day <= days; day += 10) {
    if (day > 0) {
      org.clock.advance("P10D");
      admin = await as(org, SEED.console);
    }
    const role = await makeRole(admin, `Role of day ${day}`, "routing:queue:view");
    await admin.send("PUT", `/api/v2/authorization/roles/${role.id}/users/add`, [
      SEED.users["nora.na@contoso.example"],
    ]);
    await admin.send("POST", `/api/v2/groups/${SEED.groups["Partner Agents"]}/members`, {
      memberIds: [SEED.users["nora.na@contoso.example"]],
    });
  }
}

describe("the audit of an org", () => {
  it("is what the org itself noted, oldest first, with who, what and from where", async () => {
    const { admin, session } = await opened();
    const role = await makeRole(admin, "Readers", "routing:queue:view");
    const policies = [{ domain: "routing", entityName: "queue", actionSet: ["edit"] }];
    await admin.send("PUT", `/api/v2/authorization/roles/${role.id}`, {
      name: "Readers",
      permissionPolicies: policies,
    });
    const client = await makeClient(admin, "Reports", ["routing:queue:view"], ["*"]);
    const { events, missing } = await readAudit(session, question(1));
    expect(missing).toEqual([]);
    expect(ids(events)).toEqual(ids(org.audit()));
    expect(events[1]).toEqual({
      id: expect.any(String),
      at: expect.stringMatching(/^2026-06-10T12:00:0\d\.\d{3}Z$/),
      service: "PeoplePermissions",
      entityType: "Role",
      entity: { id: role.id, name: "Readers" },
      action: "Update",
      level: "USER",
      status: "SUCCESS",
      user: null,
      client: { id: SEED.console.clientId, name: null },
      remoteIp: ["127.0.0.1"],
      application: SEED.console.name,
      changes: [{ property: "permissionPolicies", before: ["routing:queue:view"], after: ["routing:queue:edit"] }],
      initiatedBy: org.audit()[1]?.transactionId,
    });
    expect(events.at(-1)).toMatchObject({
      entity: { id: client.roleId, name: null },
      action: "MemberAdd",
      changes: [{ property: "member", before: [], after: [`${client.clientId} in *`] }],
    });
    expect(JSON.stringify(events)).not.toContain(client.clientSecret);
  });

  it("of the last two weeks is asked for day by day, and older ones in the background with patience", async () => {
    const { admin } = await opened({ switches: { auditPolls: 2 } });
    await changes(admin, 60);
    const steps: string[] = [];
    const { events, missing } = await readAudit(newSession(), question(65), { onStep: (text) => steps.push(text) });
    expect(missing).toEqual([]);
    expect(ids(events).sort()).toEqual(ids(org.audit()).sort());
    const asked = calls();
    expect(asked.filter((call) => call === "POST /realtime")).toHaveLength(28);
    expect(asked.filter((call) => call === "POST ")).toHaveLength(4);
    expect(asked.filter((call) => call === "GET /{transactionId}")).toHaveLength(12);
    expect(steps[0]).toMatch(
      /^Reading the org's audit of PeoplePermissions from 2026-06-05 12:00 to 2026-07-05 1\d:\d\d UTC\.$/,
    );
  });

  it("comes by pages and by cursors, each entry once", async () => {
    const { admin } = await opened();
    const role = await makeRole(admin, "Extra", "routing:queue:view");
    const subjects = Object.values(SEED.users);
    for (let round = 0; round < 60; round++)
      await admin.send("PUT", `/api/v2/authorization/roles/${role.id}/users/${round % 2 ? "remove" : "add"}`, subjects);
    expect(org.audit().length).toBeGreaterThan(500);
    const recent = await readAudit(newSession(), question(1));
    expect(ids(recent.events)).toEqual(ids(org.audit()));
    org.switches.auditRealtime = "absent";
    const old = await readAudit(newSession(), question(1));
    expect(old).toMatchObject({ missing: [], events: recent.events });
  });

  it("tells a grant with the same ids where the org tells it as a change of the subject", async () => {
    const { admin, session } = await opened({ switches: { auditGrants: "subject" } });
    const client = await makeClient(admin, "Reports", ["routing:queue:view"], ["*"]);
    const made = (await readAudit(session, question(1))).events.at(-1);
    expect(made).toMatchObject({ entityType: "OAuthClient", entity: { id: client.clientId } });
    expect(made?.changes).toContainEqual({ property: "roleDivisions", before: [], after: [`${client.roleId} in *`] });
    expect(made?.changes).toContainEqual({ property: `Role ${client.roleId}`, before: [], after: ["*"] });
  });

  it("names the person, and the client through which it was done", async () => {
    const { session } = await opened();
    const userId = SEED.users["ada.admin@contoso.example"];
    const { body } = await withToken(org, "").send("POST", "/simulator/tokens", {
      clientId: SEED.console.clientId,
      userId,
    });
    await makeRole(withToken(org, body.access_token), "By hand", "routing:queue:view");
    const [event] = (await readAudit(session, question(1))).events;
    expect(event).toMatchObject({ user: { id: userId, name: "Ada Admin" }, client: { id: SEED.console.clientId } });
  });

  it("of some entity types asks for them alone, and says which ones the org does not have", async () => {
    const { admin, session } = await opened();
    await changes(admin);
    const { events, missing } = await readAudit(session, { ...question(1), entityTypes: ["Group", "Queue"] });
    expect(events.map(({ entityType }) => entityType)).toEqual(["Group"]);
    expect(missing).toEqual(["The org's audit has no entity type Queue."]);
  });

  it("tells the vendor's changes as nobody's, with the level SYSTEM", async () => {
    const { session } = await opened();
    org.backfill({ holding: "routing:queue:view", adds: "routing:queue:join" });
    const { events } = await readAudit(session, question(1));
    expect(events.length).toBeGreaterThan(1);
    for (const event of events)
      expect(event).toMatchObject({ level: "SYSTEM", user: null, client: null, remoteIp: [], application: null });
  });

  it("of a time after now is asked for until now", async () => {
    const { session } = await opened();
    const { to } = await readAudit(session, { from: new Date(START - DAY), to: new Date(START + 100 * DAY) });
    expect(Date.parse(to)).toBeLessThan(START + DAY);
  });
});

/** Of thirty days before the 30th of June, what is older than two weeks. */
const notRead = (service: string, why: string) =>
  expect.stringMatching(
    new RegExp(`^The audit of ${service} from 2026-05-31 12:0\\d to 2026-06-16 1\\d:\\d\\d UTC was not read. ${why}$`),
  );

describe("what is missing of an audit is told", () => {
  it("where the permission is missing, by its name", async () => {
    const { session } = await opened({}, ["authorization:role:view"]);
    const { events, missing } = await readAudit(session, question(1));
    expect(events).toEqual([]);
    expect(missing).toEqual(["The reading client lacks audits:audit:view."]);
  });

  it("where the reading client may see the audit of some divisions only", async () => {
    const { admin } = await opened();
    const viewer = await makeClient(admin, "Viewer", ["audits:audit:view"], [SEED.divisions.Home]);
    const session = newSession({
      GENESYSCLOUD_OAUTHCLIENT_ID: viewer.clientId,
      GENESYSCLOUD_OAUTHCLIENT_SECRET: viewer.clientSecret,
    });
    const { missing } = await readAudit(session, question(1));
    expect(missing).toEqual([
      "The reading client holds audits:audit:view in some divisions only, and entries about others may be left out: grant its role in all divisions.",
    ]);
  });

  it("where the org has no synchronous queries nothing is: those in the background tell it all", async () => {
    const { admin } = await opened({ switches: { auditRealtime: "absent" } });
    await changes(admin, 20);
    const { events, missing } = await readAudit(newSession(), question(30));
    expect(missing).toEqual([]);
    expect(events).toHaveLength(org.audit().length);
  });

  it("where synchronous queries fail the others are asked", async () => {
    const { admin, session } = await opened();
    await changes(admin);
    org.switches.faults = [{ path: "/audits/query/realtime$", kind: "status", status: 504, times: 100 }];
    const { events, missing } = await readAudit(session, question(10));
    expect(missing).toEqual([]);
    expect(events).toHaveLength(org.audit().length);
  });

  it("where queries in the background fail, with the time that they were about", async () => {
    const { admin } = await opened({ switches: { auditQueries: "failing" } });
    await changes(admin, 20);
    const { events, missing } = await readAudit(newSession(), question(30));
    expect(events.length).toBeGreaterThan(0);
    expect(missing).toEqual(
      ["PeoplePermissions", "Groups"].map((service) =>
        notRead(service, "The org could not compute the query of its audit."),
      ),
    );
  });

  it("where a query comes to no end, which is waited for once", async () => {
    const { session } = await opened({ switches: { auditPolls: 1000 } });
    const { missing } = await readAudit(session, question(100));
    expect(missing).toHaveLength(2);
    expect(missing[0]).toContain("The org did not come to an end of a query of its audit.");
    expect(calls().filter((call) => call === "POST ")).toHaveLength(1);
  });

  it("where there are too many entries shorter times are asked for, down to an hour", async () => {
    const { admin } = await opened({ switches: { auditRealtime: "absent", auditRowsMost: 8 } });
    await changes(admin, 20);
    const all = await readAudit(newSession(), question(30));
    expect(all).toMatchObject({ missing: [] });
    expect(all.events).toHaveLength(org.audit().length);
    org.switches.auditRowsMost = 1;
    const { missing } = await readAudit(newSession(), question(30));
    expect(missing[0]).toContain("The org gives the entries as a file at another address, which is not fetched.");
  });

  it("where the service is in neither map", async () => {
    const { session } = await opened({ switches: { auditServices: ["Telephony"], auditRealtimeServices: [] } });
    const { missing } = await readAudit(session, question(1));
    expect(missing).toEqual([
      "The org's audit has no service PeoplePermissions: roles, clients and grants are not in it.",
    ]);
  });

  it("where only the last two weeks can be asked for", async () => {
    const { admin } = await opened({ switches: { auditServices: ["Telephony"] } });
    await changes(admin, 20);
    const { missing, events } = await readAudit(newSession(), question(30));
    expect(events.length).toBeGreaterThan(0);
    expect(missing).toContainEqual(notRead("PeoplePermissions", "The org answers older entries of no such service."));
  });
});
