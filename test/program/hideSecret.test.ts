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

  it.each([
    ["the path of older states", byPath],
    ["the name of the package", byName],
  ])("runs by %s, and gets neither Pulumi's environment nor the deployer's", async (_, interpreter) => {
    const env = {
      ...process.env,
      PULUMI_CONFIG_PASSPHRASE: "phrase",
      PULUMI_ACCESS_TOKEN: "token",
      PULUMI_CONFIG: "{}",
      GENESYSCLOUD_OAUTHCLIENT_SECRET: "deployer",
      VAULT_TOKEN: "for the command",
    };
    const { code, stdout } = await deliver("cat; env", interpreter, env);
    expect(code).toBe(0);
    expect(stdout).toContain("[secret]");
    expect(stdout).toContain("VAULT_TOKEN=for the command");
    expect(stdout).not.toMatch(/PULUMI_|GENESYSCLOUD_/);
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
