import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SEED } from "../../simulator/index.ts";
import { type FleetOnSimulators, fleetOnSimulators } from "../support/fleetOnSimulators.ts";
import { writes } from "../support/stackOnSimulator.ts";

const IDS = { alpha: "7a1d8f60-51a3-4f0e-9a43-0d6a5f2b1c01", beta: "7a1d8f60-51a3-4f0e-9a43-0d6a5f2b1c02" };

const SHARED = `
divisions: { EMEA_Operations: {} }
roles:
  reader: { name: Reader, purpose: Weekly report, permissions: ["analytics:conversationDetail:view"] }
  agents: { name: Agents, purpose: Agent names, permissions: ["routing:queue:view"] }
clients:
  reporting:
    name: Reporting
    owner: reporting@contoso.example
    purpose: Weekly report
    grantType: client-credentials
    grants:
      - { role: reader, divisions: [EMEA_Operations] }
      - { role: agents, divisions: [EMEA_Operations] }
`;
const spec = (id: string) => `organization: { id: ${id} }\ninclude: [shared/all.yaml]\n`;
const FILES = {
  "shared/all.yaml": SHARED,
  "alpha.yaml": spec(IDS.alpha),
  "beta.yaml": spec(IDS.beta),
  "gamma.yaml": spec("7a1d8f60-51a3-4f0e-9a43-0d6a5f2b1c03"),
};

