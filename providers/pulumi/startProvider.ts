/** An early start of the provider's process, which takes half a second in which the program reads the YAML and the org. */
import { setTimeout } from "node:timers/promises";
import { invoke } from "./sdk.ts";

/**
 * The engine starts the process of a provider for the first request that is for it. The function asked for does not exist: that its answer says so
 * is expected, and nobody is told. To be awaited: what comes next keeps the event loop busy, and without the pause the request would leave after it.
 */
export async function startProvider(): Promise<void> {
  invoke("pulumi-nodejs:dynamic/genesyscloud:start", {}).catch(() => undefined);
  await setTimeout(5);
}
