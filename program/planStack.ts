import * as pulumi from "@pulumi/pulumi";
import type { DesiredAccess } from "../access/plan/desired.ts";
import { orgNeeds } from "../access/plan/orgNeeds.ts";
import { plan } from "../access/plan/plan.ts";
import { GenesysClient } from "../providers/genesys/client.ts";
import { readOrgFacts } from "../providers/genesys/orgFacts.ts";
import type { Stack } from "./loadStack.ts";
import { refuse } from "./refuse.ts";

/** Reads what the spec refers to in the live org, and plans: divisions, users and groups become ids, selectors become lists. */
export async function planStack({ spec, connection }: Stack): Promise<DesiredAccess> {
  const org = await readOrgFacts(new GenesysClient(connection), orgNeeds(spec.value)).catch((error: Error) => {
    throw new pulumi.RunError(error.message);
  });
  const result = plan(spec, org);
  return result.ok ? result.desired : refuse("does not fit the org", spec.file, result.problems);
}
