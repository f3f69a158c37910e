/** The command as people and pipelines run it: real processes, through the launcher. */
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PROJECT_FOLDER, projectFile } from "../support/project.ts";

const LAUNCHER = resolve("cli/genesys-access.mjs");
const REFUSED = "test/cli/fixtures/judged.yaml";
const options = { reject: false, env: { NO_COLOR: undefined, FORCE_COLOR: undefined }, stdin: "ignore" } as const;

function run(...args: string[]) {
  return execa(process.execPath, [LAUNCHER, ...args], options);
}

describe("genesys-access", () => {
  let dir: string;
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), "genesys-access-command-"));
  });
  afterAll(() => rmSync(dir, { recursive: true }));

  it("runs by `npx genesys-access` in the project's folder", async () => {
    const npx = await execa(
      "npx",
      ["--no", "--offline", "genesys-access", "check", projectFile("stacks/prod.yaml"), "--today", "2026-11-21"],
      options,
    );
    expect(npx.exitCode, npx.stderr).toBe(0);
    expect(npx.stdout).toMatch(/^1 stack, \d+ rules, catalogue of \d{4}-\d\d-\d\d: nothing refused/m);
  });

  it("refuses with 1, and writes nothing but the report", async () => {
    const { exitCode, stdout, stderr } = await run("check", REFUSED);
    expect(exitCode).toBe(1);
    expect(stdout).toContain("no-write-permission/role/reader/routing:queue:add");
    expect(stderr).toBe("");
  });

  it("ends with 3 for a spec that is not valid", async () => {
    const file = join(dir, "invalid.yaml");
    writeFileSync(file, "organization: {}\n");
    const { exitCode, stdout } = await run("check", file);
    expect(exitCode).toBe(3);
    expect(stdout).toContain("missing-key");
  });

  it.each([
    [["chek"], "(Did you mean check?)"],
    [["check", "--formt", "json"], "(Did you mean --format?)"],
    [["check", "--format", "html"], "Allowed choices are text, json, sarif."],
    [["check", "--today", "2026-02-30"], "Write a real day as YYYY-MM-DD."],
    [["check", "--base", "no-such-ref"], 'git knows no commit "no-such-ref" here'],
    [["check", REFUSED, "--output", "package.json/report.txt"], "The report cannot be written"],
  ])("ends with 2 for wrong usage and says what to do: %j", async (args, text) => {
    const { exitCode, stdout, stderr } = await run(...args);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(text);
    expect(stderr).not.toMatch(/^\s+at .*:\d+/m);
    expect(stdout).toBe("");
  });

  it("names the nearest stack of the project for one that is not there", async () => {
    const { exitCode, stderr } = await execa(process.execPath, [LAUNCHER, "check", "pord"], {
      ...options,
      cwd: PROJECT_FOLDER,
    });
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining("Nearest: prod.")]);
  });

  it("explains itself", async () => {
    const [main, check] = await Promise.all([run("--help"), run("check", "--help")]);
    expect([main.exitCode, check.exitCode]).toEqual([0, 0]);
    expect(main.stdout).toContain("Exit codes:");
    for (const text of ["--format", "--output", "--base", "--color", "--strict", "--today", "Examples:"]) {
      expect(check.stdout).toContain(text);
    }
  });

  it("writes the report to a file and its sum to stderr", async () => {
    const file = join(dir, "report.sarif");
    const { exitCode, stdout, stderr } = await run("check", REFUSED, "--format", "sarif", "--output", file);
    expect(exitCode).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/^\d+ refused, \d+ advised, [01] waived: see .*report\.sarif$/);
    expect(JSON.parse(readFileSync(file, "utf8")).version).toBe("2.1.0");
  });

  it("colours on request only where there is no terminal", async () => {
    const [auto, always] = await Promise.all([run("check", REFUSED), run("check", REFUSED, "--color", "always")]);
    expect(auto.stdout).not.toContain("\u001b");
    expect(always.stdout).toContain("\u001b[");
  });

  it("survives a reader that goes away", async () => {
    const script = `"${process.execPath}" "${LAUNCHER}" check ${REFUSED} --format sarif | head -c 10`;
    const { stdout, stderr } = await execa("bash", ["-c", script], options);
    expect(stdout).toBe('{\n  "$sche');
    expect(stderr).toBe("");
  });
});

