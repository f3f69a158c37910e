import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ROOT } from "../../../dev/package/build.ts";

it.each([
  ["pack", 1],
  ["publish", 1],
  ["run", 0],
  ["run-script", 0],
])("npm %s of the folder of sources ends its first step with %i", (command, status) => {
  const ended = spawnSync(process.execPath, [join(ROOT, "dev/package/refuseSources.ts")], {
    encoding: "utf8",
    env: { ...process.env, npm_command: command },
  });
  expect(ended.status).toBe(status);
  expect(ended.stderr).toContain(status === 1 ? "npm run pack makes the tarball" : "");
});
