import { delimiter, dirname } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";

const LINT = new URL("../../../dev/lint/main.ts", import.meta.url).pathname;

test("actionlint finds nothing in the workflows", { timeout: 300_000 }, async () => {
  const { stdout } = await execa(process.execPath, [LINT]);
  expect(stdout).toMatch(/\d+ workflows: actionlint finds nothing/);
});

test("without Go it fails, and says what to install", async () => {
  const env = { PATH: [dirname(process.execPath)].join(delimiter) };
  const { exitCode, stderr } = await execa(process.execPath, [LINT], { env, extendEnv: false, reject: false });
  expect(exitCode).toBe(1);
  expect(stderr).toContain("Install Go 1.26 or later");
});
