/** `genesys-access catalogue refresh` as people and pipelines run it. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { allPermissions } from "../../access/catalogue/permissions.ts";
import { SEED, type Simulator, startSimulator } from "../../simulator/index.ts";
import { genesysAccess } from "../support/inProcess.ts";
import { writes } from "../support/stackOnSimulator.ts";

const JULY = resolve("test/fixtures/catalogue/openapi-2026-07.json.gz");
const UNKNOWN = "newProduct:newEntity:view";
const SPEC = `organization: { id: ${SEED.organizationId} }
catalogue: prod.permissions.json
roles:
  reader: { name: Reader, purpose: reads queues, permissions: ["routing:queue:view"] }
`;

describe("genesys-access catalogue refresh", { timeout: 60_000 }, () => {
  let org: Simulator;
  let dir: string;
  const list = () => join(dir, "stacks", "prod.permissions.json");

  beforeAll(async () => {
    org = await startSimulator();
    dir = mkdtempSync(join(tmpdir(), "genesys-access-catalogue-"));
    mkdirSync(join(dir, "stacks"));
    writeFileSync(join(dir, "Pulumi.yaml"), "name: access\nruntime: nodejs\n");
    writeFileSync(join(dir, "stacks", "prod.yaml"), SPEC);
    writeFileSync(
      join(dir, "stacks", "other.yaml"),
      `organization: { id: ${"0f3a5c1e-8a51-4b0e-9d2a-6a3f6e1b7c55"} }\n`,
    );
  });
  afterAll(async () => {
    await org?.close();
    rmSync(dir, { recursive: true });
  });

  const run = (args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
    genesysAccess(args, {
      cwd: dir,
      env: { ...process.env, ...org.environment, NO_COLOR: undefined, FORCE_COLOR: undefined, ...env },
    });
  const listOf = (stack: string, env = {}) =>
    run(["catalogue", "refresh", "--stack", stack, "--org-permissions", "stacks/prod.permissions.json"], env);

  it("writes the org's own list, which a spec then names and check believes; nothing is written to the org", async () => {
    // The spec names a list that is not there yet.
    expect((await run(["check", "prod"])).exitCode).toBe(3);
    const { exitCode, stdout, stderr } = await listOf("prod");
    expect([exitCode, stdout, stderr]).toEqual([
      0,
      "",
      expect.stringMatching(
        /^stacks\/prod\.permissions\.json: \d+ permissions of the org, 0 of them not in the catalogue\./,
      ),
    ]);
    const written = JSON.parse(readFileSync(list(), "utf8"));
    expect(written).toMatchObject({ formatVersion: 1, organization: SEED.organizationId });
    const names = written.permissions.map(({ permission }: { permission: string }) => permission);
    expect(names).toEqual([...names].sort());
    expect(names).toEqual(expect.arrayContaining(["routing:queue:view", "audits:audit:view"]));
    expect(names.length).toBe([...allPermissions()].length);
    expect((await run(["check", "prod"])).exitCode).toBe(0);
    expect(writes(org)).toEqual([]);
    writeFileSync(
      list(),
      JSON.stringify({ ...written, permissions: [...written.permissions, { permission: UNKNOWN }] }),
    );
    writeFileSync(join(dir, "stacks", "prod.yaml"), SPEC.replace('"routing:queue:view"', `"${UNKNOWN}"`));
    expect((await run(["check", "prod"])).stdout).not.toContain("unknown-permission");
    writeFileSync(join(dir, "stacks", "prod.yaml"), SPEC);
  });

  it.each([
    ["the org is another one", "other", {}, 3, "the spec is for 0f3a5c1e-8a51-4b0e-9d2a-6a3f6e1b7c55"],
    ["the credentials are wrong", "prod", { GENESYSCLOUD_OAUTHCLIENT_SECRET: "wrong" }, 4, "invalid_client"],
    ["there is no such stack", "missing", {}, 2, "There is no"],
  ])("leaves the file as it is where %s", async (_, stack, env, code, text) => {
    writeFileSync(list(), "{}");
    const { exitCode, stderr } = await listOf(stack, env);
    expect([exitCode, stderr]).toEqual([code, expect.stringContaining(text)]);
    expect(readFileSync(list(), "utf8")).toBe("{}");
  });

  it("ends with 1 where a guard refuses, and writes the report into a file", async () => {
    const { exitCode } = await run(["catalogue", "refresh", "--from", JULY, "--output", "report.txt"]);
    expect(exitCode).toBe(1);
    expect(readFileSync(join(dir, "report.txt"), "utf8")).toContain("41 of 3180 operations vanish");
  });

  it.each([
    [["catalogue", "refresh"], "nothing to compare the catalogue with"],
    [["catalogue", "refresh", "--to", "missing.json"], "missing.json cannot be read: ENOENT"],
    [["catalogue", "refresh", "--org-permissions", "x.json"], "named by --stack"],
    [["catalogue", "refresh", "--stack", "prod", "--org-permissions", "x.json", "--to", "y.json"], "and no document"],
    [["catalogue", "forget"], "Allowed choices are refresh"],
  ])("ends with 2 and a sentence for %j", async (args, text) => {
    const { exitCode, stderr } = await run(args);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(text)]);
    expect(stderr).not.toMatch(/^\s+at .*:\d+/m);
    expect(existsSync(join(dir, "x.json"))).toBe(false);
  });
});