describe("genesys-access fleet", { timeout: 600_000 }, () => {
  let fleet: FleetOnSimulators<"alpha" | "beta">;
  let digest: string;
  const run = (...args: string[]) => fleet.fleet([...args, ...fleet.credentials]);
  const both = ["--stack", "alpha", "--stack", "beta"];

  beforeAll(async () => {
    fleet = await fleetOnSimulators({ ids: IDS, files: FILES });
  }, 120_000);
  afterAll(() => fleet?.close());

  it("refuses credentials of the environment for several orgs, and to change anything unasked, before it asks any org", async () => {
    const shared = await fleet.fleet(["up", "--yes", ...both], fleet.orgs.alpha.environment);
    expect(shared.exitCode).toBe(2);
    expect(shared.stderr).toMatch(/^error: GENESYSCLOUD_OAUTHCLIENT_ID, .* would be used for all 2 orgs/);
    expect(shared.stderr).not.toContain(SEED.deployer.clientSecret);
    const unasked = await run("up", ...both);
    expect(unasked.exitCode).toBe(2);
    expect(unasked.stderr).toContain("add --yes");
    const mistyped = await run("preview", "--stack", "alhpa");
    expect(mistyped.exitCode).toBe(2);
    expect(mistyped.stderr).toContain("Nearest: alpha. Write one of alpha, beta, gamma");
    expect(fleet.orgs.alpha.requests).toEqual([]);
  });

  it("updates the orgs that are in order and says of each other one why it is not: another org's credentials, no such stack", async () => {
    await fleet.connect("beta", fleet.orgs.alpha);
    const { exitCode, stdout, all } = await run("up", "--yes");
    expect(exitCode, all).toBe(4);
    expect(stdout, all).toMatch(/^alpha +7a1d8f60-\S+01 +widened \+2 +\+3 +\d+ s +applied$/m);
    expect(stdout).toMatch(/^beta .* failed$/m);
    expect(stdout).toMatch(new RegExp(`^beta: failed\\n(  - .*\\n)*  - .*${IDS.alpha}`, "m"));
    expect(stdout).toMatch(/^gamma: failed\n {2}- Stack "gamma": no stack named 'gamma' found\. .*pulumi stack init/m);
    expect(stdout).toContain("3 orgs: 1 applied, 2 failed");
    expect(fleet.orgs.beta.requests).toEqual([]);
    expect(fleet.orgs.alpha.export().clients.filter(({ name }) => name === "Reporting")).toHaveLength(1);
    expect(all).not.toContain(SEED.deployer.clientSecret);
    await fleet.connect("beta", fleet.orgs.beta);
  });

  it("stops an org in order that takes longer than it may, and says so; what failed is run again", async () => {
    const report = join(fleet.workspace.dir, "limited.json");
    const stacks = ["--stack", "alpha", "--stack", "gamma"];
    const limited = await run("preview", ...stacks, "--timeout", "1s", "--format", "json", "--output", report);
    expect(limited.exitCode, limited.all).toBe(4);
    const first = JSON.parse(await readFile(report, "utf8"));
    expect(first.stacks.map(({ result }: { result: string }) => result)).toEqual(["failed", "failed"]);
    expect(first.stacks[0].reasons[0]).toBe("previewing took longer than 1 s (--timeout) and was stopped");
    const parts = ["1/2", "2/2"].map((shard) =>
      run("preview", "--retry-from", report, "--shard", shard, "--memory", "2GB"),
    );
    const [one, two] = await Promise.all(parts);
    expect(`${one?.stdout}${two?.stdout}`).toMatch(/^alpha .* previewed$[\s\S]*^gamma .* failed$/m);
    expect([one?.exitCode, two?.exitCode]).toEqual([0, 4]);
  });

  it("leaves an org as it is that a gate refuses, and tells the digest of what it would gain", async () => {
    const refused = await run("up", "--yes", ...both, "--fail-on", "widened", "--format", "json");
    expect(refused.exitCode, refused.all).toBe(1);
    const { formatVersion, action, stacks } = JSON.parse(refused.stdout);
    expect([formatVersion, action]).toEqual([1, "up"]);
    expect(stacks).toMatchObject([
      { stack: "alpha", result: "unchanged", exitCode: 0, access: { verdict: "unchanged" } },
      {
        stack: "beta",
        file: "stacks/beta.yaml",
        organization: { id: IDS.beta, name: "" },
        result: "refused",
        exitCode: 1,
        access: { verdict: "widened", gained: 2, lost: 0, unknown: 0 },
        reasons: ["2 atoms (subject x permission x division) gained and not approved"],
      },
    ]);
    expect(writes(fleet.orgs.beta)).toEqual([]);
    digest = stacks[1].access.digest;
  });

  it("ends in order at a signal: what runs is finished or left clean, what has not begun is not, and the next run goes on with what is approved", async () => {
    const { alpha, beta } = fleet.orgs;
    const busy = { path: "^/api/v2/oauth/clients/", method: "PUT", kind: "status", status: 429 } as const;
    alpha.switches.faults.push({ ...busy, retryAfter: 4, times: 2 });
    const override = "override: { clients: { reporting: { purpose: Daily report } } }\n";
    await fleet.writeSpec("alpha.yaml", `${FILES["alpha.yaml"]}${override}`);
    const before = writes(alpha).length;
    const running = run("up", "--yes", "--parallel", "1", ...both);
    while (writes(alpha).length === before) await new Promise((resolve) => setTimeout(resolve, 50));
    running.kill("SIGINT");
    const { exitCode, stdout, stderr, all } = await running;
    expect(exitCode, all).toBe(1);
    expect(stderr).toContain("Stopping: no further org is begun");
    expect(stdout).toMatch(/^alpha .* (interrupted|applied)$/m);
    expect(stdout).toMatch(/^beta .* not run$/m);
    expect(writes(beta)).toEqual([]);
    const next = await run("up", "--yes", ...both, "--fail-on", "widened", "--approved", digest);
    expect(next.exitCode, next.all).toBe(0);
    expect(next.stdout).toMatch(/^beta .* applied$/m);
    expect(
      alpha
        .export()
        .clients.map(({ description }) => description)
        .join(),
    ).toContain("Daily report");
    const { clients, roles } = beta.export();
    expect(clients.filter(({ name }) => name === "Reporting")).toHaveLength(1);
    expect(roles.filter(({ name }) => name === "Reader" || name === "Agents")).toHaveLength(2);
  });
});
