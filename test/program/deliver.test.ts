import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";

/** Asks in a process of its own, where nothing else has loaded anything yet. */
async function loadedBy(clients: readonly object[], home = "/nowhere"): Promise<{ result: string; loaded: boolean }> {
  const script = `
    const { prepareDelivery } = await import("./program/deliver.ts");
    const { createRequire } = await import("node:module");
    const desired = { clients: ${JSON.stringify(clients)}, organization: { id: "org", name: "" } };
    const result = await prepareDelivery(desired).then((deliver) => typeof deliver, (error) => error.message);
    const modules = Object.keys(createRequire(import.meta.url).cache ?? {});
    console.log(JSON.stringify({ result, loaded: modules.some((file) => file.includes("@pulumi/command")) }));`;
  const env = { ...process.env, PATH: "", PULUMI_HOME: home };
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script], { env });
  return JSON.parse(stdout);
}

describe("the delivery of secrets", { timeout: 60_000 }, () => {
  it("loads nothing where no client asks for it", async () => {
    expect(await loadedBy([{ key: "app", generation: 1 }])).toEqual({ result: "undefined", loaded: false });
  });

  it("loads the package where one does and the plugin is there", async () => {
    const home = await mkdtemp(join(tmpdir(), "genesys-access-home-"));
    const folder = join(home, "plugins", "resource-command-v1.2.1");
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "pulumi-resource-command"), "");
    const client = { key: "app", generation: 1, deliver: { command: "cat" } };
    expect(await loadedBy([client], home)).toEqual({ result: "function", loaded: true });
    await rm(home, { recursive: true });
  });

  it("stops with the line to run where the plugin is missing", async () => {
    const { result } = await loadedBy([{ key: "app", generation: 1, deliver: { command: "cat" } }]);
    expect(result).toContain("Run `npx pulumi plugin install resource command 1.2.1`");
  });
});
