/** The Pulumi program of a project: one org's access from `stacks/<stack>.yaml`. A project's index.ts is `export * from "genesys-cloud-access/program"`. */

import { quietTraces, takeNoTraces } from "../providers/pulumi/quietTraces.ts";
import { getStack } from "../providers/pulumi/sdk.ts";
import { startProvider } from "../providers/pulumi/startProvider.ts";
import { recordOf } from "../toolkit/open/recordedTerms.ts";
import { type AccessOutputs, deployAccess } from "./deployAccess.ts";
import { loadStack } from "./loadStack.ts";

quietTraces();
await startProvider();
const stack = loadStack();
/** By client key: the client id, and the secret of client-credentials clients (`pulumi stack output clients --show-secrets`). */
export const clients: AccessOutputs = await deployAccess(stack, {}, takeNoTraces);
/** The terms that this update deploys, for later comparisons. The name is RECORD_OUTPUT of access/terms/recordedTerms.ts. */
export const __deployedTerms: string = recordOf(getStack(), stack.spec, process.cwd());
