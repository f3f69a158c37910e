/** Two habits of the Automation API that a command must not have: both are methods, replaced on the one object in use. */
import type { LocalWorkspace, Stack } from "@pulumi/pulumi/automation/index.js";

/** `pulumi stack select` would change which stack the user's own next command is about; every command here names its stack anyway. */
export function keepSelectedStack(workspace: LocalWorkspace): void {
  Object.assign(workspace, { selectStack: async () => undefined } satisfies Partial<LocalWorkspace>);
}

/** After an update the Automation API asks for outputs and history with secrets in clear: nobody here wants them. */
export function askForNoOutputs(stack: Stack): void {
  Object.assign(stack, { outputs: async () => ({}), info: async () => undefined } satisfies Partial<Stack>);
}
