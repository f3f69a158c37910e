import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { credentials } from "@grpc/grpc-js";
import services from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import { expect, onTestFinished, test, vi } from "vitest";

const PROJECT = join(import.meta.dirname, "../../..");
const HOST = join(PROJECT, "dev/engine/language-host");

test("the launcher serves the project's dynamic provider, and keeps what Node has compiled although a signal ends it", async () => {
  const cache = mkdtempSync(join(tmpdir(), "engine-test-cache-"));
  onTestFinished(() => rmSync(cache, { recursive: true }));
  const provider = spawn(process.execPath, [join(HOST, "dynamicProvider.mjs"), "127.0.0.1:1"], {
    cwd: PROJECT,
    env: { ...process.env, NODE_COMPILE_CACHE: cache },
  });
  onTestFinished(() => void provider.kill("SIGKILL"));
  const [port] = await once(provider.stdout, "data");

  const client = new services.ResourceProviderClient(`127.0.0.1:${Number(port)}`, credentials.createInsecure());
  onTestFinished(() => client.close());
  const version = await new Promise((resolve, reject) => {
    client.getPluginInfo(new empty.Empty(), (error, info) => (error ? reject(error) : resolve(info.getVersion())));
  });

  expect(version).toMatch(/^\d+\.\d+\.\d+/);
  await vi.waitFor(() => expect(readdirSync(cache, { recursive: true }).length).toBeGreaterThan(50), {
    timeout: 20_000,
  });
  provider.kill("SIGINT");
  const [code, signal] = await once(provider, "exit");
  expect(code ?? signal).not.toBe(0);
});

test("a provider whose engine was killed ends after a while", async () => {
  const lifetime = JSON.stringify(pathToFileURL(join(HOST, "lifetime.mjs")).href);
  const child = `import(${lifetime}).then(({ endAfterParent }) => {
    endAfterParent({ graceMs: 100, end: () => process.exit(1) });
    setInterval(() => {}, 1000);
    console.log("pid", process.pid);
  })`;
  const code = `require("node:child_process").spawn(process.execPath, ["--eval", ${JSON.stringify(child)}], { stdio: ["ignore", "inherit", "inherit"] });
    setInterval(() => {}, 1000);`;
  const parent = spawn(process.execPath, ["--eval", code], { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = await once(parent.stdout, "data");
  const pid = Number(/pid (\d+)/.exec(String(line))?.[1]);
  expect(() => process.kill(pid, 0)).not.toThrow();

  parent.kill("SIGKILL");

  await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow(), { timeout: 20_000, interval: 100 });
});