describe("the launcher", () => {
  let dir: string;
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), "genesys-access-launcher-"));
    mkdirSync(join(dir, "cli"));
    copyFileSync(LAUNCHER, join(dir, "cli", "genesys-access.mjs"));
    writeFileSync(
      join(dir, "cli", "main.ts"),
      `const [, , what]: string[] = process.argv;
if (what === "wait") { console.log("ready"); setInterval(() => {}, 1000); }
else if (what === "clean") { process.on("SIGTERM", () => process.exit(7)); console.log("ready"); setInterval(() => {}, 1000); }
else if (what === "module") await import("./not-there.ts");
else if (what === "package") await import("no-such-package");
else if (what === "throw") throw new Error("thrown at once");
else if (what === "later") setTimeout(() => { throw new Error("thrown later"); }, 1);
else if (what === "rejected") void Promise.reject(new Error("rejected"));
else if (what === "memory") { const all = []; for (;;) all.push(new Array(1e6).fill(Math.random())); }
else process.exit(Number(what));`,
    );
  });
  afterAll(() => rmSync(dir, { recursive: true }));

  const launch = (args: string[], nodeOptions: string[] = []) =>
    execa(process.execPath, [...nodeOptions, join(dir, "cli", "genesys-access.mjs"), ...args], options);

  it.each([0, 1, 3, 5])("passes exit code %i on", async (code) => {
    expect((await launch([String(code)])).exitCode).toBe(code);
  });

  it.each([
    ["wait", { signal: "SIGTERM" }],
    ["clean", { exitCode: 7 }],
  ])("passes a signal on and ends as the program does: %s", async (what, ending) => {
    const child = launch([what]);
    for await (const line of child) {
      if (line === "ready") child.kill("SIGTERM");
    }
    expect(await child).toMatchObject(ending);
  });

  it.each(["module", "package", "throw", "later", "rejected"])(
    "ends with 5, never with the 1 of a refusal, when the program itself fails: %s",
    async (what) => {
      const { exitCode, stderr } = await launch([what]);
      expect(exitCode).toBe(5);
      expect(stderr).toContain("genesys-access failed; this is a fault of the program itself or of its installation:");
    },
  );

  it("ends with 5 when the program is not there, or is no program", async () => {
    const empty = join(dir, "empty", "cli");
    mkdirSync(empty, { recursive: true });
    copyFileSync(LAUNCHER, join(empty, "genesys-access.mjs"));
    const without = await execa(process.execPath, [join(empty, "genesys-access.mjs")], options);
    writeFileSync(join(empty, "main.ts"), "const = 1;");
    const broken = await execa(process.execPath, [join(empty, "genesys-access.mjs")], options);
    expect([without.exitCode, broken.exitCode]).toEqual([5, 5]);
  });

  it("ends by a signal, with no verdict, when memory runs out", async () => {
    const { exitCode, signal } = await launch(["memory"], ["--max-old-space-size=32"]);
    expect(signal ?? exitCode).toBe("SIGABRT");
  });

  it("starts no second process", async () => {
    const child = launch(["wait"]);
    for await (const line of child) {
      if (line !== "ready") continue;
      const children = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, "utf8");
      child.kill("SIGTERM");
      expect(children).toBe("");
    }
    await child;
  });

  it("says what is missing where no Node can run TypeScript", async () => {
    const old = `data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"20.19.0"}})`;
    const { exitCode, stderr } = await launch(["0"], ["--import", old]);
    expect(exitCode).toBe(2);
    expect(stderr).toBe(
      "genesys-access needs Node 22.18 or later and found 20.19.0. Start it with `npx genesys-access`: `npm ci` in the project folder installs one.",
    );
  });
});
