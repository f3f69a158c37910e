/** The command as people and pipelines run it, against an embedded org. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadSpec } from "../../access/language/loadSpec.ts";
import { SEED, type Simulator, startSimulator } from "../../simulator/index.ts";
import { problemsOf } from "../access/fixtures/load.ts";
import { as, makeClient } from "../simulator/support.ts";
import { genesysAccess } from "../support/inProcess.ts";
import { projectFile } from "../support/project.ts";
import { writes } from "../support/stackOnSimulator.ts";

const { legacy } = SEED;
const OTHER_ORG = "0f3a5c1e-8a51-4b0e-9d2a-6a3f6e1b7c55";
const LEGACY = {
  GENESYSCLOUD_OAUTHCLIENT_ID: legacy.clientId,
  GENESYSCLOUD_OAUTHCLIENT_SECRET: legacy.clientSecret,
};

describe("genesys-access preflight", { timeout: 60_000 }, () => {
  let org: Simulator;
  let dir: string;

  beforeAll(async () => {
    org = await startSimulator();
    dir = mkdtempSync(join(tmpdir(), "genesys-access-preflight-"));
    mkdirSync(join(dir, "stacks"));
    for (const file of ["Pulumi.yaml", "stacks/demo.yaml"])
      writeFileSync(join(dir, file), readFileSync(projectFile(file), "utf8"));
  });
  afterAll(async () => {
    await org?.close();
    rmSync(dir, { recursive: true });
  });

  const run = async (args: readonly string[], env: NodeJS.ProcessEnv = {}) => {
    const { exitCode, stdout, stderr } = await genesysAccess(["preflight", ...args], {
      cwd: dir,
      env: { ...process.env, ...org.environment, NO_COLOR: undefined, FORCE_COLOR: undefined, ...env },
    });
    return { exitCode, stdout, stderr, output: stdout + stderr };
  };

  it("passes a deployer that holds everything, and says what it cannot know", async () => {
    const { exitCode, stdout, stderr } = await run(["--stack", "demo"]);
    expect([exitCode, stderr]).toEqual([0, ""]);
    expect(stdout).toContain(`demo: deploying client "Access as Code Deployer" (id ${SEED.deployer.clientId})`);
    expect(stdout).toMatch(
      /^Advice: may matter, and the API cannot tell\n {2}- stacks\/demo\.yaml:34:3 clients\.powerbi-emea/m,
    );
    expect(stdout).toContain("3 advice. 15 permissions are needed.");
    expect(writes(org)).toEqual([]);
  });

  it("lists everything that is missing at once, with place and fix, and ends with 1", async () => {
    const { exitCode, stdout } = await run(["--stack", "demo"], LEGACY);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(
      /^ {2}- stacks\/demo\.yaml:9:3 divisions\.BPO_Adherence: the deployer "Legacy Reporting" lacks authorization:division:add, .* "Legacy Reporting - all" > Permissions\.$/m,
    );
    expect(stdout).toMatch(/^7 errors, 4 warnings, 3 advice\. 15 permissions are needed\.$/m);
    expect(writes(org)).toEqual([]);
  });

  it("says the same as JSON, into a file", async () => {
    const { exitCode, stdout } = await run(["--stack", "demo", "--format", "json", "--output", "report.json"], LEGACY);
    expect([exitCode, stdout]).toEqual([1, ""]);
    const report = JSON.parse(readFileSync(join(dir, "report.json"), "utf8"));
    expect(report).toMatchObject({
      formatVersion: 1,
      stack: "demo",
      organization: { id: SEED.organizationId },
      deployer: { clientId: legacy.clientId },
      passes: false,
    });
    expect(report.needs).toHaveLength(15);
    expect(report.findings[0]).toMatchObject({
      level: "error",
      code: "missing-permission",
      permissions: ["authorization:division:add"],
      operations: ["POST /api/v2/authorization/divisions"],
      position: { file: "stacks/demo.yaml", line: 9 },
      path: "divisions.BPO_Adherence",
    });
  });

  it("tells the mismatch alone where the credentials are of another org, and asks nobody there who deploys", async () => {
    const spec = readFileSync(join(dir, "stacks", "demo.yaml"), "utf8").replaceAll(SEED.organizationId, OTHER_ORG);
    writeFileSync(join(dir, "stacks", "foreign.yaml"), spec);
    const { exitCode, stdout } = await run(["--stack", "foreign", "--format", "json"]);
    expect(exitCode).toBe(1);
    const { deployer, findings } = JSON.parse(stdout);
    expect(deployer).toEqual({ clientId: SEED.deployer.clientId });
    expect(findings).toMatchObject([{ level: "error", code: "wrong-organization", path: "organization.id" }]);
    const text = await run(["--stack", "foreign"]);
    expect(text.stdout).toMatch(/^foreign: deploying client \(id [\w-]+\) in "Contoso \(simulated\)"/);
  });

  it("tells it also where the deployer may not even read what planning takes", async () => {
    const bare = await makeClient(await as(org, SEED.console), "Bare \u001b[31m", ["routing:queue:view"], ["*"]);
    const { exitCode, output } = await run(["--stack", "demo"], {
      GENESYSCLOUD_OAUTHCLIENT_ID: bare.clientId,
      GENESYSCLOUD_OAUTHCLIENT_SECRET: bare.clientSecret,
    });
    expect(exitCode).toBe(1);
    expect(output).toContain(
      "lacks directory:user:view, needed to find users (1 in this stack; POST /api/v2/users/search)",
    );
    expect(output).toMatch(/^11 errors, 4 warnings, 3 advice\./m);
    expect(output).not.toContain("\u001b");
    expect(output).not.toContain(bare.clientSecret);
  });

  it("reads the region and the spec of the stack's config, and needs no stack in Pulumi", async () => {
    writeFileSync(join(dir, "stacks", "other.yaml"), readFileSync(projectFile("stacks/demo.yaml"), "utf8"));
    writeFileSync(
      join(dir, "stacks", "Pulumi.new.yaml"),
      `config:\n  genesys-access:spec: stacks/other.yaml\n  genesys-access:gateway: ${org.url}\n  other:gateway: x\n`,
    );
    const { exitCode, stdout } = await run(["--stack", "new"], { GENESYSCLOUD_GATEWAY_HOST: undefined });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^other: deploying client/);
  });

  it("prints the smallest role as a spec, without an org", async () => {
    const { exitCode, stdout, stderr } = await run(["--stack", "demo", "--print-role"], {
      GENESYSCLOUD_OAUTHCLIENT_SECRET: undefined,
    });
    expect([exitCode, stderr]).toEqual([0, ""]);
    expect(problemsOf(loadSpec("deployer.yaml", () => stdout))).toEqual([]);
    expect(stdout).toContain("- authorization:grant:delete # without it a deployment can add, and not take away");
    writeFileSync(join(dir, "stacks", "deployer.yaml"), stdout);
    const check = await genesysAccess(["check", "deployer"], { cwd: dir });
    expect(check.stdout).toMatch(/nothing refused/);
  });

  it.each([
    ["wrong credentials", { GENESYSCLOUD_OAUTHCLIENT_SECRET: "not-the-secret-at-all" }, "authentication failed"],
    ["an org that does not answer", { GENESYSCLOUD_GATEWAY_PORT: "1" }, "no answer (ECONNREFUSED)"],
    [
      "no credentials",
      { GENESYSCLOUD_OAUTHCLIENT_SECRET: "" },
      "oauthClientSecret: set GENESYSCLOUD_OAUTHCLIENT_SECRET",
    ],
  ])("ends with 4 for %s", async (_what, env, text) => {
    const { exitCode, stdout, stderr } = await run(["--stack", "demo"], env);
    expect(exitCode, stderr).toBe(4);
    expect(stderr).toContain(text);
    expect(stdout + stderr).not.toMatch(/not-the-secret-at-all|simulator-only/);
    expect(stderr).not.toMatch(/^\s+at .*:\d+/m);
  });

  it("ends with 2 and one line for a file of Pulumi's that is wrong", async () => {
    writeFileSync(join(dir, "stacks", "Pulumi.wrong.yaml"), "- config\n");
    const { exitCode, stdout, stderr } = await run(["--stack", "wrong"]);
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^error: stacks\/Pulumi\.wrong\.yaml:1:1 the file is a map of keys and values\. Write .*$/);
  });

  it("ends with 2 for a stack that is not there, and with 3 for a spec that is not valid", async () => {
    expect(await run(["--stack", "dmo"])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining("Nearest: demo."),
    });
    writeFileSync(join(dir, "stacks", "bad.yaml"), "organization: {}\n");
    expect(await run(["--stack", "bad"])).toMatchObject({ exitCode: 3, stdout: "" });
  });
});
