/** The program's one run, loaded after the engine was asked to start the provider: both take their time at once. */
import { getStack } from "../providers/pulumi/sdk.ts";
import { recordOf } from "../toolkit/open/recordedTerms.ts";
import { type AccessOutputs, deployAccess } from "./deployAccess.ts";
import { loadStack } from "./loadStack.ts";

/** What the program exports. */
export interface ProgramOutputs {
  readonly clients: AccessOutputs;
  /** The terms that this update deploys. */
  readonly terms: string;
}

/** @param decided runs when nothing is left to decide, before the first resource */
export async function run(decided: () => void): Promise<ProgramOutputs> {
  const stack = loadStack();
  const clients = await deployAccess(stack, {}, decided);
  return { clients, terms: recordOf(getStack(), stack.spec, process.cwd()) };
}
