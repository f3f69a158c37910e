/** The command line at a terminal: what a person types, sees, and has completed. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

const LAUNCHER = resolve("cli/genesys-access.mjs");
const SPEC = [
  "organization: { id: 58f5d08e-c7f5-4f60-b254-92c700bbecf8 }",
  "divisions: { D: {} }",
  'roles: { r: { name: R, purpose: reads queues, permissions: ["routing:queue:view"] } }',
  "groups: { G: { grants: [{ role: r, divisions: [D] }] } }",
  "",
].join("\n");
const plain = { NO_COLOR: undefined, FORCE_COLOR: undefined, CLICOLOR_FORCE: undefined };

describe("genesys-access at a terminal", { timeout: 120_000 }, () => {
  let dir: string;
  const restore = () => {
    for (const name of ["prod", "dev"]) writeFileSync(join(dir, "stacks", `${name}.yaml`), SPEC);
  };
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), "genesys-access-terminal-"));
    mkdirSync(join(dir, "stacks"));
    writeFileSync(join(dir, "Pulumi.yaml"), "name: access\nruntime: nodejs\n");
  });
  beforeEach(restore);
  afterAll(() => rmSync(dir, { recursive: true }));

  function run(args: readonly string[], options: { readonly input?: string; readonly env?: NodeJS.ProcessEnv } = {}) {
    const { input = "", env = {} } = options;
    return execa(process.execPath, [LAUNCHER, ...args], { reject: false, cwd: dir, input, env: { ...plain, ...env } });
  }

  it("checks a spec from standard input", async () => {
    const good = await run(["check", "-"], { input: SPEC });
    expect([good.exitCode, good.stdout]).toEqual([0, expect.stringContaining("1 stack")]);
    const bad = await run(["check", "-"], { input: SPEC.replace("queue:view", "queue:veiw") });
    expect(bad.exitCode).toBe(1);
    expect(bad.stdout).toContain("stdin.yaml");
    expect(bad.stdout).toContain('"routing:queue:veiw"');
    const more = await run(["check", "-", "prod"], { input: SPEC });
    expect([more.exitCode, more.stderr]).toEqual([2, expect.stringContaining("reads one spec from standard input")]);
  });

  it("takes includes of standard input from the project, and from nowhere else", async () => {
    writeFileSync(join(dir, "more.yaml"), "divisions: { E: {} }\n");
    const inside = await run(["check", "-"], {
      input: `${SPEC.replace("divisions: { D: {} }\n", "divisions: { D: {} }\ninclude: [more.yaml]\n")}`,
    });
    expect(inside.exitCode, inside.stdout).toBe(0);
    const outside = await run(["check", "-"], { input: `${SPEC}include: [../../../../etc/passwd]\n` });
    expect(outside.exitCode).toBe(3);
    expect(outside.stdout).not.toContain("root:");
  });

  it("checks again when a file changes, and ends at Ctrl-C with the last exit code", async () => {
    const file = join(dir, "stacks", "prod.yaml");
    const child = execa(process.execPath, [LAUNCHER, "check", "prod", "--watch"], {
      reject: false,
      cwd: dir,
      stdin: "ignore",
      env: plain,
    });
    let [said, told] = ["", ""];
    child.stdout.on("data", (chunk) => (said += chunk));
    child.stderr.on("data", (chunk) => (told += chunk));
    const until = (what: () => boolean) => expect.poll(what, { timeout: 20_000 }).toBe(true);
    await until(() => told.includes("Watching"));
    expect(said).toContain("nothing refused");
    writeFileSync(file, SPEC.replace("queue:view", "queue:veiw"));
    await until(() => said.includes("veiw"));
    rmSync(file);
    await until(() => told.includes("error:"));
    const reports = () => (said.match(/1 stack/g) ?? []).length;
    const before = reports();
    writeFileSync(file, SPEC.replace("queue:view", "queue:veiw"));
    await until(() => reports() > before);
    child.kill("SIGINT");
    expect((await child).exitCode).toBe(1);
    expect(said).not.toContain("\u001b");
  });

  it.each([
    [{ FORCE_COLOR: "1" }, true],
    [{ FORCE_COLOR: "0", CLICOLOR_FORCE: "1" }, false],
    [{ CLICOLOR_FORCE: "1" }, true],
    [{ CLICOLOR_FORCE: "1", NO_COLOR: "1" }, false],
    [{ TERM: "dumb" }, false],
    [{}, false],
  ])("has colours as the environment asks for them: %j", async (env, colored) => {
    const { stdout } = await run(["who-can", "routing:queue:view", "--stack", "prod"], { env });
    expect(stdout.includes("\u001b[")).toBe(colored);
  });

  it("has one scheme in all commands, and none in JSON", async () => {
    const always = ["--color", "always"];
    const [who, explained, doctor, json] = await Promise.all([
      run(["who-can", "routing:queue:view", "--stack", "prod", ...always]),
      run(["explain", "groups.G", "--can", "routing:queue:delete", "--stack", "prod", ...always]),
      run(["doctor", ...always]),
      run(["who-can", "routing:queue:view", "--stack", "prod", "--format", "json", ...always]),
    ]);
    expect(who.stdout).toContain("\u001b[32mallowed\u001b[39m");
    expect(explained.stdout).toContain("\u001b[31mdenied\u001b[39m");
    expect(doctor.stdout).toContain("\u001b[32mok\u001b[39m");
    expect(json.stdout).not.toContain("\u001b");
  });

  it("tells less, or more, beside the same report", async () => {
    const [quiet, usual, verbose] = await Promise.all(
      [["--quiet"], [], ["--verbose"]].map((option) => run(["check", "prod", "--output", "report.txt", ...option])),
    );
    expect(quiet?.stderr).toBe("");
    expect(usual?.stderr).toBe("0 refused, 0 advised, 0 waived: see report.txt");
    expect(verbose?.stderr).toMatch(
      /check in .*\nstack prod: stacks\/prod.yaml\n0 refused.*\nexit code 0 after \d+ ms/,
    );
    const both = await run(["check", "prod", "--quiet", "--verbose"]);
    expect([both.exitCode, both.stderr]).toEqual([2, expect.stringContaining("cannot be used with option")]);
  });

  it("tells the versions that a report of a fault needs", async () => {
    const { stdout } = await run(["version"]);
    expect(stdout).toMatch(
      /^genesys-access \d+\.\d+\.\d+, catalogue of \d{4}-\d\d-\d\d\nNode \d+.*\nPulumi CLI .*\n@pulumi\/pulumi /,
    );
  });

  describe("completion", () => {
    /** What bash offers for the last of these words. */
    async function offered(...words: string[]): Promise<string[]> {
      const bin = join(dir, "bin");
      mkdirSync(bin, { recursive: true });
      const shim = `#!/bin/sh\nexec "${process.execPath}" "${LAUNCHER}" "$@"\n`;
      writeFileSync(join(bin, "genesys-access"), shim, { mode: 0o755 });
      const script = `source <(genesys-access completion bash)
COMP_WORDS=(genesys-access "$@"); COMP_CWORD=$#
_genesys_access
printf '%s\\n' "\${COMPREPLY[@]}"`;
      const { stdout } = await execa("bash", ["--norc", "-c", script, "bash", ...words], {
        cwd: dir,
        env: { PATH: `${bin}:${process.env["PATH"]}` },
      });
      return stdout.split("\n");
    }

    it("offers commands, options, choices and stacks in bash", async () => {
      expect(await offered("who")).toEqual(["who-can"]);
      expect(await offered("check", "--fo")).toEqual(["--format"]);
      expect(await offered("check", "--format", "s")).toEqual(["sarif"]);
      expect(await offered("explain", "c", "--stack", "p")).toContain("prod");
      expect(await offered("check", "d")).toContain("dev");
    });

    it("runs nothing that stands in the name of a file", async () => {
      const hostile = join(dir, "stacks", "$(touch pwned).yaml");
      writeFileSync(hostile, SPEC);
      await offered("check", "");
      await offered("diff", "--stack", "");
      rmSync(hostile);
      expect(existsSync(join(dir, "pwned"))).toBe(false);
    });

    it.each(["zsh", "fish"])("knows every command and option in %s", async (shell) => {
      const { stdout } = await run(["completion", shell]);
      for (const word of ["who-can", "preflight", "base-ref", "approval-file", "color", "_stacks"])
        expect(stdout).toContain(word);
    });
  });
});
