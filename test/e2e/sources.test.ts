/** In a checkout everything runs from its sources: an edited provider works in the next command, and a build that is left over is never looked at. */
import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type StackOnSimulator, stackOnSimulator } from "../support/stackOnSimulator.ts";

let stack: StackOnSimulator;

beforeAll(async () => {
  stack = await stackOnSimulator({ sources: true });
  // A scratch project shares the folders of this checkout: here it gets a copy that may be edited, and a build of long ago.
  const { dir } = stack.workspace;
  await rm(join(dir, "providers"));
  await cp(join(import.meta.dirname, "../../providers"), join(dir, "providers"), { recursive: true });
  for (const folder of ["providers", "program"]) {
    await mkdir(join(dir, "dist", folder), { recursive: true });
    await writeFile(join(dir, "dist", folder, "index.js"), 'throw new Error("a build of long ago");\n');
  }
  await writeFile(join(dir, "dist/providers/handlers.js"), 'throw new Error("a build of long ago");\n');
}, 300_000);
afterAll(() => stack?.close());

it("shows an edit of a provider in the next update, without a build", { timeout: 120_000 }, async () => {
  await stack.workspace.edit("providers/role/role.wire.ts", "    name,\n", '    name: name.concat(" (edited)"),\n');
  const run = await stack.up();
  expect(run.exitCode, run.output).toBe(0);
  expect(run.output).not.toContain("a build of long ago");
  const names = stack.org.export().roles.map(({ name }) => name);
  expect(names).toContain("Integration - BI Analytics Reader (edited)");
});
