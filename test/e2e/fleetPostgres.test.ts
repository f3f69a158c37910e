import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SEED } from "../../simulator/index.ts";
import { type FleetOnSimulators, fleetOnSimulators } from "../support/fleetOnSimulators.ts";
import { type Postgres, startPostgres } from "../support/postgres.ts";
import { writes } from "../support/stackOnSimulator.ts";

const EMEA = "3e1f6b52-6c6c-4d3e-8a55-2f1f1d9b7a01";
const NA = "3e1f6b52-6c6c-4d3e-8a55-2f1f1d9b7a02";

/** The part of the spec that both orgs share. One of them changes the rest: the division behind the key, a user, a client less, a longer list of divisions. */
const SHARED = `
roles:
  reader: { name: Reader, purpose: Weekly report, permissions: ["analytics:conversationDetail:view"] }
clients:
  reporting:
    name: Reporting
    owner: reporting@contoso.example
    purpose: Weekly report
    grantType: client-credentials
    grants: [{ role: reader, divisions: [operations] }]
  wallboard:
    name: Wallboard
    owner: floor@contoso.example
    purpose: Live numbers
    grantType: client-credentials
    grants: [{ role: reader, divisions: [operations] }]
`;
const FILES = {
  "shared/reporting.yaml": SHARED,
  "emea.yaml": `
organization: { id: ${EMEA}, name: Contoso EMEA }
include: [shared/reporting.yaml]
divisions: { operations: { name: EMEA_Operations } }
users: { emma.emea@contoso.example: { grants: [{ role: reader, divisions: [operations] }] } }
override:
  clients:
    reporting: { grants: [{ role: reader, divisions: { match: "EMEA_*" } }] }
    wallboard: null
`,
  "na.yaml": `
organization: { id: ${NA}, name: Contoso NA }
include: [shared/reporting.yaml]
divisions: { operations: { name: NA_Operations } }
`,
};

describe("a fleet whose state is in PostgreSQL", { timeout: 600_000 }, () => {
  let database: Postgres;
  let fleet: FleetOnSimulators<"emea" | "na">;
  let said: string;

  beforeAll(async () => {
    database = await startPostgres();
    const env = { PULUMI_BACKEND_URL: database.url };
    fleet = await fleetOnSimulators({ ids: { emea: EMEA, na: NA }, files: FILES, env });
  }, 300_000);
  afterAll(async () => {
    await fleet?.close();
    await database?.close();
  });

  const up = (...args: string[]) => fleet.fleet(["up", "--yes", ...fleet.credentials, ...args]);

  /** Divisions of each made client, and of the user, by name. */
  function access(name: "emea" | "na") {
    const { clients, grants, divisions } = fleet.orgs[name].export();
    const made = ["Reporting", "Wallboard"].flatMap((of) =>
      clients.filter((client) => client.name === of).map(({ id }) => [of, id] as const),
    );
    const emma = SEED.users["emma.emea@contoso.example"];
    const nameOf = (id: string) => divisions.find((division) => division.id === id)?.name;
    const roles = new Set(fleet.orgs[name].export().roles.flatMap((role) => (role.name === "Reader" ? [role.id] : [])));
    return [...made, ["emma", emma] as const].map(([of, subject]) => [
      of,
      ...grants
        .filter(({ subjectId, roleId }) => subjectId === subject && roles.has(roleId))
        .map(({ divisionId }) => nameOf(divisionId))
        .sort(),
    ]);
  }

  const NA_ACCESS = [["Reporting", "NA_Operations"], ["Wallboard", "NA_Operations"], ["emma"]];

  it("gives each org the shared roles and clients, with what it overrides", async () => {
    const { exitCode, stdout, all } = await up();
    said = all;
    expect(exitCode, all).toBe(0);
    expect(stdout).toMatch(/^emea +Contoso EMEA +widened \+4 +\+3 +\d+ s +applied$/m);
    expect(stdout).toMatch(/^na +Contoso NA +widened \+2 +\+3 +\d+ s +applied$/m);
    expect(access("emea")).toEqual([
      ["Reporting", "EMEA_Operations", "EMEA_Support"],
      ["emma", "EMEA_Operations"],
    ]);
    expect(access("na")).toEqual(NA_ACCESS);
  });

  it("keeps the state there, without the password of the database or a client's secret in the open", async () => {
    const rows = await database.query("select key from pulumi_state where key like '%/stacks/%.json' order by key");
    expect(rows.map((row) => row.split("/").at(-1))).toEqual(["emea.json", "na.json"]);
    const { stdout } = await fleet.workspace.pulumi([
      "stack",
      "output",
      "clients",
      "--show-secrets",
      "--json",
      "-s",
      "na",
    ]);
    const secret: string = JSON.parse(stdout).reporting.clientSecret;
    expect(secret.length).toBeGreaterThan(20);
    const held = await database.query("select convert_from(decode(data->>'data', 'base64'), 'UTF8') from pulumi_state");
    expect(held.join("\n")).toContain("Wallboard");
    expect(held.join("\n")).not.toContain(secret);
    for (const hidden of [secret, database.password, SEED.deployer.clientSecret]) expect(said).not.toContain(hidden);
  });

  it("refuses the second of two runs for one stack while the first holds the lock, and both leave the org as the spec says", async () => {
    await fleet.writeSpec("shared/reporting.yaml", SHARED.replace("conversationDetail", "conversationAggregate"));
    const org = fleet.orgs.na;
    // The first waits in the middle of its update, with the lock, until the fault is gone.
    const busy = { path: "^/api/v2/authorization/roles/", method: "PUT", kind: "status", status: 429 } as const;
    org.switches.faults.push({ ...busy, retryAfter: 45, times: 100 });
    const before = writes(org).length;
    const first = up("--stack", "na");
    let over = false;
    void first.then(() => {
      over = true;
    });
    while (!over && writes(org).length === before) await new Promise((resolve) => setTimeout(resolve, 100));
    const second = await up("--stack", "na");
    expect(second.exitCode, second.all).toBe(4);
    expect(second.stdout).toMatch(/^ {2}- the stack is currently locked by 1 lock\(s\)\. .*`pulumi cancel`/m);
    expect(second.all).not.toContain(database.password);
    org.switches.faults.length = 0;
    const { exitCode, all } = await first;
    expect(exitCode, all).toBe(0);
    expect(access("na")).toEqual(NA_ACCESS);
  });

  it("comes out of two runs that start together with the org and the state in agreement", async () => {
    await fleet.writeSpec("shared/reporting.yaml", SHARED.replaceAll("[operations]", "[operations, partner]"));
    await fleet.writeSpec(
      "na.yaml",
      FILES["na.yaml"].replace("divisions: {", "divisions: { partner: { name: BPO_Partner },"),
    );
    const runs = await Promise.all([up("--stack", "na"), up("--stack", "na")]);
    for (const { stdout, all } of runs) expect(stdout, all).toMatch(/1 (applied|unchanged|failed)$/m);
    for (const { exitCode, stdout, all } of runs) if (exitCode !== 0) expect(stdout, all).toContain("currently locked");
    const last = await up("--stack", "na");
    expect(last.exitCode, last.all).toBe(0);
    expect(access("na")).toEqual([
      ["Reporting", "BPO_Partner", "NA_Operations"],
      ["Wallboard", "BPO_Partner", "NA_Operations"],
      ["emma"],
    ]);
    const drift = await fleet.fleet(["preview", "--refresh", "--stack", "na", ...fleet.credentials]);
    expect(drift.stdout, drift.all).toMatch(/unchanged +- +\d+ s +previewed/);
  });
});
