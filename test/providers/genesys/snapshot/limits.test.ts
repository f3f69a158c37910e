import { readFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import type { Snapshot, SnapshotPart } from "../../../../access/snapshot/model.ts";
import type { ReadingMemory } from "../../../../providers/genesys/snapshot/memory.ts";
import { readSnapshot } from "../../../../providers/genesys/snapshot/readSnapshot.ts";
import { type OrgData, SEED, type Switches, seedOrg } from "../../../../simulator/index.ts";
import { type OrgUnderTest, orgUnderTest } from "../../support/orgUnderTest.ts";

const OPTIONS = { tool: "genesys-access 0.0.0", apiUrl: "https://api.mypurecloud.de" };
const DEPLOYER = SEED.roles["Access as Code Deployer"];

/** The seed org, whose deployer may read settings as well. */
function seenBy(change: (org: OrgData) => void = () => undefined): OrgData {
  const org = seedOrg();
  policiesOf(org).push({ domain: "authorization", entityName: "settings", actionSet: ["view"] });
  change(org);
  return org;
}

function policiesOf(org: OrgData) {
  return org.roles.find(({ id }) => id === DEPLOYER)?.permissionPolicies ?? [];
}

function takeAway(entity: string) {
  return (org: OrgData) => {
    const policies = policiesOf(org);
    policies.splice(
      policies.findIndex(({ entityName }) => entityName === entity),
      1,
    );
  };
}

const part = ({ coverage }: Snapshot, name: SnapshotPart) => coverage.find((line) => line.part === name);
const incomplete = ({ coverage }: Snapshot) =>
  coverage.filter(({ state }) => state !== "read").map((line) => line.part);

describe("a reading of an org that does not show everything", () => {
  let org: OrgUnderTest;
  const read = async (seed: OrgData, switches: Partial<Switches> = {}, memory?: ReadingMemory) => {
    org = await orgUnderTest({ seed, switches });
    return readSnapshot(org.newRun(), { ...OPTIONS, ...(memory && { memory }) });
  };
  afterEach(() => org.close());

  it("says which permission is missing for roles, clients and settings, and reads the rest", async () => {
    const seed = seenBy((it) => ["role", "client", "settings"].forEach((entity) => void takeAway(entity)(it)));
    const snapshot = await read(seed);
    expect(part(snapshot, "roles")).toMatchObject({ state: "not-read", count: 0 });
    expect(part(snapshot, "roles")?.reason).toContain("lacks authorization:role:view");
    expect(part(snapshot, "clients")?.reason).toContain("lacks oauth:client:view");
    expect(part(snapshot, "settings")?.reason).toContain("authorization:settings:view");
    expect(part(snapshot, "user-grants")).toMatchObject({ state: "partly" });
    expect(snapshot.grants.filter(({ subjectKind }) => subjectKind === "user").length).toBe(10);
  });

  it("needs no permission but the four that docs/snapshot.md gives a reading client", async () => {
    const page = readFileSync("docs/snapshot.md", "utf8");
    const [, list = ""] = /permissions: \[([^\]]+)\]/.exec(page) ?? [];
    const permissions = list.split(", ").map((text) => text.split(":"));
    const seed = seenBy((it) => {
      const policies = policiesOf(it);
      const of = ([domain = "", entityName = "", action = ""]) => ({ domain, entityName, actionSet: [action] });
      policies.splice(0, policies.length, ...permissions.map(of));
    });
    expect(permissions).toHaveLength(4);
    expect(incomplete(await read(seed))).toEqual([]);
  });

  it("knows what holds a role though the clients are hidden", async () => {
    const snapshot = await read(seenBy(takeAway("client")));
    expect(incomplete(snapshot)).toEqual(["clients"]);
    const kinds = snapshot.grants.filter(({ subject }) => subject === SEED.legacy.clientId);
    expect(kinds).toMatchObject([{ subjectKind: "client" }]);
  });

  it("asks once where grants are hidden altogether, and has what the clients show themselves", async () => {
    const snapshot = await read(seenBy(takeAway("grant")));
    expect(incomplete(snapshot)).toEqual(["user-grants", "group-grants", "people"]);
    expect(part(snapshot, "user-grants")).toMatchObject({ state: "not-read", count: 0 });
    expect(part(snapshot, "user-grants")?.reason).toContain("lacks authorization:grant:view");
    expect(part(snapshot, "client-grants")).toMatchObject({ state: "read", count: 3 });
    expect(org.calls().filter((call) => call.endsWith("/grants"))).toHaveLength(1);
  });

  it("is partly read by a client whose role is granted in some divisions only", async () => {
    const seed = seenBy((it) => {
      for (const grant of it.grants)
        if (grant.subjectId === SEED.deployer.clientId) grant.divisionId = SEED.divisions.Home;
    });
    const snapshot = await read(seed);
    expect(incomplete(snapshot)).toEqual(["divisions", "user-grants", "group-grants", "people"]);
    expect(part(snapshot, "user-grants")?.reason).toBe(
      "The reading client holds authorization:grant:view in 1 of 5 divisions (not in NA_Operations, BPO_Partner, EMEA_Operations and EMEA_Support), and not in all divisions: grants elsewhere are hidden. Grant its role in all divisions.",
    );
    expect(part(snapshot, "divisions")?.reason).toContain("in some divisions only");
    // What it sees is there: every user's role in Home, and all of the clients'.
    expect(part(snapshot, "user-grants")?.count).toBe(9);
    expect(part(snapshot, "client-grants")).toMatchObject({ state: "read", count: 3 });
  });

  it("takes grants in all divisions from the roles where the org does not list them", async () => {
    const path = "/divisions/(\\*|%2A)/grants$";
    const snapshot = await read(seenBy(), { faults: [{ path, kind: "status", status: 404, times: 9 }] });
    const everywhere = snapshot.grants.filter(({ division }) => division === "*");
    expect(everywhere).toHaveLength(4);
    expect(part(snapshot, "user-grants")).toMatchObject({ state: "partly" });
    expect(part(snapshot, "user-grants")?.reason).toContain("from the holders of each role");
  });

  it("takes smaller pages of grants where the org refuses large ones", async () => {
    const path = `/divisions/${SEED.divisions.Home}/grants$`;
    const snapshot = await read(seenBy(), { faults: [{ path, kind: "status", status: 400, times: 2 }] });
    expect(incomplete(snapshot)).toEqual([]);
    expect(part(snapshot, "user-grants")?.count).toBe(10);
  });

  it("tells a part that the org answers with nonsense, and shows no id that would lead elsewhere", async () => {
    const seed = seenBy((it) => void it.groups.push({ id: "../../../me", name: "x", description: "", memberIds: [] }));
    seed.grants.push({
      subjectType: "PC_GROUP",
      subjectId: "../../../me",
      roleId: DEPLOYER,
      divisionId: SEED.divisions.Home,
      grantMadeAt: "2026-05-01T08:00:00.000Z",
    });
    const snapshot = await read(seed);
    expect(part(snapshot, "group-grants")?.reason).toMatch(
      /^Grants in the division Home: .* gave an answer that is not/,
    );
    expect(JSON.stringify(snapshot)).not.toContain("../");
  });

  it("tells a client that holds a role and is in no listing", async () => {
    const seed = seenBy();
    const shown = seed.clients.filter(({ id }) => id !== SEED.legacy.clientId);
    const stranger = { ...seed, clients: shown };
    const snapshot = await read(stranger);
    expect(part(snapshot, "clients")).toMatchObject({ state: "partly" });
    expect(part(snapshot, "clients")?.reason).toContain(SEED.legacy.clientId);
  });

  it("asks for the groups at once where many users hold roles, and for the users by the hundred", async () => {
    const users = Array.from(
      { length: 450 },
      (_, index) => `e1000000-0000-4000-8000-${String(index).padStart(12, "0")}`,
    );
    const seed = seenBy((it) => {
      for (const id of users) {
        it.users.push({ id, name: "x", email: `${id}@contoso.example`, title: "", department: "", divisionId: "" });
        const held = { roleId: DEPLOYER, divisionId: SEED.divisions.Home, grantMadeAt: "2026-05-01T08:00:00.000Z" };
        it.grants.push({ subjectType: "PC_USER", subjectId: id, ...held });
      }
    });
    const snapshot = await read(seed);
    expect(incomplete(snapshot)).toEqual([]);
    expect(snapshot.people.filter(({ kind }) => kind === "group")).toHaveLength(1);
    expect(snapshot.people).toHaveLength(460);
    const calls = org.calls();
    expect(calls.filter((call) => call === "GET /api/v2/groups")).toHaveLength(1);
    expect(calls.filter((call) => call === "GET /api/v2/users")).toHaveLength(5);
  });

  it("ends where the org no longer answers, and goes on with what was read", async () => {
    const kept = new Map<string, unknown>();
    const memory: ReadingMemory = {
      recall: (key) => kept.get(key),
      // As a file would hold it.
      keep: (key, value) => void kept.set(key, JSON.parse(JSON.stringify(value))),
    };
    const path = `/divisions/${SEED.divisions.EMEA_Support}/grants$`;
    const drop = { path, kind: "drop-before" as const, times: 50 };
    await expect(read(seenBy(), { faults: [drop] }, memory)).rejects.toThrow("no answer");
    expect([...kept.keys()]).toEqual(expect.arrayContaining(["divisions", "roles", "clients", "grants/*"]));
    org.simulator.switches.faults = [];
    org.calls();
    const resumed = await readSnapshot(org.newRun(), { ...OPTIONS, memory });
    const repeated = org.calls();
    expect(repeated.filter((call) => call.endsWith("/grants"))).toHaveLength(1);
    expect(repeated).not.toContain("GET /api/v2/oauth/clients");
    const whole = await readSnapshot(org.newRun(), OPTIONS);
    expect({ ...resumed, readAt: "" }).toEqual({ ...whole, readAt: "" });
  });

  it("does not believe what an interrupted reading left and is no listing", async () => {
    const memory: ReadingMemory = { recall: () => [{ id: "made-up" }], keep: () => undefined };
    expect(incomplete(await read(seenBy(), {}, memory))).toEqual([]);
  });

  it("names the region by the address that it asked", async () => {
    expect((await read(seenBy())).organization).toEqual({
      id: SEED.organizationId,
      name: SEED.organizationName,
      region: "mypurecloud.de",
    });
  });
});
