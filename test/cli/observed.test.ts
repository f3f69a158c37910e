/** What a probe saw of an org, in the commands that a person types: beside the spec, and deciding nothing. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished, vi } from "vitest";
import { run as explain } from "../../cli/actions/explain.ts";
import { SEED, startSimulator } from "../../simulator/index.ts";
import { preflightStack } from "../../toolkit/preflight/preflightStack.ts";

const SPEC = `
organization: { id: ${SEED.organizationId}, name: Contoso (simulated), region: mypurecloud.de }
roles:
  reader:
    name: Queue reader of a test
    description: Reads queues
    permissions: [routing:queue:view]
clients:
  reporting:
    name: Reporting of a test
    description: Reads queues
    owner: team@contoso.example
    purpose: Reads queues
    grantType: client-credentials
    grants: [{ role: reader, divisions: all }]
`;

const BEHAVIOUR = {
  formatVersion: 1,
  tool: { name: "genesys-access", version: "0" },
  organization: { id: SEED.organizationId },
  observedAt: "2026-11-29T10:00:00.000Z",
  run: "0123abcd",
  complete: true,
  questions: [{ id: "guard", asks: "?", answer: "off", words: "Nothing to see.", exchanges: [] }],
  switches: {},
  left: [],
  notAsked: [],
};

it("preflight and explain say what was seen in the org, and end as they would without it", async () => {
  const simulator = await startSimulator();
  const folder = mkdtempSync(join(tmpdir(), "observed-"));
  for (const [name, value] of Object.entries(simulator.environment)) vi.stubEnv(name, value);
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    await simulator.close();
    rmSync(folder, { recursive: true });
  });
  const [stack, error, output] = ["prod.yaml", "error.json", "answer.txt"].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  writeFileSync(stack, SPEC);
  writeFileSync(error, '{"status":400,"code":"bad.client.role","message":"Client role is invalid."}');
  const told = async () => {
    const code = await preflightStack({ stack, format: "text", output, printRole: false });
    const first = readFileSync(output, "utf8");
    explain(undefined, { error, stack, format: "text", output });
    return { code, preflight: first, explain: readFileSync(output, "utf8") };
  };
  const without = await told();
  writeFileSync(join(folder, "org-behaviour.json"), JSON.stringify(BEHAVIOUR));
  const seen = await told();
  expect(seen.code).toBe(without.code);
  expect(without.preflight).toContain("(unverified for client credentials)");
  for (const text of [seen.preflight, seen.explain]) {
    expect(text).toContain("Seen in this org on 2026-11-29");
    expect(text).toContain("A client can be made with any role, whatever the deployer holds.");
    expect(text).not.toContain("Nothing to see");
  }
  expect(seen.preflight.split("\n")).toHaveLength(without.preflight.split("\n").length);
});
