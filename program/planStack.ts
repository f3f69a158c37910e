import { printProblem } from "../access/language/problem.ts";
import type { DesiredAccess } from "../access/plan/desired.ts";
import { orgNeeds } from "../access/plan/orgNeeds.ts";
import { regionProblems } from "../access/preflight/preflight.ts";
import { inspectOrg } from "../providers/genesys/inspection.ts";
import { sessionFor } from "../providers/genesys/session.ts";
import * as pulumi from "../providers/pulumi/sdk.ts";
import type { Stack } from "./loadStack.ts";
import { requirePlan } from "./requirePlan.ts";

/** Reads what the spec refers to in the live org, and plans: divisions, users and groups become ids, selectors become lists. */
export async function planStack(stack: Stack): Promise<DesiredAccess> {
  const { spec, connection } = stack;
  const session = sessionFor(connection, { onLongWait: (text) => void pulumi.log.info(text) });
  const seen = await inspectOrg(session, orgNeeds(spec.value)).catch((error: Error) => {
    // A wrong region looks like wrong credentials.
    const hints = regionProblems(spec, connection.apiUrl).map(printProblem);
    throw new pulumi.RunError([error.message, ...hints].join("\n"));
  });
  return requirePlan(stack, seen);
}
