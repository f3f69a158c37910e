import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SEED } from "../../simulator/index.ts";
import { killGroup, killProviders, until } from "../faults/processes.ts";
import { type StackOnSimulator, stackOnSimulator } from "../support/stackOnSimulator.ts";

const SPEC = `
organization: { id: ${SEED.organizationId} }
divisions: { EMEA_Operations: {} }
roles:
  reader: { name: Reader, purpose: Weekly report, permissions: ["analytics:conversationDetail:view"] }
clients:
  reporting:
    name: Reporting
    owner: reporting@contoso.example
    purpose: Weekly report
    grantType: client-credentials
    grants: [{ role: reader, divisions: [EMEA_Operations] }]
`;

describe("an up whose engine is killed between the create call and its answer", { timeout: 120_000 }, () => {
  let stack: StackOnSimulator;
  const named = () => stack.org.export().clients.filter(({ name }) => name === "Reporting");

  beforeAll(async () => {
    stack = await stackOnSimulator({ spec: SPEC });
  }, 120_000);
  afterAll(async () => {
    if (stack) killProviders(stack.workspace.dir);
    await stack?.close();
  });

  it("leaves one client after the next up, and the lost secret is dead", async () => {
    stack.org.switches.faults.push({ method: "POST", path: "^/api/v2/oauth/clients$", kind: "hang-after", times: 1 });
    const run = stack.workspace.start(["up", "--yes", "--skip-preview"]);
    await until("the org has the client", () => named().length === 1);
    const [lost] = named();
    killGroup(run.pid);
    await run;
    expect(lost).toBeDefined();

    const cancelled = await stack.pulumi("cancel", "--yes");
    expect(cancelled.exitCode, cancelled.output).toBe(0);
    const up = await stack.up();
    expect(up.exitCode, up.output).toBe(0);

    expect(named()).toHaveLength(1);
    expect(named()[0]?.id).not.toBe(lost?.id);
    const { stdout } = await stack.pulumi("stack", "output", "clients", "--show-secrets", "--json");
    const { clientId, clientSecret } = JSON.parse(stdout).reporting;
    expect(clientId).toBe(named()[0]?.id);
    expect(clientSecret.length).toBeGreaterThan(20);
    expect(stack.org.export().grants.filter(({ subjectId }) => subjectId === lost?.id)).toEqual([]);
    expect((await stack.pulumi("refresh", "--preview-only", "--expect-no-changes")).exitCode).toBe(0);
  });
});
