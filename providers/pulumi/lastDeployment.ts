/** The engine's own view of the last deployment of this stack. */
import { quietDebug } from "./quietDebug.ts";
import { getOrganization, getProject, getStack, invoke } from "./sdk.ts";

/** A built-in function of the engine, the half of StackReference that reads the outputs of every resource. */
export const READ_RESOURCE_OUTPUTS = "pulumi:pulumi:readStackResourceOutputs";

/** Outputs by URN, client secrets in clear among them: never to be logged, returned or kept. */
export async function lastDeployment(): Promise<unknown> {
  quietDebug();
  const stackName = `${getOrganization()}/${getProject()}/${getStack()}`;
  const { outputs } = await invoke(READ_RESOURCE_OUTPUTS, { stackName });
  return outputs;
}
