import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { SEED, type Simulator, startSimulator } from "../../../simulator/index.ts";
import { adoptStack } from "../../../toolkit/adopt/adoptStack.ts";
import type { AdoptOptions } from "../../../toolkit/adopt/options.ts";

let org: Simulator;
let dir: string;

beforeAll(async () => {
  org = await startSimulator();
});
afterAll(() => org.close());
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "genesys-access-adopt-"));
  mkdirSync(join(dir, "stacks"));
  writeFileSync(join(dir, "Pulumi.yaml"), "name: access\nruntime: nodejs\nstackConfigDir: stacks\n");
});
afterEach(() => rmSync(dir, { recursive: true }));

function adopt(options: Partial<AdoptOptions> = {}, env: NodeJS.ProcessEnv = { ...org.environment }) {
  const all = { stack: "prod", only: [], from: ["org"], dryRun: false, import: false, ...options };
  return adoptStack(all, dir, env);
}

const FILES = ["stacks/prod.yaml", "adopted/prod.map.yaml", "adopted/prod.import.json", "adopted/prod.adopt.md"];
const text = (file: string) => readFileSync(join(dir, file), "utf8");

describe("genesys-access adopt, against the embedded org", () => {
  it("writes its four files, and says that nothing is proved without an import", async () => {
    const { exitCode, lines } = await adopt();
    expect(FILES.filter((file) => !existsSync(join(dir, file)))).toEqual([]);
    expect(lines.at(-1)).toMatch(
      /^Not proved \(--no-import\)\. To import: pulumi import --file adopted\/prod\.import\.json/,
    );
    expect(exitCode).toBe(1);
    expect(
      org.requests.filter(({ method, path }) => method !== "GET" && path !== "/oauth/token" && !/search$/.test(path)),
    ).toEqual([]);
    expect(text("stacks/prod.yaml")).not.toContain(SEED.deployer.clientId);
  });

  it("writes nothing with --dry-run, and lists every object with its key", async () => {
    const { exitCode, lines } = await adopt({ dryRun: true, import: true });
    expect(exitCode).toBe(0);
    expect(lines).toContain("Nothing was written (--dry-run).");
    expect(lines.join("\n")).toMatch(/^managed {2}clients\./m);
    expect(existsSync(join(dir, "adopted"))).toBe(false);
  });

  it("names what it cannot take, and writes nothing", async () => {
    await expect(adopt({ from: ["snapshot"] })).rejects.toThrow("--from takes");
    await expect(adopt({ from: ["org", "x"] })).rejects.toThrow("--from takes");
    await expect(adopt({ stack: "stacks/prod.yaml" })).rejects.toThrow("--stack takes the name of a stack");
    await expect(adopt({ only: ["clients.nobody"] })).rejects.toThrow("Name kinds");
    expect(existsSync(join(dir, "adopted"))).toBe(false);
  });

  it("leaves a spec alone that is not valid, or of another org", async () => {
    writeFileSync(join(dir, "stacks/prod.yaml"), "organization: { id: x }\n");
    await expect(adopt()).rejects.toMatchObject({ exitCode: 3 });
    const other = "organization: { id: 00000000-0000-4000-8000-000000000000 }\n";
    writeFileSync(join(dir, "stacks/prod.yaml"), other);
    await expect(adopt()).rejects.toMatchObject({ exitCode: 3 });
    expect(text("stacks/prod.yaml")).toBe(other);
    expect(existsSync(join(dir, "adopted"))).toBe(false);
  });

  it("needs a project around it", async () => {
    rmSync(join(dir, "Pulumi.yaml"));
    await expect(adopt()).rejects.toThrow(
      "There is no Pulumi.yaml with a name here. Run this in the project's folder.",
    );
  });

  it("does not write what is as it was", async () => {
    await adopt();
    const before = FILES.map(text);
    await adopt();
    expect(FILES.map(text)).toEqual(before);
  });
});
