/** `genesys-access diff` as people and pipelines run it: real processes, a real git repository. */
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Ajv } from "ajv";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compareStack } from "../../toolkit/compare/compareStack.ts";
import { judge } from "../../toolkit/judge/gate.ts";
import { GATES } from "../../toolkit/judge/gates.ts";
import { workingTree } from "../../toolkit/open/source.ts";
import { genesysAccess } from "../support/inProcess.ts";

const STORIES = resolve("test/stories");
const schema = JSON.parse(readFileSync("schemas/access-diff.schema.json", "utf8"));

describe("genesys-access diff", { timeout: 120_000 }, () => {
  let dir: string;
  const run = (...args: string[]) => genesysAccess(["diff", ...args], { cwd: dir });
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@contoso.example", ...args], {
      cwd: dir,
      stdio: "pipe",
    });
  const write = (name: string, text: string) => writeFileSync(join(dir, name), text);
  const story = (name: string, side: string) => readFileSync(join(STORIES, name, `${side}.yaml`), "utf8");

  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), "genesys-access-diff-"));
    mkdirSync(join(dir, "stacks", "shared"), { recursive: true });
    git("init", "--initial-branch", "main");
    const [before, roles = ""] = [story("01-permission-added", "base"), ""];
    write("stacks/prod.yaml", before + roles);
    write("stacks/same.yaml", story("37-nothing-but-words", "base"));
    write("stacks/gone.yaml", story("01-permission-added", "base"));
    write("stacks/Pulumi.prod.yaml", "config: {}\n");
    const [head = "", ...rest] = before.split("roles:\n");
    const [included = "", tail = ""] = rest.join("roles:\n").split("\nclients:\n");
    write("stacks/split.yaml", `${head}include: [shared/roles.yaml]\n\nclients:\n${tail}`);
    write("stacks/shared/roles.yaml", `roles:\n${included}\n`);
    git("add", ".");
    git("commit", "--message", "first");
    write("stacks/prod.yaml", story("01-permission-added", "head"));
    write("stacks/same.yaml", story("37-nothing-but-words", "head"));
    write("stacks/new.yaml", story("01-permission-added", "base"));
    write("stacks/shared/roles.yaml", `roles:\n${included.replace("routing:queue:view", "routing:queue:edit")}\n`);
    rmSync(join(dir, "stacks", "gone.yaml"));
  });
  afterAll(() => rmSync(dir, { recursive: true }));

  it("compares a stack with a git ref, without a checkout", async () => {
    const { exitCode, stdout, stderr } = await run("prod", "--base", "main");
    expect(stdout).toContain("+ routing:queue:edit in EMEA_Operations");
    expect(stdout).toContain("edited at stacks/prod.yaml:14:9 roles.bi-reader.permissions[2]");
    expect([exitCode, stderr]).toEqual([0, ""]);
  });

  it("reads what a spec includes from the ref, too", async () => {
    const { stdout } = await run("split", "--base", "main");
    expect(stdout).toContain("Verdict: mixed: 1 gained, 1 lost");
    expect(stdout).toContain("stacks/shared/roles.yaml");
  });

  it("compares every stack of both sides, those that are new or gone with nothing", async () => {
    const { stdout } = await run("--base", "main", "--format", "json");
    const { stacks } = JSON.parse(stdout);
    expect(stacks.map(({ stack, verdict }: { stack: string; verdict: string }) => [stack, verdict])).toEqual([
      ["gone", "narrowed"],
      ["new", "widened"],
      ["prod", "widened"],
      ["same", "unchanged"],
      ["split", "mixed"],
    ]);
    expect(stacks[0].notCovered[0]).toMatch(/it ends when `pulumi destroy` removes the stack\.$/);
  });

  it("answers in JSON as its schema says", async () => {
    const validate = new Ajv({ allErrors: true, strict: false }).compile(schema);
    for (const name of [
      "04-all-divisions",
      "14-condition-changed",
      "20-client-under-another-key",
      "29-wildcard-introduced",
    ]) {
      const { stdout } = await run(
        "--base",
        join(STORIES, name, "base.yaml"),
        "--head",
        join(STORIES, name, "head.yaml"),
        "--format",
        "json",
      );
      validate(JSON.parse(stdout));
      expect(validate.errors, name).toBeNull();
    }
  });

  it("refuses what is widened until exactly that is approved", async () => {
    const gate = ["prod", "--base", "main", "--fail-on", "widened"];
    const refused = await run(...gate);
    expect(refused.exitCode).toBe(1);
    expect(refused.stdout).toContain("Refused: 1 atom (subject x permission x division) gained and not approved.");
    const digest = /^Digest of exactly what is gained: (\w{64})$/m.exec(refused.stdout)?.[1] ?? "";
    expect((await run(...gate, "--approved", digest)).exitCode).toBe(0);
    expect(
      (
        await run(
          ...gate,
          "--approved",
          digest.replace(/^./, (first) => (first === "0" ? "1" : "0")),
        )
      ).exitCode,
    ).toBe(1);
    const { stdout } = await run(...gate, "--format", "json");
    write("approval.json", JSON.stringify(JSON.parse(stdout).stacks[0].approval));
    expect((await run(...gate, "--approval-file", "approval.json")).exitCode).toBe(0);
    write("stacks/prod.yaml", story("01-permission-added", "head").replace("queue:edit", "queue:edit,delete"));
    const more = await run(...gate, "--approval-file", "approval.json", "--approved", digest, "--format", "json");
    expect(more.exitCode).toBe(1);
    expect(JSON.parse(more.stdout).stacks[0].open).toEqual([
      '["client:powerbi","permission:routing:queue:delete","division:EMEA_Operations",""]',
    ]);
    write("stacks/prod.yaml", story("01-permission-added", "head"));
  });

  it("writes a verdict file as its schema says: passed, refused and invalid", async () => {
    const shape = new Ajv({ allErrors: true, strict: false }).compile(
      JSON.parse(readFileSync("schemas/gate-verdict.schema.json", "utf8")),
    );
    const file = join(dir, "verdict.json");
    write("invalid.yaml", "organization: {}\n");
    for (const [args, outcome] of [
      [["same", "--base", "main"], "passed"],
      [["prod", "--base", "main"], "refused"],
      [["--base", "stacks/prod.yaml", "--head", "invalid.yaml"], "invalid"],
    ] as const) {
      await run(...args, "--fail-on", "widened", "--verdict", file);
      const verdict = JSON.parse(readFileSync(file, "utf8"));
      expect([shape(verdict), shape.errors, verdict.gate.outcome]).toEqual([true, null, outcome]);
      expect(shape({ ...verdict, exitCode: "0" })).toBe(false);
    }
    rmSync(join(dir, "invalid.yaml"));
  });

  it("takes an approval file on its own base only, until its last day, and none of an earlier release", async () => {
    const gate = ["prod", "--base", "main", "--fail-on", "widened"];
    const [tip] = [execFileSync("git", ["rev-parse", "main"], { cwd: dir, encoding: "utf8" }).trim()];
    const { approval } = JSON.parse((await run(...gate, "--format", "json")).stdout).stacks[0];
    expect(approval).toMatchObject({ formatVersion: 2, baseCommit: tip, stack: "prod" });
    const withFile = (change: object, ...more: string[]) => {
      write("bound.json", JSON.stringify({ ...approval, ...change }));
      return run(...gate, "--approval-file", "bound.json", ...more);
    };
    const moved = await withFile({ baseCommit: "f".repeat(40) });
    expect([moved.exitCode, moved.stdout]).toEqual([
      1,
      expect.stringContaining(`is for commit ffffffffffff as the base, and the base is commit ${tip.slice(0, 12)}`),
    ]);
    const ended = await withFile({ expires: "2026-01-31" });
    expect([ended.exitCode, ended.stdout]).toEqual([1, expect.stringContaining("an approval ended on 2026-01-31")]);
    const old = await withFile({ formatVersion: undefined, baseCommit: undefined, expires: undefined });
    expect([old.exitCode, old.stderr]).toEqual([2, expect.stringContaining("bound.json is an approval of an earlier")]);
    expect((await withFile({})).exitCode).toBe(0);
  });

  it.each([
    ["02-permission-removed", { widened: 0, changed: 1, unknown: 0 }],
    ["26-existing-role-granted", { widened: 1, changed: 1, unknown: 1 }],
    ["27-existing-role-taken-away", { widened: 0, changed: 1, unknown: 1 }],
    ["29-wildcard-introduced", { widened: 1, changed: 1, unknown: 1 }],
    ["04-all-divisions", { widened: 1, changed: 1, unknown: 0 }],
    ["37-nothing-but-words", { widened: 0, changed: 0, unknown: 0 }],
  ])("refuses %s by gate: %j", (name, gates) => {
    const pair = {
      stack: "prod",
      baseFile: join(STORIES, name, "base.yaml"),
      headFile: join(STORIES, name, "head.yaml"),
    };
    const tree = workingTree("/");
    const compared = compareStack(pair, tree, tree, undefined);
    if (!("diff" in compared)) throw new Error("not valid");
    const { diff } = compared;
    for (const gate of GATES) expect(judge(diff, [gate], {}).refusals.length > 0, gate).toBe(gates[gate] === 1);
  });

  it("takes folders: a copy of the project, or of its stacks alone", async () => {
    for (const folder of ["before/stacks", "flat"]) {
      mkdirSync(join(dir, folder), { recursive: true });
      write(join(folder, "prod.yaml"), story("01-permission-added", "base"));
    }
    for (const base of ["before", "./flat"]) {
      expect((await run("prod", "--base", base)).stdout).toContain("Verdict: widened: 1 gained");
    }
  });

  it("counts everything as gained where the base is not valid, and says so", async () => {
    write("broken.yaml", "organization: {}\n");
    const { exitCode, stdout } = await run("prod", "--base", "broken.yaml", "--fail-on", "widened");
    expect(exitCode).toBe(1);
    expect(stdout).toContain("What broken.yaml gives: it is not valid, so all access of the head counts as gained.");
  });

  it("refuses a head whose policies name no rule, as `check` does", async () => {
    write("stacks/unruled.yaml", `${story("01-permission-added", "base")}\npolicies: { no-such-rule: disabled }\n`);
    const { exitCode, stderr } = await run("unruled", "--base", "main");
    rmSync(join(dir, "stacks", "unruled.yaml"));
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(/stacks\/unruled\.yaml:\d+:\d+ policies\.no-such-rule: there is no rule "no-such-rule"/);
  });

  it("does not trust an unchanged YAML where the catalogue that it follows from differs", async () => {
    const name = "32-profile-instead-of-permissions";
    for (const folder of ["one", "two"]) {
      mkdirSync(join(dir, folder, "stacks"), { recursive: true });
      mkdirSync(join(dir, folder, "catalogue"), { recursive: true });
      copyFileSync(join(STORIES, name, "head.yaml"), join(dir, folder, "stacks", "prod.yaml"));
      copyFileSync("catalogue/profiles.yaml", join(dir, folder, "catalogue", "profiles.yaml"));
    }
    const compare = () => run("prod", "--base", "one", "--head", "two", "--fail-on", "unknown");
    const same = await compare();
    expect([same.exitCode, same.stdout.includes("Verdict: unchanged")]).toEqual([0, true]);
    write("two/catalogue/profiles.yaml", "profiles: []\n");
    const { exitCode, stdout } = await compare();
    expect([exitCode, stdout.includes("Verdict: unknown")]).toEqual([1, true]);
    expect(stdout).toContain('the permissions of "bi-reader" follow from it');
  });

  it("ends with 3 and every problem where the head is not valid", async () => {
    write("invalid.yaml", "organization: {}\nrolls: {}\n");
    const { exitCode, stdout, stderr } = await run("--base", "broken.yaml", "--head", "invalid.yaml");
    expect([exitCode, stdout]).toEqual([3, ""]);
    expect(stderr).toMatch(/invalid\.yaml:1:\d+ organization/);
    expect(stderr).toMatch(/invalid\.yaml:2:1 rolls.*\n/);
  });

  it.each([
    [["prod"], "--base <ref|folder|file>"],
    [["prod", "--base", "no-such-ref"], 'git knows no commit "no-such-ref" here'],
    [["prod", "--base", "./nowhere"], "--base: there is no file or folder ./nowhere."],
    [["pord", "--base", "main"], "Nearest: prod."],
    [["--base", "broken.yaml"], "Name the stack that it is compared with"],
    [["a", "b", "--base", "broken.yaml"], "A file is compared with one stack."],
    [["prod", "--base", "main", "--fail-on", "wider"], "Allowed are widened, changed, unknown."],
    [["prod", "--base", "main", "--approved", "a61b7faf6fcb"], "Write the full digest: 64 hexadecimal digits."],
    [["prod", "--base", "main", "--approval-file", "broken.yaml"], "broken.yaml is no approval"],
    [["prod", "--base", "main", "--approval-file", "nowhere.json"], "nowhere.json cannot be read"],
  ])("ends with 2 for wrong usage and says what to do: %j", async (args, text) => {
    const { exitCode, stdout, stderr } = await run(...args);
    expect(stderr).toContain(text);
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr).not.toMatch(/^\s+at .*:\d+/m);
  });

  it("asks which is meant where a folder and a branch have one name", async () => {
    git("branch", "stacks");
    const { exitCode, stderr } = await run("prod", "--base", "stacks");
    expect(exitCode).toBe(2);
    expect(stderr).toContain("Write ./stacks for the folder, or refs/heads/stacks for the branch.");
    expect((await run("prod", "--base", "refs/heads/stacks")).stdout).toContain("Verdict: widened: 1 gained");
  });

  it("reads the base of --base-ref from git only, whatever files and folders the change brings along under its name", async () => {
    git("branch", "release.yaml", "main");
    git("branch", "org", "main");
    // Each would be the base of a comparison that finds nothing gained.
    write("release.yaml", story("01-permission-added", "head"));
    for (const ref of ["release.yaml", "org", "stacks", "refs/heads/release.yaml"]) {
      const { exitCode, stdout, stderr } = await run("prod", "--base-ref", ref, "--fail-on", "widened");
      expect([exitCode, stdout], stderr).toEqual([1, expect.stringContaining("Verdict: widened: 1 gained")]);
    }
    const full = await run("prod", "--base", "refs/heads/release.yaml", "--fail-on", "widened");
    expect([full.exitCode, full.stdout]).toEqual([1, expect.stringContaining("Verdict: widened: 1 gained")]);
    rmSync(join(dir, "release.yaml"));
  });

  it("reads a base that is a whole commit from git, also where a folder has its name", async () => {
    const tip = execFileSync("git", ["rev-parse", "main"], { cwd: dir, encoding: "utf8" }).trim();
    mkdirSync(join(dir, tip, "stacks"), { recursive: true });
    write(`${tip}/stacks/prod.yaml`, story("01-permission-added", "head"));
    expect((await run("prod", "--base", tip)).stdout).toContain("Verdict: widened: 1 gained");
    rmSync(join(dir, tip), { recursive: true });
  });

  it.each([
    [["prod", "--base-ref", "main", "--base", "main"], "Give one of them."],
    [["prod"], "or --base-ref <ref>."],
    [["prod", "--base-ref", "stacks/prod.yaml"], '--base-ref: git knows no commit "stacks/prod.yaml" here.'],
    [["prod", "--base-ref", "."], '--base-ref: git knows no commit "." here.'],
    [["prod", "--base-ref", "./stacks"], '--base-ref: git knows no commit "./stacks" here.'],
  ])("ends with 2 for a base that is two, none, or no git ref: %j", async (args, text) => {
    const { exitCode, stdout, stderr } = await run(...args);
    expect([exitCode, stdout, stderr]).toEqual([2, "", expect.stringContaining(text)]);
  });

  it("takes waivers and settings from --base-ref in `check` and `report`, too, and one base only", async () => {
    const other = (...args: string[]) => genesysAccess(args, { cwd: dir });
    write("release.yaml", story("01-permission-added", "head"));
    for (const args of [
      ["check", "prod"],
      ["report", "--stack", "prod", "--output", "out"],
    ]) {
      const asRef = await other(...args, "--base-ref", "release.yaml");
      expect([asRef.exitCode, asRef.stderr]).toEqual([expect.any(Number), expect.not.stringContaining("error:")]);
      const both = await other(...args, "--base-ref", "main", "--base", "main");
      expect([both.exitCode, both.stderr]).toEqual([2, expect.stringContaining("Give one of them.")]);
    }
    expect(readFileSync(join(dir, "out", "prod.md"), "utf8")).toContain("widened");
    const both = await other("preview", "--stack", "prod", "--base-ref", "main", "--base", "main");
    expect([both.exitCode, both.stderr]).toEqual([2, expect.stringMatching(/Give one of them|PulumiPolicy/)]);
  });
});
