import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { searchSecrets } from "../../dev/demo/secretSearch.ts";
import { SEED } from "../../simulator/index.ts";
import { installCommandPlugin } from "../support/installCommandPlugin.ts";
import { type StackOnSimulator, stackOnSimulator, writes } from "../support/stackOnSimulator.ts";

const spec = (
  command: string,
  secret = "",
  env = "",
) => `policies: { delivery-command: { commands: [${JSON.stringify(command)}], variables: [NODE_ENV] } }
organization: { id: ${SEED.organizationId} }
divisions: { EMEA_Operations: {} }
roles:
  queue-reader:
    name: Integration - Queue Reader
    purpose: Names of queues
    permissions: ["routing:queue:view"]
clients:
  powerbi:
    name: Power BI
    owner: bi-team@contoso.example
    purpose: Names of queues for reports
    grantType: client-credentials
    grants: [{ role: queue-reader, divisions: [EMEA_Operations] }]
    secret: { ${secret}deliver: { command: ${JSON.stringify(command)}${env} } }
`;

const TO_FILE = `printf '%s %s %s %s ' "$CLIENT_ID" "$GENERATION" "$CLIENT_KEY" "$ORGANIZATION_ID" > vault.txt && cat >> vault.txt`;

describe("the delivery of a client secret, through the real engine", { timeout: 300_000 }, () => {
  let stack: StackOnSimulator;
  let secrets: string[];
  const printed: string[] = [];
  const vault = () => join(stack.workspace.dir, "vault.txt");
  const up = async () => {
    const run = await stack.up();
    printed.push(run.output);
    return run;
  };
  const output = async () => {
    const { stdout } = await stack.pulumi("stack", "output", "clients", "--show-secrets", "--json");
    return JSON.parse(stdout).powerbi as { clientId: string; clientSecret: string };
  };

  beforeAll(async () => {
    stack = await stackOnSimulator({ spec: spec(TO_FILE) });
  }, 300_000);
  afterAll(() => stack?.close());

  it("is refused before anything is made while the plugin is not installed", async () => {
    const { output: text, exitCode } = await up();
    expect(exitCode).not.toBe(0);
    expect(text).toContain("Run `npx pulumi plugin install resource command 1.2.1`, then the same command again.");
    expect(writes(stack.org)).toEqual([]);
  });

  it("keeps the client when the command fails, and shows what the command said without the secret", async () => {
    await installCommandPlugin(stack);
    await stack.writeSpec(spec("cat; echo the vault is sealed; exit 3"));
    const { output: text, exitCode } = await up();
    expect(exitCode, text).not.toBe(0);
    expect(text).toContain("the vault is sealed");
    expect(text).toContain("[secret]");
    expect(stack.org.export().clients.filter(({ name }) => name === "Power BI")).toHaveLength(1);
  });

  it("happens in the next update, with the id and the key of the client", async () => {
    await stack.writeSpec(spec(TO_FILE));
    const { output: text, exitCode } = await up();
    expect(exitCode, text).toBe(0);
    const { clientId, clientSecret } = await output();
    secrets = [clientSecret];
    expect(await readFile(vault(), "utf8")).toBe(`${clientId} 1 powerbi ${SEED.organizationId} ${clientSecret}`);
    expect(stack.org.export().clients.filter(({ name }) => name === "Power BI")).toHaveLength(1);
  });

  it("happens once for each secret", async () => {
    await stack.workspace.edit("vault.txt", " 1 powerbi", " read powerbi");
    const again = await stack.up("--expect-no-changes");
    expect(again.exitCode, again.output).toBe(0);
    expect(await readFile(vault(), "utf8")).toContain(" read powerbi");
  });

  it("happens again for a new generation, and not for the kept one", async () => {
    await stack.writeSpec(spec(TO_FILE, "generation: 2, keep: [1], "));
    const { output: text, exitCode } = await up();
    expect(exitCode, text).toBe(0);
    const { clientId, clientSecret } = await output();
    secrets.push(clientSecret);
    expect(new Set(secrets).size).toBe(2);
    expect(await readFile(vault(), "utf8")).toBe(`${clientId} 2 powerbi ${SEED.organizationId} ${clientSecret}`);
  });

  it("happens again where variables are listed, and only those are there beside its own", async () => {
    const listed = `${TO_FILE}; echo " $PULUMI_HOME$PULUMI_BACKEND_URL$GENESYSCLOUD_OAUTHCLIENT_ID$GENESYS_ACCESS_DELIVER_ENV" >> vault.txt; env > seen.txt`;
    await stack.writeSpec(spec(listed, "generation: 2, keep: [1], "));
    expect((await up()).exitCode).toBe(0);
    expect(await readFile(vault(), "utf8")).toMatch(/ \n$/);
    const seen = () => readFile(join(stack.workspace.dir, "seen.txt"), "utf8");
    expect(await seen()).not.toContain("NODE_ENV=");
    await stack.writeSpec(spec(listed, "generation: 2, keep: [1], ", ", env: [PULUMI_TEST]"));
    expect((await up()).output).toContain("belongs to the deployment itself");
    await stack.writeSpec(spec(listed, "generation: 2, keep: [1], ", ", env: [NODE_ENV]"));
    const { output: text, exitCode } = await up();
    expect(exitCode, text).toBe(0);
    expect(await seen()).toContain(`NODE_ENV=${process.env["NODE_ENV"]}`);
  });

  it("leaves the secrets nowhere in clear: not in state, history or output", async () => {
    expect(existsSync(vault())).toBe(true);
    const { hits } = await searchSecrets(stack.workspace.dir, secrets);
    expect(hits).toEqual([vault()]);
    expect(secrets.filter((secret) => printed.some((text) => text.includes(secret)))).toEqual([]);
    expect(secrets.filter((secret) => JSON.stringify(stack.org.requests).includes(secret))).toEqual([]);
  });

  it("marks input and outputs of the command as secret in the state", async () => {
    const { deployment } = JSON.parse(await stack.state());
    const command = deployment.resources.find(({ type }: { type: string }) => type === "command:local:Command");
    for (const value of [command.inputs.stdin, command.outputs.stdin, command.outputs.stdout, command.outputs.stderr]) {
      expect(Object.keys(value)).toContain("ciphertext");
    }
  });

  it("delivers nothing in place of a secret that the state does not know, as that of an adopted client", async () => {
    const file = join(stack.workspace.dir, "state.json");
    await stack.pulumi("stack", "export", "--file", file);
    const exported = JSON.parse(await readFile(file, "utf8"));
    for (const { outputs } of exported.deployment.resources) if (outputs?.clientSecret) outputs.clientSecret = null;
    await writeFile(file, JSON.stringify(exported));
    await stack.pulumi("stack", "import", "--file", file);
    const before = await readFile(vault(), "utf8");
    const { output: text, exitCode } = await up();
    expect(exitCode).not.toBe(0);
    expect(text).toContain("clients.powerbi.secret.deliver: the secret of an adopted client is not known");
    expect(await readFile(vault(), "utf8")).toBe(before);
  });
});
