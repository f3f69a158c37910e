import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Simulator, seedOrg, startSimulator } from "../../simulator/index.ts";
import { type StackOnSimulator, stackOnSimulator, writes } from "../support/stackOnSimulator.ts";

describe("a stack whose commands are given another org's credentials", { timeout: 120_000 }, () => {
  let stack: StackOnSimulator;
  let other: Simulator;

  beforeAll(async () => {
    stack = await stackOnSimulator();
    const seed = seedOrg();
    other = await startSimulator({
      seed: { ...seed, organization: { ...seed.organization, id: "0f3a5c1e-8a51-4b0e-9d2a-6a3f6e1b7c55" } },
    });
    expect((await stack.up()).exitCode).toBe(0);
  }, 120_000);
  afterAll(async () => {
    await stack?.close();
    await other?.close();
  });

  it.each([
    ["refresh", ["refresh", "--yes", "--skip-preview"]],
    ["destroy", ["destroy", "--yes", "--skip-preview"]],
    ["up", ["up", "--yes", "--skip-preview"]],
  ])("%s stops, forgets nothing and writes nothing", async (_name, command) => {
    const state = await stack.state();
    const result = await stack.workspace.pulumi(command, { env: other.environment });
    expect(result.exitCode).not.toBe(0);
    expect(result.output).toContain("0f3a5c1e-8a51-4b0e-9d2a-6a3f6e1b7c55");
    expect(writes(other)).toEqual([]);
    expect(resources(await stack.state())).toEqual(resources(state));
  });
});

function resources(state: string): string[] {
  return JSON.parse(state).deployment.resources.map(({ urn, id }: { urn: string; id?: string }) => `${urn} ${id}`);
}
