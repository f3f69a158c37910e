import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { runChild } from "../../../dev/engine/child.ts";
import { temporaryFolder } from "./projects.ts";

const node = (code: string) => [process.execPath, ["--eval", code]] as const;
const env = {};

test("tells each line, from both streams", async () => {
  const seen: string[] = [];
  const [command, args] = node(`console.log("a"); console.error("b");`);
  const outcome = await runChild(command, args, { env, onLine: (line) => seen.push(line) });
  expect(outcome.ok).toBe(true);
  expect(seen.sort()).toEqual(["a", "b"]);
});

test("a command that fails is quoted with its last lines", async () => {
  const outcome = await runChild(...node(`for (const n of [1, 2, 3, 4, 5]) console.log(n); process.exitCode = 1;`), {
    env,
  });
  expect(outcome).toEqual({ ok: false, said: "2\n3\n4\n5" });
});

test("a command that fails in silence is quoted with its exit code", async () => {
  expect(await runChild(...node("process.exit(9)"), { env })).toEqual({ ok: false, said: "it ended with exit code 9" });
});

test("a command that does not exist is an outcome, not an exception", async () => {
  const outcome = await runChild("no-such-tool", [], { env: { PATH: temporaryFolder() } });
  expect(outcome).toEqual({ ok: false, said: "there is no `no-such-tool` on PATH" });
});

test("no sign of life ends it, together with what it has started", async () => {
  const note = join(temporaryFolder(), "helper");
  const ended = await runChild("sh", ["-c", `echo connecting; sleep 1000 & echo $! > ${note}; wait`], {
    env: { PATH: "/usr/bin:/bin" },
    signOfLife: { within: 1_000, isSign: (line) => line !== "connecting" },
  });

  expect(ended).toEqual({ ok: false, said: "no answer within 1 s" });
  const pid = Number(readFileSync(note, "utf8"));
  expect(pid).toBeGreaterThan(0);
  await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow("ESRCH"), { timeout: 20_000 });
});

test("a sign of life stops the clock for the connection", async () => {
  const outcome = await runChild("sh", ["-c", "echo installing; sleep 1.5; echo done"], {
    env: { PATH: "/usr/bin:/bin" },
    signOfLife: { within: 1_000, isSign: () => true },
  });
  expect(outcome).toEqual({ ok: true, lines: ["installing", "done"] });
});

test("its limit ends it", async () => {
  const outcome = await runChild(...node("setInterval(() => {}, 1000)"), { env, limit: 1_000 });
  expect(outcome).toEqual({ ok: false, said: "it did not finish within 1 s" });
});
