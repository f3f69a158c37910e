import { afterEach, beforeEach, expect, it } from "vitest";
import { outgoing, printableFailure } from "../../providers/outgoing.ts";
import { ProviderError } from "../../providers/providerError.ts";
import { SEED, type Simulator, startSimulator } from "../../simulator/index.ts";
import { roleProps } from "./support/examples.ts";
import { type PluginProcess, startPluginProcess } from "./support/pluginProcess.ts";

const HOSTILE = "a\u001b[2Jb\rc\u202ed";
const SAFE = "a\\u{1b}[2Jb\\u{d}c\\u{202e}d";
const RAW = /\p{Cf}|(?!\n)\p{Cc}/u;

let simulator: Simulator;
let plugin: PluginProcess;

beforeEach(async () => {
  simulator = await startSimulator();
  plugin = await startPluginProcess();
  await plugin.configure({
    "genesys-access:gateway": simulator.url,
    "genesys-access:oauthClientId": SEED.deployer.clientId,
    "genesys-access:oauthClientSecret": SEED.deployer.clientSecret,
  });
});
afterEach(async () => {
  await plugin.stop();
  await simulator.close();
});

it("shows a role's name of escapes, carriage returns and bidirectional marks as text in an error of the plugin process", async () => {
  await plugin.create(roleProps({ name: HOSTILE, managedBy: "genesys-access/other/roles/bi" }));
  const error = await plugin.create(roleProps({ name: HOSTILE })).catch((caught: Error) => caught);
  expect(error).toMatchObject({ message: expect.stringContaining(`already has a role "${SAFE}"`) });
  expect((error as Error).message).not.toMatch(RAW);
  expect(plugin.printed()).not.toMatch(RAW);
});

it("shows the org of another spec as text in an error of a difference", async () => {
  const error = await plugin
    .diff("id", roleProps(), roleProps({ organization: HOSTILE }))
    .catch((caught: Error) => caught);
  expect(error).toMatchObject({ message: expect.stringContaining(SAFE) });
  expect((error as Error).message).not.toMatch(RAW);
  expect(plugin.printed()).not.toMatch(RAW);
});

it("keeps what a failed step left in the org as it is, beside a printable message", async () => {
  const remains = { id: "7", properties: { name: HOSTILE } };
  const error = await thrownBy(new ProviderError(HOSTILE, remains));
  expect(error).toMatchObject({ ...remains, message: SAFE, reasons: [SAFE], stack: "" });
});

it("keeps the trace of a fault of the program, and makes it printable", async () => {
  const error = (await thrownBy(new TypeError(HOSTILE))) as Error;
  expect(error).toMatchObject({ name: "TypeError", message: SAFE, stack: expect.stringContaining("outgoing.test.ts") });
  expect(error.stack).not.toMatch(RAW);
});

it("makes the failures of a check printable", () => {
  expect(printableFailure({ property: HOSTILE, reason: HOSTILE })).toEqual({ property: SAFE, reason: SAFE });
});

function thrownBy(error: Error): Promise<unknown> {
  return outgoing(() => Promise.reject(error)).catch((caught: unknown) => caught);
}
