import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type StackOnSimulator, stackOnSimulator } from "../support/stackOnSimulator.ts";

let stack: StackOnSimulator;

beforeAll(async () => {
  stack = await stackOnSimulator();
}, 300_000);
afterAll(() => stack?.close());

it("no secret of a client is in the debug text and the event log of an update, or of one after it", {
  timeout: 300_000,
}, async () => {
  const log = join(stack.workspace.dir, "events.json");
  const flags = ["up", "--yes", "--skip-preview", "--debug", "--event-log", log];
  const env = { PULUMI_DEBUG_COMMANDS: "true" };
  const texts: string[] = [];
  // The second update changes nothing: the engine answers with what the state has.
  for (const _ of [1, 2]) {
    const { output, exitCode } = await stack.workspace.pulumi(flags, { env });
    expect(exitCode, output.slice(-3000)).toBe(0);
    texts.push(output, await readFile(log, "utf8"));
  }
  const { stdout } = await stack.pulumi("stack", "output", "clients", "--show-secrets", "--json");
  const clients = Object.values(JSON.parse(stdout) as Record<string, { clientSecret?: string }>);
  const secrets = clients.flatMap(({ clientSecret }) => clientSecret ?? []);
  expect(secrets.length).toBeGreaterThan(0);
  expect(texts[0]).toContain("RegisterResource RPC finished");
  for (const secret of secrets) expect(texts.filter((text) => text.includes(secret)).length).toBe(0);
});
