import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { endSession, partOf, watchSession } from "../../../dev/bench/engine/processes.ts";

test.each([
  ["engine", ["/home/x/.pulumi/versions/3.255.0/bin/pulumi", "up"]],
  ["launcher", ["node", "/work/node_modules/.bin/pulumi", "up"]],
  ["launcher", ["node", "/work/cli/main.ts", "preview"]],
  ["language host", ["node", "/home/x/.pulumi/versions/3.255.0/bin/../language-host/abc/main.mjs", "127.0.0.1:1"]],
  [
    "provider",
    ["node", "/home/x/.pulumi/versions/3.255.0/bin/../language-host/abc/dynamicProvider.mjs", "127.0.0.1:1"],
  ],
  ["provider", ["node", "/work/node_modules/@pulumi/pulumi/cmd/dynamic-provider/index.js", "127.0.0.1:1"]],
  ["program", ["node", "/work/node_modules/@pulumi/pulumi/cmd/run/index.js", "--monitor=127.0.0.1:1", "."]],
  [
    "policy pack",
    ["node", "/work/node_modules/@pulumi/pulumi/cmd/run-policy-pack/index.js", "127.0.0.1:1", "policies"],
  ],
  ["other", ["git", "rev-parse", "HEAD"]],
])("a command line is recognised as %s", (part, command) => {
  expect(partOf(command)).toBe(part);
});

// /proc is Linux's; elsewhere the columns stay empty.
test.runIf(existsSync("/proc/self/stat"))(
  "CPU and memory of a session count its descendants, and ending it leaves none",
  async () => {
    // By its own clock of CPU: on a busy machine the same work takes longer, and is as much.
    const busy = "while (process.cpuUsage().user < 400_000); setInterval(() => {}, 1000)";
    const script = `require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(busy)}], { stdio: "inherit" }); ${busy}`;
    const leader = spawn(process.execPath, ["-e", script], { detached: true, stdio: "ignore" });
    const watch = watchSession(leader.pid ?? 0);
    await new Promise((resolve) => setTimeout(resolve, 4000));

    const { parts, cpuSeconds, peakMegabytes } = watch.stop();

    expect(cpuSeconds).toBeGreaterThan(0.2);
    expect(peakMegabytes).toBeGreaterThan(parts.other?.peakMegabytes ?? Number.POSITIVE_INFINITY);
    const ended = once(leader, "exit");
    endSession(leader.pid ?? 0);
    await ended;
    expect(leader.signalCode).toBe("SIGKILL");
  },
);
