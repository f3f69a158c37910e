import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";
import messages from "@pulumi/pulumi/proto/language_pb.js";
import { expect, onTestFinished, test, vi } from "vitest";
import { answer, type RunningHost, startHost } from "./languageHost.ts";
import { programInfo, projectWithRunner } from "./projects.ts";

const LONG = { timeout: 20_000, interval: 50 };

test("the host ends with its program when the engine interrupts it", async () => {
  const host = await startHost();
  const dir = projectWithRunner("run", `console.log("pid", process.pid); setInterval(() => {}, 1000);`);
  const run = answer(host.client, host.client.run, new messages.RunRequest().setInfo(programInfo(dir)).setPwd(dir));
  run.catch(() => {}); // its connection goes away with the host
  await vi.waitFor(() => expect(host.printed()).toMatch(/pid \d+/), LONG);

  host.process.kill("SIGINT");

  expect(await exitCode(host)).toBe(0);
  const pid = Number(/pid (\d+)/.exec(host.printed())?.[1]);
  await vi.waitFor(() => expect(isRunning(pid)).toBe(false), LONG);
});

test("the host ends when its stdin closes and the engine no longer listens", async () => {
  const host = await startHost({ engine: "127.0.0.1:1" });
  host.process.stdin?.end();
  expect(await exitCode(host)).toBe(0);
});

test("a closed stdin alone is no reason to end while the engine listens", async () => {
  const asked = Promise.withResolvers<void>();
  const engine = createServer(() => asked.resolve());
  const address = await new Promise<string>((resolve) => {
    engine.listen(0, "127.0.0.1", () => {
      const bound = engine.address();
      resolve(typeof bound === "object" && bound !== null ? `127.0.0.1:${bound.port}` : "");
    });
  });
  onTestFinished(() => {
    engine.close();
  });
  const host = await startHost({ engine: address });

  host.process.stdin?.end();
  await asked.promise;

  const about = await answer(host.client, host.client.about, new messages.AboutRequest());
  expect(about.getVersion()).toBe(process.version);
});

test("the host ends when the process that started it is killed", async () => {
  const main = join(import.meta.dirname, "../../../dev/engine/language-host/main.mjs");
  // The shell-like parent keeps no pipe of the host, so that only its disappearance can tell.
  const code = `const { spawn } = require("node:child_process");
    const host = spawn(process.execPath, [${JSON.stringify(main)}], { stdio: ["ignore", "inherit", "inherit"] });
    console.log("pid", host.pid); setInterval(() => {}, 1000);`;
  const parent = spawn(process.execPath, ["--eval", code], { cwd: join(import.meta.dirname, "../../..") });
  let text = "";
  parent.stdout.on("data", (data) => {
    text += data;
  });
  await vi.waitFor(() => expect(text).toMatch(/^\d+$/m), LONG); // the port: the host is up
  const pid = Number(/pid (\d+)/.exec(text)?.[1]);
  expect(isRunning(pid)).toBe(true);

  parent.kill("SIGKILL");

  await vi.waitFor(() => expect(isRunning(pid)).toBe(false), LONG);
});

function exitCode(host: RunningHost): Promise<number | null> {
  return new Promise((resolve) => host.process.once("close", resolve));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
