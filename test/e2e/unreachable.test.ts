import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type StackOnSimulator, stackOnSimulator } from "../support/stackOnSimulator.ts";

describe("an org that cannot be reached", { timeout: 120_000 }, () => {
  let stack: StackOnSimulator;
  let nobody: NodeJS.ProcessEnv;

  beforeAll(async () => {
    stack = await stackOnSimulator();
    expect((await stack.up()).exitCode).toBe(0);
    nobody = stack.org.environment;
    // Nothing listens there any more.
    await stack.org.close();
  }, 120_000);
  afterAll(() => stack?.workspace.remove());

  it.each([
    ["preview", ["preview"]],
    ["refresh", ["refresh", "--preview-only"]],
  ])("is told by %s in one sentence that says what to check, without a trace", async (_name, command) => {
    const result = await stack.workspace.pulumi(command, { env: nobody });
    expect(result.exitCode).not.toBe(0);
    expect(result.output).toContain(
      "POST /oauth/token: no answer (ECONNREFUSED). Check the network, the region and the gateway; then run the same command again.",
    );
    expect(result.output).not.toMatch(/^\s+at /m);
  });
});
