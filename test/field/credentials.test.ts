/** A login that the org refuses: half of the credentials may come from the stack's config and half from the environment. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SEED, type Simulator, startSimulator } from "../../simulator/index.ts";

const MAIN = resolve("cli/main.ts");

describe("a refused login says where each part of the credentials came from", { timeout: 60_000 }, () => {
  let org: Simulator;
  const dir = mkdtempSync(join(tmpdir(), "genesys-access-credentials-"));

  beforeAll(async () => {
    org = await startSimulator();
    mkdirSync(join(dir, "stacks"));
    writeFileSync(join(dir, "Pulumi.yaml"), "name: access\nruntime: nodejs\nstackConfigDir: stacks\n");
    writeFileSync(join(dir, "stacks", "demo.yaml"), `organization: { id: ${SEED.organizationId} }\n`);
  });
  afterAll(async () => {
    await org?.close();
    rmSync(dir, { recursive: true });
  });

  async function preflight(config: Readonly<Record<string, string>>, env: NodeJS.ProcessEnv) {
    const lines = Object.entries(config).map(([key, value]) => `  access:${key}: ${value}\n`);
    writeFileSync(join(dir, "stacks", "Pulumi.demo.yaml"), `config:\n${lines.join("")}`);
    const options = { cwd: dir, env, reject: false } as const;
    return execa(process.execPath, [MAIN, "preflight", "--stack", "demo"], options);
  }

  it("one half in the config of another org's client, the other in the environment", async () => {
    const { GENESYSCLOUD_OAUTHCLIENT_ID: _, ...env } = org.environment;
    const config = { oauthClientId: "3f0c9a4e-2b7d-4c58-8f6a-d19e5b7c2a40", region: "mypurecloud.de" };
    const { exitCode, stderr } = await preflight(config, env);
    expect(exitCode).toBe(4);
    expect(stderr).toContain(
      "The client id is from oauthClientId of the stack's config, its secret from GENESYSCLOUD_OAUTHCLIENT_SECRET, the address from GENESYSCLOUD_GATEWAY_HOST. Id and secret are from two places: give both in one.",
    );
    expect(stderr).not.toContain(SEED.deployer.clientSecret);
  });

  it("both in the environment", async () => {
    const { stderr } = await preflight(
      {},
      { ...org.environment, GENESYSCLOUD_OAUTHCLIENT_SECRET: "wrong-secret-text" },
    );
    expect(stderr).toContain(
      "The client id is from GENESYSCLOUD_OAUTHCLIENT_ID, its secret from GENESYSCLOUD_OAUTHCLIENT_SECRET, the address from GENESYSCLOUD_GATEWAY_HOST.",
    );
    expect(stderr).not.toMatch(/two places|wrong-secret-text/);
  });

  it("all of it in the config", async () => {
    const config = { oauthClientId: SEED.deployer.clientId, oauthClientSecret: "wrong-secret-text", gateway: org.url };
    const { stderr } = await preflight(config, {});
    expect(stderr).toContain(
      "The client id is from oauthClientId of the stack's config, its secret from oauthClientSecret of the stack's config, the address from gateway of the stack's config.",
    );
    expect(stderr).not.toMatch(/two places|wrong-secret-text/);
  });
});
