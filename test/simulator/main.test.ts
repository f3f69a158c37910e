import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { execa } from "execa";
import { expect, onTestFinished, test } from "vitest";
import { SEED } from "../../simulator/index.ts";
import { readOptions, UsageError } from "../../simulator/mainOptions.ts";
import { openOrg } from "./support.ts";

const run = (...args: string[]) => execa(process.execPath, ["simulator/main.ts", ...args], { reject: false });

test("it prints an address that works with the environment lines to paste, and stops on Ctrl-C", async () => {
  const child = run("--port", "0", "--switch", "requestsPerMinute=5");
  onTestFinished(() => void child.kill("SIGKILL"));
  let text = "";
  child.stdout?.on("data", (chunk: Buffer) => {
    text += chunk.toString();
  });
  await expect.poll(() => text, { timeout: 20_000 }).toContain("Stop with Ctrl-C");
  const port = /GENESYSCLOUD_GATEWAY_PORT=(\d+)/.exec(text)?.[1];
  expect(text).toContain(`export GENESYSCLOUD_OAUTHCLIENT_ID=${SEED.deployer.clientId}\n`);
  expect(text).toContain("export GENESYSCLOUD_GATEWAY_PROTOCOL=http\n");
  const answer = await fetch(`http://127.0.0.1:${port}/simulator/switches`, { headers: { Connection: "close" } });
  expect(await answer.json()).toMatchObject({ requestsPerMinute: 5 });
  child.kill("SIGINT");
  expect((await child).exitCode).toBe(0);
});

test("bad arguments exit with 2 and the usage", async () => {
  const { exitCode, stderr } = await run("--colour", "red");
  expect(exitCode).toBe(2);
  expect(stderr).toContain("--colour");
  expect(stderr).toContain("Usage: node simulator/main.ts");
});

test("a taken port and a broken data file exit with 1 and one clear message", async () => {
  const { port } = await openOrg();
  const taken = await run("--port", String(port));
  expect([taken.exitCode, taken.stderr]).toEqual([
    1,
    "The port is taken. Choose another with --port, or 0 for a free one.",
  ]);
  const file = path.join(mkdtempSync(path.join(tmpdir(), "simulator-")), "org.json");
  writeFileSync(file, "{");
  const broken = await run("--port", "0", "--data", file);
  expect(broken.exitCode).toBe(1);
  expect(broken.stderr).toMatch(/^.*org\.json: is not JSON .* Repair the file/);
});

test("switches take words, numbers, booleans and lists", () => {
  const fault = '[{"path":"/roles","kind":"status","status":500,"times":1}]';
  const options = readOptions([
    "--switch",
    "escalationGuard=role",
    "--switch",
    "latencyMs=5",
    "--switch",
    "uniqueNames=false",
    "--switch",
    `faults=${fault}`,
  ]);
  expect(options).toEqual({
    port: 8080,
    host: "127.0.0.1",
    switches: { escalationGuard: "role", latencyMs: 5, uniqueNames: false, faults: JSON.parse(fault) },
  });
  expect(readOptions(["--help"])).toBe("help");
  for (const wrong of [["--port", "many"], ["--switch", "nosuch=1"], ["--switch", "latencyMs=fast"], ["stray"]]) {
    expect(() => readOptions(wrong)).toThrow(UsageError);
  }
});
