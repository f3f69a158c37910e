/** The command as people run it, with an embedded org and without one. */
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ensureEngine } from "../../dev/engine/index.ts";
import { SEED, type Simulator, startSimulator } from "../../simulator/index.ts";
import { writes } from "../support/stackOnSimulator.ts";
import { init } from "../toolkit/init/support.ts";

const LAUNCHER = resolve("cli/genesys-access.mjs");
const PASSPHRASE = "correct-horse-of-the-doctor";

interface Check {
  readonly id: string;
  readonly state: string;
  readonly text: string;
  readonly fix?: string;
  readonly stack?: string;
}

describe("genesys-access doctor", () => {
  let org: Simulator;
  let dir: string;
  let bin: string;

  beforeAll(async () => {
    org = await startSimulator();
    dir = mkdtempSync(join(tmpdir(), "genesys-access-doctor-"));
    bin = (await ensureEngine()).bin;
    init(dir, { organization: SEED.organizationId });
    for (const name of ["@pulumi/pulumi", "@pulumi/policy"]) {
      mkdirSync(join(dir, "node_modules/@pulumi"), { recursive: true });
      symlinkSync(resolve("node_modules", name), join(dir, "node_modules", name));
    }
    mkdirSync(join(dir, "node_modules/genesys-cloud-access"));
    writeFileSync(join(dir, "node_modules/genesys-cloud-access/package.json"), readFileSync("package.json"));
    mkdirSync(join(dir, ".state"), { mode: 0o700 });
    writeFileSync(join(dir, "CODEOWNERS"), "* @contoso/access\n");
    init(dir);
  });
  afterAll(async () => {
    await org?.close();
    rmSync(dir, { recursive: true });
  });

  const complete = () => ({
    ...org.environment,
    PATH: [bin, process.env["PATH"]].join(":"),
    PULUMI_HOME: join(dir, "home"),
    PULUMI_BACKEND_URL: "file://./.state",
    PULUMI_CONFIG_PASSPHRASE: PASSPHRASE,
  });
  const run = async (args: readonly string[], env: NodeJS.ProcessEnv, cwd = dir) => {
    const { exitCode, stdout, stderr } = await execa(process.execPath, [LAUNCHER, "doctor", ...args], {
      cwd,
      reject: false,
      stdin: "ignore",
      extendEnv: false,
      env: { NODE_COMPILE_CACHE: process.env["NODE_COMPILE_CACHE"], PATH: process.env["PATH"], ...env },
    });
    // Whatever happens, no secret is in it.
    expect(stdout + stderr).not.toMatch(/correct-horse|simulator-only|hunter2|AKIA/);
    expect(stderr).not.toMatch(/^\s+at .*:\d+/m);
    return { exitCode, stdout, stderr };
  };
  const json = async (args: readonly string[], env: NodeJS.ProcessEnv, cwd = dir) => {
    const { exitCode, stdout } = await run([...args, "--json"], env, cwd);
    const report = JSON.parse(stdout) as { formatVersion: number; exitCode: number; checks: Check[] };
    expect(report).toMatchObject({ formatVersion: 1, exitCode });
    return { exitCode, report, check: (id: string) => report.checks.find((one) => one.id === id) };
  };

  it("finds nothing missing where everything is there, and changes nothing", async () => {
    const { exitCode, stdout, stderr } = await run([], complete());
    expect([exitCode, stderr], stdout).toEqual([0, ""]);
    expect(stdout).toMatch(/^ok {7}organization {4}The org answers: "Contoso \(simulated\)" \(id 58f5d08e-/m);
    expect(stdout).toMatch(/^ok {7}pulumi .*Pulumi CLI 3\.255\.0/m);
    expect(stdout).toMatch(/^ok {7}@pulumi\/pulumi .*one copy$/m);
    expect(stdout).toMatch(/^ok {7}clock /m);
    expect(stdout).toMatch(/^Nothing is missing, /m);
    expect(writes(org)).toEqual([]);
    expect(org.requests.map(({ path }) => path)).toEqual(["/oauth/token", "/api/v2/organizations/me"]);
  });

  it("finds the project from a folder below it", async () => {
    expect((await run(["--stack", "dev"], complete(), join(dir, "stacks"))).exitCode).toBe(0);
  });

  it("says for everything that is missing what to do, with no environment at all", async () => {
    const empty = mkdtempSync(join(dir, "empty-"));
    mkdirSync(join(empty, "stacks"));
    writeFileSync(join(empty, "Pulumi.yaml"), "name: x\nruntime: nodejs\n");
    const { exitCode, report } = await json([], { PULUMI_HOME: join(empty, "home") }, empty);
    expect(exitCode).toBe(1);
    const lacking = report.checks.filter(({ state }) => state === "missing");
    expect(lacking.map(({ id }) => id)).toEqual(expect.arrayContaining(["backend", "spec"]));
    for (const { fix } of lacking) expect(fix).toMatch(/\.$/);
  });

  it("ends with 1 without credentials, region and passphrase, and asks no org", async () => {
    const before = org.requests.length;
    const { exitCode, check } = await json([], { ...complete(), ...unset(), PULUMI_CONFIG_PASSPHRASE: undefined });
    expect(exitCode).toBe(1);
    for (const id of ["region", "credentials", "passphrase"]) expect(check(id)).toMatchObject({ state: "missing" });
    expect(check("credentials")?.fix).toContain("GENESYSCLOUD_OAUTHCLIENT_SECRET");
    expect(check("organization")).toBeUndefined();
    expect(org.requests).toHaveLength(before);
  });

  it.each([
    ["wrong credentials", { GENESYSCLOUD_OAUTHCLIENT_SECRET: "hunter2" }, "authentication failed"],
    ["an org that is not there", { GENESYSCLOUD_GATEWAY_PORT: "1" }, "no answer (ECONNREFUSED)"],
  ])("ends with 4 for %s", async (_, env, text) => {
    const { exitCode, check } = await json([], { ...complete(), ...env });
    expect(exitCode).toBe(4);
    expect(check("organization")).toMatchObject({
      state: "missing",
      unreachable: true,
      text: expect.stringContaining(text),
    });
  });

  it("gives an org up that takes calls and answers nothing", async () => {
    const server = await silentServer();
    const { port } = server.address() as { port: number };
    const begin = Date.now();
    const { exitCode, check } = await json([], { ...complete(), GENESYSCLOUD_GATEWAY_PORT: String(port) });
    server.close();
    expect(exitCode).toBe(4);
    expect(check("organization")?.text).toMatch(/no answer/);
    expect(Date.now() - begin).toBeLessThan(30_000);
  });

  it("says when the credentials lead to another org than the spec names", async () => {
    init(dir, { stack: "other", organization: "3f0c9a4e-2b7d-4c58-8f6a-d19e5b7c2a40" });
    const { exitCode, check } = await json(["--stack", "other"], complete());
    expect(exitCode).toBe(1);
    expect(check("organization")).toMatchObject({
      state: "missing",
      text: expect.stringContaining("stacks/other.yaml names 3f0c9a4e-"),
    });
    const several = await json([], complete());
    expect(several.check("stack")?.text).toContain("There are several stacks");
    expect(several.check("organization")).toBeUndefined();
    expect(several.report.checks.filter(({ id }) => id === "spec").map(({ stack }) => stack)).toEqual(["dev", "other"]);
    rmSync(join(dir, "stacks/other.yaml"));
  });

  it("prints no credentials of a backend", async () => {
    const { stdout } = await run([], {
      ...complete(),
      PULUMI_BACKEND_URL: "postgres://pulumi:hunter2@db.example/state?password=hunter2&key=AKIA",
    });
    expect(stdout).toMatch(/^ok {7}backend .*postgres:\/\/\*\*\*\*@db\.example\/state\?… \(PULUMI_BACKEND_URL\)$/m);
  });

  it("misses the folder of a local backend, and the plugin only for a spec that delivers secrets", async () => {
    const spec = readFileSync(join(dir, "stacks/dev.yaml"), "utf8");
    const delivering = spec.replace("    cannot:", "    secret: { deliver: { command: ./deliver.sh } }\n    cannot:");
    mkdirSync(join(dir, "elsewhere"), { recursive: true });
    writeFileSync(join(dir, "stacks/sender.yaml"), delivering);
    const { check, exitCode } = await json(["--stack", "sender"], {
      ...complete(),
      PULUMI_BACKEND_URL: "file://./nowhere",
    });
    rmSync(join(dir, "stacks/sender.yaml"));
    expect(exitCode).toBe(1);
    expect(check("backend")).toMatchObject({ state: "missing", text: expect.stringContaining("there is no folder") });
    expect(check("command-plugin")).toMatchObject({
      state: "missing",
      fix: expect.stringMatching(/^Run `npx pulumi plugin install resource command \d/),
    });
    expect((await json(["--stack", "dev"], complete())).check("command-plugin")?.state).toBe("ok");
  });

  it.runIf(process.platform !== "win32")("warns of a local backend that other users may enter", async () => {
    const folder = join(dir, "open");
    mkdirSync(folder);
    const state = async (mode: number) => {
      chmodSync(folder, mode);
      return (await json(["--stack", "dev"], { ...complete(), PULUMI_BACKEND_URL: "file://./open" })).check("backend");
    };
    for (const mode of [0o755, 0o750, 0o701]) {
      expect(await state(mode)).toMatchObject({ state: "warn", fix: `Run \`chmod 700 ${folder}\`.` });
    }
    expect(await state(0o700)).toMatchObject({ state: "ok" });
  });

  it("tells a spec that is not valid, and the organization of the example", async () => {
    writeFileSync(join(dir, "stacks/bad.yaml"), "organization: {}\n\u001b: 1\n");
    const { exitCode, check } = await json(["--stack", "bad"], complete());
    rmSync(join(dir, "stacks/bad.yaml"));
    expect(exitCode).toBe(1);
    expect(check("spec")).toMatchObject({ state: "missing", fix: "Run `genesys-access check bad`." });
    init(dir, { stack: "example" });
    const example = await json(["--stack", "example"], { ...complete(), ...unset() });
    rmSync(join(dir, "stacks/example.yaml"));
    expect(example.check("spec")).toMatchObject({ state: "warn", text: expect.stringContaining("of the example") });
  });

  it("ends with 2 for a stack that is not there", async () => {
    const { exitCode, stdout, stderr } = await run(["--stack", "devv"], complete());
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("Nearest: dev.");
  });

  function unset(): NodeJS.ProcessEnv {
    return Object.fromEntries(Object.keys(org.environment).map((name) => [name, undefined]));
  }
});

function silentServer(): Promise<Server> {
  const server = createServer(() => undefined);
  return new Promise((done) => server.listen(0, "127.0.0.1", () => done(server)));
}
