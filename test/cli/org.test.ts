/** The command as people and scripts run it: a process, its text, and calls to what it serves. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { SEED } from "../../simulator/index.ts";
import { openOrg } from "../simulator/support.ts";

const LAUNCHER = resolve("cli/genesys-access.mjs");
const ID = "4b7de0a1-5f3c-4d2e-8a9b-0c1d2e3f4a5b";
const OTHER = "5b7de0a1-5f3c-4d2e-8a9b-0c1d2e3f4a5b";

describe("genesys-access org", { timeout: 60_000 }, () => {
  let dir: string;

  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), "genesys-access-org-"));
    mkdirSync(join(dir, "stacks"));
    writeFileSync(
      join(dir, "stacks", "prod.yaml"),
      `organization: { id: ${ID}, name: "Contoso $(id)" }\ninclude: [shared/roles.yaml]\ndivisions: { EMEA: {} }\noverride: { divisions: { NA: { manage: true } } }\n`,
    );
    mkdirSync(join(dir, "stacks", "shared"));
    writeFileSync(
      join(dir, "stacks", "shared", "roles.yaml"),
      "divisions: { NA: {} }\nroles: { old: { existing: Old role } }\ngroups: { Team: { grants: [{ role: old, divisions: [EMEA] }] } }\n",
    );
    writeFileSync(join(dir, "stacks", "other.yaml"), `organization: { id: ${OTHER} }\n`);
  });
  afterAll(() => rmSync(dir, { recursive: true }));

  /** The process, which ends with the test at the latest. */
  function start(...args: string[]) {
    const child = execa(process.execPath, [LAUNCHER, "org", "--port", "0", ...args], {
      cwd: dir,
      reject: false,
      env: { NO_COLOR: undefined, FORCE_COLOR: undefined },
    });
    onTestFinished(() => void child.kill("SIGKILL"));
    let text = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      text += chunk.toString();
    });
    const printed = async (until: string) => {
      await expect.poll(() => text, { timeout: 30_000 }).toContain(until);
      return text;
    };
    return { child, printed };
  }

  /** The whole of a process that ends by itself: its input is closed from the start. */
  const run = (...args: string[]) =>
    execa(process.execPath, [LAUNCHER, "org", "--port", "0", "--until-stdin-closes", ...args], {
      cwd: dir,
      reject: false,
      stdin: "ignore",
    });

  it("prints an address that works with the lines to paste, and stops on Ctrl-C", async () => {
    const { child, printed } = start("--switch", "requestsPerMinute=5");
    const text = await printed("Stop with Ctrl-C");
    const port = /GENESYSCLOUD_GATEWAY_PORT=(\d+)/.exec(text)?.[1];
    expect(text).toContain(`(organization ${SEED.organizationId})`);
    expect(text).toContain(`export GENESYSCLOUD_OAUTHCLIENT_ID=${SEED.deployer.clientId}\n`);
    expect(text).toContain("export GENESYSCLOUD_GATEWAY_PROTOCOL=http\n");
    expect(text).toContain(`client ${SEED.console.clientId}, secret ${SEED.console.clientSecret}`);
    expect(text).toContain("Nothing is kept");
    const answer = await fetch(`http://127.0.0.1:${port}/simulator/switches`, { headers: { Connection: "close" } });
    expect(await answer.json()).toMatchObject({ requestsPerMinute: 5 });
    child.kill("SIGINT");
    expect((await child).exitCode).toBe(0);
  });

  it("prints one line of JSON, and ends when its input closes, if it is asked to", async () => {
    const { child, printed } = start("--json", "--until-stdin-closes", "--from-spec", "prod");
    const line = await printed("\n");
    expect(line).not.toContain("\u001b");
    const { url, port, environment, organization, console, added } = JSON.parse(line);
    expect(organization).toEqual({ id: ID, name: "Contoso $(id)" });
    expect(environment).toMatchObject({ GENESYSCLOUD_GATEWAY_PORT: String(port) });
    expect(console.clientId).toBe(SEED.console.clientId);
    expect(added).toEqual([
      { kind: "division", name: "EMEA" },
      { kind: "group", name: "Team" },
      { kind: "role", name: "Old role" },
    ]);
    const served = await fetch(`${url}/simulator/org`, { headers: { Connection: "close" } });
    expect(await served.json()).toMatchObject({ organization: { id: ID } });
    child.stdin?.end();
    expect((await child).exitCode).toBe(0);
  });

  it("stops on Ctrl-C also while its input is open", async () => {
    const { child, printed } = start("--json", "--until-stdin-closes");
    await printed("\n");
    child.kill("SIGTERM");
    expect((await child).exitCode).toBe(0);
  });

  it("runs on after the end of its input, if it is not asked to end then", async () => {
    const { child, printed } = start();
    child.stdin?.end();
    await printed("Stop with Ctrl-C");
    expect(await Promise.race([child, pause(500)])).toBeUndefined();
  });

  it("says what was made for a spec, and keeps what a spec says away from the lines to paste", async () => {
    const { exitCode, stdout } = await run("--from-spec", "stacks/prod.yaml", "--shell", "powershell");
    expect(exitCode).toBe(0);
    const [above = "", below = ""] = stdout.split("Embedded Genesys Cloud org:");
    expect(above).toContain('1 division: "EMEA"');
    expect(above).toContain("Deploy to it with a state of its own");
    expect(below).toContain("$env:GENESYSCLOUD_GATEWAY_PROTOCOL = 'http'");
    expect(stdout).not.toContain("\u001b");
    expect(below).not.toContain("$(id)");
  });

  it("keeps the org in a file, adds to it, and says what it added", async () => {
    const data = join(dir, "org.json");
    const first = await run("--data", data, "--from-spec", "other");
    expect(first.stdout).not.toContain("Nothing is kept");
    expect(existsSync(data)).toBe(true);
    const mismatch = await run("--data", data, "--from-spec", "prod");
    expect([mismatch.exitCode, mismatch.stderr]).toEqual([
      2,
      `error: ${data} keeps the organization ${OTHER}, and stacks/prod.yaml is for ${ID}. Name another file with --data, or the specs of that organization.`,
    ]);
    writeFileSync(join(dir, "more.yaml"), `organization: { id: ${OTHER} }\ndivisions: { EMEA: {} }\n`);
    const more = await run("--data", data, "--from-spec", "other", "--from-spec", "./more.yaml");
    expect(more.stdout).toMatch(/^Added to .*org\.json for stacks\/other\.yaml, more\.yaml:\n {2}1 division: "EMEA"\n/);
    const nothing = await run("--data", data, "--from-spec", "./more.yaml");
    expect(nothing.stdout).toMatch(/^.*org\.json holds everything that more\.yaml names; nothing was added\.\n/);
    const org = JSON.parse(readFileSync(data, "utf8"));
    expect(org.divisions.map(({ name }: { name: string }) => name).sort()).toEqual(["EMEA", "Home"]);
    expect((await run("--data", data)).stdout).toContain(`(organization ${OTHER})`);
  });

  it("warns where the network can reach it, and not on loopback", async () => {
    const open = await run("--host", "0.0.0.0");
    expect([open.exitCode, open.stderr]).toEqual([
      0,
      expect.stringMatching(/^warning: anyone on the network can reach this org on "0\.0\.0\.0"/),
    ]);
    expect(open.stdout).toContain("export GENESYSCLOUD_GATEWAY_HOST=127.0.0.1\n");
    expect((await run("--host", "localhost")).stderr).toBe("");
  });

  it("prints the problems of a spec with their places, and ends with 3", async () => {
    const spec = (name: string, text: string) => writeFileSync(join(dir, name), `organization: { id: ${ID} }\n${text}`);
    spec(
      "users.yaml",
      "roles: { old: { existing: Old } }\nusers:\n  Ann@contoso.example: &u { grants: [{ role: old, divisions: all }] }\n  ann@contoso.example: *u\n",
    );
    writeFileSync(join(dir, "id.yaml"), "organization: { id: 12 }\n");
    spec(
      "selector.yaml",
      'roles: { old: { existing: Old } }\ngroups:\n  Team: { grants: [{ role: old, divisions: { match: "E*", exclude: "*" } }] }\n',
    );
    const both = await run("--from-spec", "./users.yaml", "--from-spec", "./id.yaml");
    expect([both.exitCode, both.stdout]).toEqual([3, ""]);
    expect(both.stderr).toMatch(
      /^users\.yaml:5:3 users\S+: "ann@contoso\.example" is what "Ann@contoso\.example" stands for already\./m,
    );
    expect(both.stderr).toMatch(/^id\.yaml:1:/m);
    expect(both.stderr).toContain("error: users.yaml, id.yaml are not valid.");
    const selector = await run("--from-spec", "./selector.yaml");
    expect(selector.exitCode).toBe(3);
    expect(selector.stderr).toMatch(/^selector\.yaml:4:\d+ .*no division matches "E\*" but not "\*"/m);
  });

  it.each([
    [["--colour", "red"], "unknown option '--colour'"],
    [["stray"], "too many arguments"],
    [["--port", "many"], "Give a whole number from 0 to 65535."],
    [["--port", "65536"], "Give a whole number from 0 to 65535."],
    [["--port", ""], "Give a whole number from 0 to 65535."],
    [["--shell", "csh"], "Allowed choices are posix, fish, powershell."],
    [["--json", "--shell", "fish"], "cannot be used with option"],
    [["--switch", "latencyMs=fast"], "--switch: latencyMs:"],
    [["--from-spec", "pord"], "There is no file stacks/pord.yaml. Nearest: prod."],
    [
      ["--from-spec", "prod", "--from-spec", "other"],
      `stacks/prod.yaml is for the organization ${ID}, stacks/other.yaml for ${OTHER}`,
    ],
    [["--host", "no.such.host.example"], "Cannot listen on no.such.host.example, port 0"],
    [["--data", "no/such/folder/org.json"], "no/such/folder/org.json cannot be written: ENOENT"],
  ])("ends with 2 and a sentence for %j", async (args, text) => {
    const { exitCode, stderr, stdout } = await run(...args);
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(text);
    expect(stderr).not.toMatch(/^\s+at .*:\d+/m);
  });

  it("ends with 2 and one sentence for a taken port and a broken data file", async () => {
    const { port } = await openOrg();
    const taken = await run("--port", String(port));
    expect([taken.exitCode, taken.stderr]).toEqual([
      2,
      "error: The port is taken. Choose another with --port, or 0 for a free one.",
    ]);
    const file = join(dir, "broken.json");
    writeFileSync(file, "{");
    const broken = await run("--data", file);
    expect(broken.exitCode).toBe(2);
    expect(broken.stderr).toMatch(/^error: .*broken\.json: is not JSON .* Repair the file/);
  });

  it("explains itself", async () => {
    const { exitCode, stdout } = await run("--help");
    expect(exitCode).toBe(0);
    for (const text of [
      "--from-spec",
      "--data",
      "--until-stdin-closes",
      "--shell",
      "--switch escalationGuard=off",
      "Examples:",
    ])
      expect(stdout).toContain(text);
  });

  it("is what `npm run simulator` starts", () => {
    const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));
    expect(scripts.simulator).toBe("node cli/main.ts org");
  });
});
