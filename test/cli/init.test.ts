/** The command as people run it; and the same folder through Pulumi's own `pulumi new`. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { printable } from "../../access/values/untrusted.ts";
import { pulumiEnvironment } from "../../dev/engine/environment.ts";
import { ensureEngine } from "../../dev/engine/index.ts";
import { isolateHome } from "../../dev/engine/link.ts";
import { everything } from "../toolkit/init/support.ts";

const LAUNCHER = resolve("cli/genesys-access.mjs");
const TEMPLATE = resolve("templates/project");

describe("genesys-access init", () => {
  let dir: string;
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), "genesys-access-init-command-"));
  });
  afterAll(() => rmSync(dir, { recursive: true }));

  const run = (args: readonly string[], cwd = dir) =>
    execa(process.execPath, [LAUNCHER, ...args], { cwd, reject: false, stdin: "ignore", env: { NO_COLOR: undefined } });
  const init = (...args: string[]) => run(["init", ...args]);

  it("asks nothing, ends with a green check, and says how to go on in a folder with blanks and quotes", async () => {
    const name = `it's "mine" & yours`;
    const { exitCode, stdout, stderr } = await init(name, "--stack", "acme", "--region", "eu-central-1", "--yes");
    expect([exitCode, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^stacks\/acme\.yaml {2,}created$/m);
    expect(stdout).toContain(
      `Next:\n  cd 'it'\\''s "mine" & yours'\n  npm install\n  npx genesys-access check\n  npx genesys-access doctor --stack acme`,
    );
    const check = await run(["check"], join(dir, name));
    expect([check.exitCode, check.stderr]).toEqual([0, ""]);
    expect(check.stdout).toMatch(/^1 stack, \d+ rules, catalogue of \d{4}-\d\d-\d\d: nothing refused/m);
    const again = await run(["init", "--stack", "acme"], join(dir, name));
    expect(again.exitCode).toBe(0);
    expect(again.stdout).toContain("Nothing to write: everything is there.");
  });

  it("writes nothing in a dry run, not even the folder", async () => {
    const { exitCode, stdout } = await init("dry", "--dry-run");
    expect(exitCode).toBe(0);
    expect(stdout).toContain("11 files would be written, 0 left as they are. Nothing was written.");
    expect(stdout).not.toContain("Next:");
    expect((await init("dry", "--dry-run")).stdout).toBe(stdout);
  });

  it.each([
    ["pnpm-lock.yaml", "pnpm install\n  pnpm exec genesys-access check\n"],
    ["yarn.lock", "yarn install\n  yarn run genesys-access check\n"],
  ])("names the commands of the repository's own package manager: %s", async (lock, commands) => {
    mkdirSync(join(dir, lock, "below"), { recursive: true });
    writeFileSync(join(dir, lock, lock), "");
    const { stdout } = await init(join(lock, "below"));
    expect(stdout).toContain(commands);
    expect(readFileSync(join(dir, lock, "below/README.md"), "utf8")).not.toMatch(/\bnpx |\bnpm install/);
  });

  it.each([
    [["--stack", "../evil"], "is no name of a stack"],
    [["--stack", "a/b"], "is no name of a stack"],
    [["--stack", "-x"], "is no name of a stack"],
    [["--stack", "x\u001b[31m"], "is no name of a stack"],
    [["--stack", "$(id)"], "is no name of a stack"],
    [["--stack", "Pulumi.x"], "would be taken for Pulumi's settings"],
    [["--organization", "acme"], '--organization: "acme" is not an id'],
    [["--region", "mypurecloud.deu"], "Nearest: mypurecloud.de."],
    [["folder\u202e"], "has invisible or control characters"],
    [[" "], "The name of the folder is empty"],
    [["--force", "idnex.ts"], "Nearest: index.ts."],
    [["--update"], "There is no file here that this package manages"],
    [["--update", "--old-state"], "--update writes managed files only"],
    [["taken"], "taken is there and is no folder"],
  ])("ends with 2 and writes nothing: %j", async (args, message) => {
    writeFileSync(join(dir, "taken"), "");
    const before = everything(dir);
    const { exitCode, stdout, stderr } = await init(...args);
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/^\s+at .*:\d+/m);
    expect(stderr).toBe(printable(stderr).replaceAll("\\u{a}", "\n"));
    expect(everything(dir)).toEqual(before);
  });

  it("ends with 4 where nothing can be written", async () => {
    const { exitCode, stderr } = await init("/proc/genesys-access");
    expect(exitCode).toBe(4);
    expect(stderr).toMatch(/^error: .*cannot be (created|written)/);
  });

  it.runIf(hasScript())("asks a person at a terminal, and takes Enter for later", async () => {
    const typed = "nonsense\n3F0C9A4E-2b7d-4c58-8f6a-d19e5b7c2a40\n\n";
    const { stdout } = await execa("script", ["-qec", `"${process.execPath}" "${LAUNCHER}" init asked`, "/dev/null"], {
      cwd: dir,
      input: typed,
      reject: false,
    });
    expect(stdout).toContain('"nonsense" is not an id');
    expect(parse(readFileSync(join(dir, "asked/stacks/dev.yaml"), "utf8")).organization).toEqual({
      id: "3f0c9a4e-2b7d-4c58-8f6a-d19e5b7c2a40",
    });
  });
});

describe("templates/project", () => {
  let dir: string;
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), "genesys-access-new-"));
  });
  afterAll(() => rmSync(dir, { recursive: true }));

  it("is a template of `pulumi new`, and gives the project that init writes", async () => {
    const home = join(dir, "home");
    const [state, project] = [join(dir, "state"), join(dir, "project")];
    for (const folder of [state, project]) mkdirSync(folder);
    const engine = await ensureEngine();
    await isolateHome(home, engine);
    const env = pulumiEnvironment({ home, backend: state, passphrase: "test" });
    const pulumi = (...args: string[]) =>
      execa(engine.pulumi, [...args, "--non-interactive", "--color", "never"], {
        cwd: project,
        env,
        extendEnv: false,
        reject: false,
        all: true,
      });
    const made = await pulumi("new", TEMPLATE, "--generate-only", "--yes", "--offline", "--name", "acme-access");
    expect(made.exitCode, made.all).toBe(0);
    expect(parse(readFileSync(join(project, "Pulumi.yaml"), "utf8"))).toMatchObject({
      name: "acme-access",
      runtime: { name: "nodejs", options: { typescript: false } },
      main: "index.ts",
      stackConfigDir: "stacks",
    });
    expect(Object.values(everything(project)).join("\n")).not.toMatch(/\$\{(PROJECT|DESCRIPTION)\}|^template:/m);
    const again = await execa(process.execPath, [LAUNCHER, "init"], { cwd: project });
    expect(again.stdout).toContain("Nothing to write: everything is there.");
    expect(again.stdout).not.toContain("differs");
    const check = await execa(process.execPath, [LAUNCHER, "check"], { cwd: project, reject: false });
    expect(check.exitCode, check.stdout).toBe(0);
    const config = await pulumi("stack", "init", "dev");
    expect(config.exitCode, config.all).toBe(0);
    expect((await pulumi("config", "set", "region", "mypurecloud.de", "--stack", "dev")).exitCode).toBe(0);
    expect(readFileSync(join(project, "stacks/Pulumi.dev.yaml"), "utf8")).toContain(
      "acme-access:region: mypurecloud.de",
    );
  });
});

/** A terminal for a command, by util-linux. */
function hasScript(): boolean {
  try {
    execFileSync("script", ["--version"], { stdio: "pipe" });
    return true;
  } catch {
    return false;
  }
}
