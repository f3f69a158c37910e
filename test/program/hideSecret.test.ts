import { execFile } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const SCRIPT = join(import.meta.dirname, "../../program/deliver/hideSecret.mjs");
const SECRET = "s3cr+t/with=signs";

function deliver(command: string): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [SCRIPT, command], (error, stdout, stderr) =>
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

  it("may leave its input unread", async () => {
    expect(await deliver("true")).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  it("fails when there is no such command", async () => {
    expect((await deliver("no-such-command-here")).code).not.toBe(0);
  });
});
