/** The Pulumi program of a project: one org's access from `stacks/<stack>.yaml`. A project's index.ts is `export * from "genesys-cloud-access/program"`. */

import { quietTraces, takeNoTraces } from "../providers/pulumi/quietTraces.ts";
import { startProvider } from "../providers/pulumi/startProvider.ts";
import type { AccessOutputs } from "./deployAccess.ts";
import { keepCompiled } from "./keepCompiled.ts";

quietTraces();
await startProvider();
keepCompiled();
const { run } = await import("./run.ts");
const outputs = await run(takeNoTraces);
/** By client key: the client id, and the secret of client-credentials clients (`pulumi stack output clients --show-secrets`). */
export const clients: AccessOutputs = outputs.clients;
/** The terms that this update deploys, for later comparisons. The name is RECORD_OUTPUT of access/terms/recordedTerms.ts. */
export const __deployedTerms: string = outputs.terms;
