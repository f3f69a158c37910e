/**
 * Imported early. The engine starts the provider's process for the first request that is for it; that takes half a second, in which the program
 * reads the YAML and the org. The function asked for does not exist: that its answer says so is expected.
 */
import { setTimeout } from "node:timers/promises";
import { invoke } from "../providers/pulumiSdk.ts";

invoke("pulumi-nodejs:dynamic/genesyscloud:start", {}).catch(() => undefined);
// What comes next keeps the event loop busy: without this pause the request would leave after it.
await setTimeout(5);
