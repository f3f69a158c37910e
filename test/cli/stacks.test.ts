/** `genesys-access stacks`: what a pipeline makes its matrix of. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { genesysAccess } from "../support/inProcess.ts";

describe("genesys-access stacks", { timeout: 120_000 }, () => {
  let dir: string;
  const git = (...args: string[]) =>
    execa("git", ["-c", "user.name=t", "-c", "user.email=t@contoso.example", ...args], { cwd: dir });
  const run = (...args: string[]) => genesysAccess(["stacks", ...args], { cwd: dir });
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(dir, file)), { recursive: true });
    writeFileSync(join(dir, file), text);
  };

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), "stacks-"));
    write("stacks/dev.yaml", "include: [shared/roles.yaml]\ncatalogue: ../lists/org.json\n");
    write("lists/org.json", "{}\n");
    write("stacks/prod.yaml", "organization: {}\n");
    write("stacks/shared/roles.yaml", "roles: {}\n");
    write("stacks/Pulumi.dev.yaml", "config: {}\n");
    write("Pulumi.yaml", "name: contoso-access\nruntime: nodejs\nstackConfigDir: stacks\n");
    // The key of another project leads nowhere, whichever comes first.
    const keys = ["other:spec: stacks/decoy.yaml", "contoso-access:spec: stacks/prod.yaml"];
    write("stacks/Pulumi.emea.yaml", `config:\n  ${keys.join("\n  ")}\n`);
    write("package-lock.json", "{}\n");
    write("policies/index.js", "\n");
    await git("init", "--initial-branch", "main");
    await git("add", ".");
    await git("commit", "--message", "first");
  });
  afterAll(() => rmSync(dir, { recursive: true }));
  beforeEach(() => git("checkout", "--quiet", "--force", "HEAD", "--", "."));

  it("lists every stack: one for each spec, and one for each settings file that names another spec", async () => {
    const { exitCode, stdout, stderr } = await run();
    expect([exitCode, stdout, stderr]).toEqual([0, '["dev","emea","prod"]', ""]);
    expect((await run("--format", "text")).stdout).toBe("dev\nemea\nprod");
  });

  it.each([
    ["nothing", "README.md", "# x\n", []],
    ["a spec, for every stack that has it", "stacks/prod.yaml", "organization: { id: x }\n", ["emea", "prod"]],
    ["an included file", "stacks/shared/roles.yaml", "roles: { a: {} }\n", ["dev"]],
    ["the org's own list of permissions", "lists/org.json", "{ }\n", ["dev"]],
    ["the lock of its selectors", "stacks/dev.lock.json", "{}\n", ["dev"]],
    ["the settings of a stack", "stacks/Pulumi.dev.yaml", "config: { a: b }\n", ["dev"]],
    ["the lock file", "package-lock.json", "{ }\n", ["dev", "emea", "prod"]],
    ["a file of the policies", "policies/more.js", "\n", ["dev", "emea", "prod"]],
    ["the configuration of npm", ".npmrc", "registry=https://registry.example\n", ["dev", "emea", "prod"]],
    ["a new stack", "stacks/new.yaml", "organization: {}\n", ["new"]],
  ])("lists those that have changed: %s", async (_, file, text, stacks) => {
    write(file, text);
    const { stdout, stderr } = await run("--changed-since", "HEAD");
    expect(JSON.parse(stdout), stderr).toEqual(stacks);
    await git("clean", "--quiet", "--force", "-d");
  });

  it("lists every one where nobody can say what was before, and ends with 2 where the ref is a mistake", async () => {
    for (const commit of ["0".repeat(40), "f".repeat(40)]) {
      const { stdout, stderr } = await run("--changed-since", commit);
      expect([stdout, stderr]).toEqual(['["dev","emea","prod"]', `Every stack: there is no commit ${commit} here.`]);
    }
    expect((await run("--changed-since", "mian")).exitCode).toBe(2);
    expect((await run("--since-deployed")).exitCode).toBe(2);
  });

  it("reads another folder as data, and lists what both have", async () => {
    for (const file of ["stacks/dev.yaml", "stacks/new.yaml", "stacks/shared/roles.yaml", "Pulumi.yaml"])
      write(`change/${file}`, "roles: { b: {} }\n");
    const { stdout } = await run("--changed-since", ".", "--head", "./change", "--known");
    expect(stdout).toBe('["dev"]');
    await git("clean", "--quiet", "--force", "-d");
  });

  it("refuses a name that would be left out of a deployment, or run as a command", async () => {
    for (const name of ["a b", "-x", "$(touch x)"]) {
      write(`stacks/${name}.yaml`, "organization: {}\n");
      const { exitCode, stderr } = await run();
      expect([exitCode, stderr.includes("cannot be the name of a stack")], stderr).toEqual([2, true]);
      await git("clean", "--quiet", "--force", "-d");
    }
  });

  it("appends to the outputs of a step, and writes a pipeline of GitLab", async () => {
    const output = join(dir, "output");
    writeFileSync(output, "");
    const env = { ...process.env, GITHUB_OUTPUT: output };
    expect((await genesysAccess(["stacks", "--github-output"], { cwd: dir, env })).exitCode).toBe(0);
    expect(readFileSync(output, "utf8")).toBe('stacks=["dev","emea","prod"]\n');
    expect((await run("--format", "gitlab")).exitCode).toBe(2);
    const { stdout } = await run("--format", "gitlab", "--job", ".access-deploy-stack");
    expect(stdout).toContain("extends: .access-deploy-stack");
  });
});
