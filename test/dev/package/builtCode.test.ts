import { existsSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { builtCode } from "../../../dev/package/builtCode.ts";
import manifest from "../../../package.json" with { type: "json" };

test("the code is built once for whoever asks, runs, and has no source of TypeScript", async () => {
  const [folder, again] = await Promise.all([builtCode(), builtCode()]);
  expect(again).toBe(folder);
  expect(existsSync(join(folder, "program", "index.js"))).toBe(true);
  expect(existsSync(join(folder, "program", "index.ts"))).toBe(false);
  const { stdout } = await execa(process.execPath, [join(folder, "cli", "genesys-access.mjs"), "--version"]);
  expect(stdout).toContain(manifest.version);
});
