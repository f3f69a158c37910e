import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { missingCommandPlugin } from "../../../toolkit/pulumi/commandPlugin.ts";

describe("the plugin for commands", () => {
  let dir: string;

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), "genesys-access-plugin-"));
    for (const folder of ["bin", "home/plugins/resource-command-v1.2.1", "old/plugins/resource-command-v1.1.0"]) {
      await mkdir(join(dir, folder), { recursive: true });
      await writeFile(join(dir, folder, "pulumi-resource-command"), "");
      await chmod(join(dir, folder, "pulumi-resource-command"), 0o755);
    }
  });
  afterAll(() => rm(dir, { recursive: true, force: true }));

  it.each([
    ["on PATH", () => ({ PATH: ["/nowhere", join(dir, "bin")].join(delimiter), PULUMI_HOME: "/nowhere" })],
    ["on Windows' Path", () => ({ Path: join(dir, "bin"), PULUMI_HOME: "/nowhere" })],
    ["in the Pulumi home", () => ({ PULUMI_HOME: join(dir, "home") })],
  ])("is found %s", (_, env) => {
    expect(missingCommandPlugin(env())).toBeUndefined();
  });

  it.each([
    ["nowhere", () => ({ PATH: "/nowhere", PULUMI_HOME: "/nowhere" })],
    ["in another version only", () => ({ PULUMI_HOME: join(dir, "old") })],
  ])("is missed when it is %s, and the line to run is said", (_, env) => {
    expect(missingCommandPlugin(env())).toContain("Run `npx pulumi plugin install resource command 1.2.1`");
  });
});
