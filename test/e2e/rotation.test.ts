import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SEED } from "../../simulator/index.ts";
import { authorisedFetch, TokenCache } from "../../token/index.ts";
import { installCommandPlugin } from "../support/installCommandPlugin.ts";
import { POLICY_PACK, type StackOnSimulator, stackOnSimulator } from "../support/stackOnSimulator.ts";

/** The vault is a file; the move makes the new content appear as a whole, as a real vault does. */
const DELIVER = `{ printf '%s ' "$CLIENT_ID"; cat; } > vault.new && mv vault.new vault`;

const SPEC = `policies: { delivery-command: { commands: [${JSON.stringify(DELIVER)}] } }
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
    secret: { deliver: { command: ${JSON.stringify(DELIVER)} } } # the reporting vault
`;

/** A consumer as the token module makes it: it reads the vault when it logs in, and knows nothing of rotations. */
function startConsumer({ org, workspace }: StackOnSimulator) {
  const credentials = async () => {
    const [clientId = "", clientSecret = ""] = (await readFile(join(workspace.dir, "vault"), "utf8")).split(" ");
    return { clientId, clientSecret };
  };
  const call = authorisedFetch(new TokenCache({ loginUrl: org.url, credentials }), { apiUrl: org.url });
  const answers = { ok: 0, failed: [] as string[] };
  let isRunning = true;
  const running = (async () => {
    while (isRunning) {
      const status = await call("/api/v2/routing/queues").then(
        (response) => response.json().then(() => response.status),
        (error: unknown) => String(error),
      );
      if (status === 200) answers.ok += 1;
      else answers.failed.push(String(status));
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  })();
  const stop = async () => {
    isRunning = false;
    await running;
    return answers;
  };
  return { answers, stop };
}

describe("a rotation, with a consumer that calls all the time", { timeout: 300_000 }, () => {
  let stack: StackOnSimulator;
  let consumer: ReturnType<typeof startConsumer>;
  const up = async (...flags: string[]) => {
    const run = await stack.up(...flags);
    expect(run.exitCode, run.output).toBe(0);
    return run.output;
  };
  const cli = async (...args: string[]) => {
    const options = { cwd: stack.workspace.dir, env: stack.workspace.env };
    return (await promisify(execFile)(process.execPath, [stack.command, ...args], options)).stdout;
  };
  const clients = () =>
    stack.org
      .export()
      .clients.filter(({ name }) => name.startsWith("Power BI"))
      .sort((a, b) => a.name.length - b.name.length);
  const names = () => clients().map(({ name }) => name);
  const moreCalls = async () => {
    const { ok } = consumer.answers;
    while (consumer.answers.ok < ok + 20) await new Promise((resolve) => setTimeout(resolve, 10));
  };
  const first = { id: "" };

  beforeAll(async () => {
    stack = await stackOnSimulator({ spec: SPEC });
    await installCommandPlugin(stack);
    await up();
    first.id = clients()[0]?.id ?? "";
    consumer = startConsumer(stack);
    await moreCalls();
  }, 300_000);
  afterAll(async () => {
    await consumer?.stop();
    await stack?.close();
  });

  it("begins with a second client of the same grants beside the first", async () => {
    expect(await cli("rotate", "powerbi", "--stack", "demo")).toContain("begins generation 2");
    expect(await stack.readSpec()).toContain("secret: { generation: 2, keep: [1], deliver:");
    const output = await up();
    expect(output).toMatch(/\+ 2 created/);
    expect(names()).toEqual(["Power BI", "Power BI (generation 2)"]);
    const held = clients().map(({ id }) =>
      stack.org
        .export()
        .grants.flatMap(({ subjectId, roleId, divisionId }) => (subjectId === id ? [[roleId, divisionId]] : [])),
    );
    expect(held[0]).toHaveLength(1);
    expect(held[1]).toEqual(held[0]);
    await moreCalls();
  });

  it("gains nothing for anybody in the eyes of the preview", async () => {
    const deployed = JSON.parse(await cli("preview", "--stack", "demo", "--format", "json", "--fail-on", "changed"));
    expect(deployed).toMatchObject({ preview: { state: "ok" }, diff: { verdict: "unchanged" }, violations: [] });
  });

  it("shows no drift and no change while both generations exist", async () => {
    expect(await up("--expect-no-changes")).toContain("unchanged");
    const refresh = await stack.pulumi("refresh", "--preview-only", "--expect-no-changes");
    expect(refresh.exitCode, refresh.output).toBe(0);
  });

  it("ends with the second client alone, and the consumer reads the new secret by itself", async () => {
    expect(await cli("rotate", "powerbi", "--stack", "demo")).toContain("no longer keeps generation 1");
    await up();
    expect(names()).toEqual(["Power BI (generation 2)"]);
    await moreCalls();
  });

  it("fails no request of the consumer", async () => {
    const { ok, failed } = await consumer.stop();
    console.log(`Requests of the consumer during the rotation: ${ok + failed.length}, failed: ${failed.length}`);
    expect(failed).toEqual([]);
    const users = stack.org.requests
      .filter(({ path }) => path === "/api/v2/routing/queues")
      .map(({ clientId }) => clientId);
    expect([...new Set(users.filter(Boolean))]).toEqual([first.id, clients()[0]?.id]);
    expect(ok).toBeGreaterThan(100);
  });
});

describe("the age of a secret, through the real engine", { timeout: 300_000 }, () => {
  let stack: StackOnSimulator;
  const FINDING = /The secret of client "powerbi" is (\d+) days old, and 180 is the limit/;

  /** Rewrites what the state says of the client's age. */
  const setAge = async (dateCreated: string | undefined) => {
    const file = join(stack.workspace.dir, "state.json");
    await stack.pulumi("stack", "export", "--file", file);
    const exported = JSON.parse(await readFile(file, "utf8"));
    for (const { type, outputs } of exported.deployment.resources) {
      if (!type.endsWith(":OAuthClient")) continue;
      delete outputs.dateCreated;
      if (dateCreated !== undefined) outputs.dateCreated = dateCreated;
    }
    await writeFile(file, JSON.stringify(exported));
    const imported = await stack.pulumi("stack", "import", "--file", file);
    expect(imported.exitCode, imported.output).toBe(0);
  };

  beforeAll(async () => {
    stack = await stackOnSimulator({ spec: SPEC.replace(/ {4}secret:.*\n/, "") });
    const run = await stack.up();
    expect(run.exitCode, run.output).toBe(0);
  }, 300_000);
  afterAll(() => stack?.close());

  it("is nothing to talk about for a new client", async () => {
    const preview = await stack.pulumi("preview", "--policy-pack", "policies");
    expect(preview.output).not.toMatch(FINDING);
  });

  it("is advice of the policy pack, in a preview and in an update", async () => {
    await setAge(new Date(Date.now() - 300 * 86_400_000).toISOString());
    const preview = await stack.pulumi("preview", "--policy-pack", "policies");
    expect(preview.exitCode, preview.output).toBe(0);
    expect(FINDING.exec(preview.output)?.[1], preview.output).toBe("300");
    const update = await stack.up(...POLICY_PACK);
    expect(update.exitCode, update.output).toBe(0);
    expect(FINDING.exec(update.output)?.[1], update.output).toBe("300");
  });

  it("is told by `genesys-access preview`, with the line to run", async () => {
    const options = { cwd: stack.workspace.dir, env: stack.workspace.env };
    const args = [stack.command, "preview", "--stack", "demo", "--format", "json"];
    const { findings } = JSON.parse((await promisify(execFile)(process.execPath, args, options)).stdout);
    const [finding] = findings.filter(({ rule }: { rule: string }) => rule === "secret-age");
    expect(finding).toMatchObject({ level: "advisory", status: "open" });
    expect(finding.message).toMatch(FINDING);
    expect(finding.fix).toContain("genesys-access rotate powerbi");
  });

  it("is not known in the state of an older release, which shows no change for that", async () => {
    await setAge(undefined);
    const preview = await stack.pulumi("preview", "--policy-pack", "policies", "--expect-no-changes");
    expect(preview.exitCode, preview.output).toBe(0);
    expect(preview.output).not.toMatch(FINDING);
    const refresh = await stack.pulumi("refresh", "--preview-only", "--expect-no-changes");
    expect(refresh.exitCode, refresh.output).toBe(0);
  });
});
