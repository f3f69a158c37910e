import { execFile } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { INTERPRETER } from "../../program/deliver.ts";

const SCRIPT = join(import.meta.dirname, "../../program/deliver/hideSecret.mjs");
const SECRET = "s3cr+t/with=signs";

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** As older states start it, by its path, and as states of today do, by the package's name. */
const byPath = [SCRIPT];
const byName = INTERPRETER.slice(1);

function deliver(command: string, interpreter: readonly string[] = byPath, env = process.env): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [...interpreter, command], { env }, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
    );
    child.stdin?.end(SECRET);
  });
}

describe("a command that delivers a secret", () => {
  it("gets it on standard input, byte for byte", async () => {
    expect(await deliver(`test "$(cat)" = "${SECRET}"`)).toEqual({ code: 0, stdout: "", stderr: "" });
    expect((await deliver("wc -c")).stdout.trim()).toBe(String(SECRET.length));
  });

  it.each([
    ["as it is", "cat; echo; cat /dev/null"],
    ["in base64", "base64 -w0"],
    ["in a URL", `node -e 'process.stdin.on("data", (d) => process.stdout.write(encodeURIComponent(d)))'`],
  ])("prints nothing of it %s", async (_, command) => {
    const { stdout } = await deliver(command);
    expect(stdout).toContain("[secret]");
    expect(stdout).not.toContain(SECRET);
  });

  it("keeps its messages and its exit code, without the secret", async () => {
    const run = await deliver("echo sealed; cat >&2; exit 7");
    expect(run).toEqual({ code: 7, stdout: "sealed\n", stderr: "[secret]" });
  });

  const deployment = {
    ...process.env,
    PULUMI_CONFIG_PASSPHRASE: "phrase",
    PULUMI_ACCESS_TOKEN: "token",
    PULUMI_CONFIG: "{}",
    GENESYSCLOUD_OAUTHCLIENT_SECRET: "deployer",
    AWS_SECRET_ACCESS_KEY: "of the backend",
    GITHUB_TOKEN: "of the pipeline",
    VAULT_TOKEN: "for the command",
    CLIENT_ID: "7a0f1e5c",
  };

  it.each([
    ["the path of older states", byPath],
    ["the name of the package", byName],
  ])("runs by %s, and gets only what is its own and what a shell needs", async (_, interpreter) => {
    const { code, stdout } = await deliver("cat; echo; env", interpreter, deployment);
    expect(code).toBe(0);
    expect(stdout).toContain("[secret]");
    expect(stdout).toContain("CLIENT_ID=7a0f1e5c");
    // What the shell itself sets is no part of what it was given.
    const given = stdout.match(/^[A-Za-z_]+(?==)/gm)?.filter((name) => !["PWD", "OLDPWD", "SHLVL", "_"].includes(name));
    const allowed = ["PATH", "HOME", "TMPDIR", "LANG", "LC_ALL", "CLIENT_ID"];
    expect(given?.filter((name) => !allowed.includes(name))).toEqual([]);
  });

  it("gets others by the names that its spec lists, and never what belongs to the deployment", async () => {
    const GENESYS_ACCESS_DELIVER_ENV = "VAULT_TOKEN,PULUMI_ACCESS_TOKEN,genesyscloud_oauthclient_secret,constructor";
    const { stdout } = await deliver("env", byPath, { ...deployment, GENESYS_ACCESS_DELIVER_ENV });
    expect(stdout).toContain("VAULT_TOKEN=for the command");
    expect(stdout).not.toMatch(/PULUMI_|GENESYSCLOUD_|constructor|GITHUB_TOKEN|AWS_/i);
  });

  it("is told which of the listed names the run does not have, where it fails", async () => {
    const { PATH } = process.env;
    const env = { PATH, GENESYS_ACCESS_DELIVER_ENV: "VAULT_ADDR,VAULT_TOKEN", VAULT_TOKEN: "x" };
    expect((await deliver("exit 1", byPath, env)).stderr).toContain("deliver.env names VAULT_ADDR, and");
    expect(await deliver("exit 0", byPath, env)).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  it("takes no command for an option of Node", async () => {
    const { code, stdout } = await deliver("--version", byName);
    expect(code).not.toBe(0);
    expect(stdout).not.toContain(process.version);
  });

  it("may leave its input unread", async () => {
    expect(await deliver("true")).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  it("fails when there is no such command", async () => {
    expect((await deliver("no-such-command-here")).code).not.toBe(0);
  });
});
