/** The names that the last deployment of a stack gave, read from its state without any of its secrets. */

import type { DeployedNames } from "../../access/plan/madeNames.ts";
import { deployedNamesOf } from "../../access/preflight/deployedNames.ts";
import { Failure } from "../failure.ts";
import { readDeployed } from "../open/deployed.ts";
import { findPulumi } from "../pulumi/pulumiCli.ts";

/** By section and Pulumi name; undefined where there is no CLI, no such stack, or its backend does not answer. */
export async function deployedNames(stack: string, cwd: string): Promise<DeployedNames | undefined> {
  try {
    const { resources } = await readDeployed(await findPulumi(cwd), stack, cwd);
    return deployedNamesOf(resources);
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}
