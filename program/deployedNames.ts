/** The names that the last deployment of this stack gave to what it made. */

import type { DeployedNames } from "../access/plan/madeNames.ts";
import { deployedNamesOf } from "../access/preflight/deployedNames.ts";
import { lastDeployment } from "../providers/pulumi/lastDeployment.ts";

/** By section and Pulumi name; undefined where the engine does not tell. */
export async function deployedNames(): Promise<DeployedNames | undefined> {
  const outputs = await lastDeployment().catch(() => undefined);
  return typeof outputs === "object" && outputs !== null ? deployedNamesOf(Object.entries(outputs)) : undefined;
}
