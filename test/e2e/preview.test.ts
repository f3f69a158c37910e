import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type StackOnSimulator, stackOnSimulator, writes } from "../support/stackOnSimulator.ts";

const MAIN = join(import.meta.dirname, "../../cli/main.ts");

describe("genesys-access preview", { timeout: 120_000 }, () => {
  let stack: StackOnSimulator;
  let valid: string;

  beforeAll(async () => {
    stack = await stackOnSimulator();
    valid = await stack.readSpec();
  }, 120_000);
  beforeEach(() => stack.writeSpec(valid));
  afterAll(() => stack?.close());

  function preview(...args: string[]) {
    const { dir, env } = stack.workspace;
    return execa(process.execPath, [MAIN, "preview", ...args], { cwd: dir, env, extendEnv: false, reject: false });
  }

  it("x", async () => {
    for (const args of [["--stack", "nope"], ["--stack", "demo", "--format", "markdown"]]) {
      const r = await preview(...args);
      console.log(r.exitCode, r.stdout, r.stderr);
    }
    await stack.up();
    const r = await preview("--stack", "demo", "--format", "markdown", "--refresh");
    console.log(r.exitCode, r.stdout, r.stderr);
  });
});
