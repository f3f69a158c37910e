import { printProblem } from "../access/language/problem.ts";
import type { DesiredAccess } from "../access/plan/desired.ts";
import { orgQuestions } from "../access/plan/orgQuestions.ts";
import { preflight, regionProblems } from "../access/preflight/preflight.ts";
import { inspectOrg } from "../providers/genesys/inspection.ts";
import { OtherOrganization } from "../providers/genesys/otherOrganization.ts";
import { sessionFor } from "../providers/genesys/session.ts";
import * as pulumi from "../providers/pulumi/sdk.ts";
import { deployedNames } from "./deployedNames.ts";
import type { Stack } from "./loadStack.ts";
import { refuse } from "./refuse.ts";
import { requirePlan } from "./requirePlan.ts";

/** Reads what the spec refers to in the live org, and plans: divisions, users and groups become ids, selectors become lists. */
export async function planStack(stack: Stack): Promise<DesiredAccess> {
  const { spec, connection } = stack;
  const session = sessionFor(connection, { onLongWait: (text) => void pulumi.log.info(text) });
  const deployed = deployedNames();
  const questions = deployed.then((names) => orgQuestions(spec.value, names));
  const seen = await inspectOrg(session, questions).catch((error: Error) => {
    if (error instanceof OtherOrganization) {
      const { organization } = error;
      return refuse("does not fit the org", spec.file, preflight({ spec, organization, apiUrl: connection.apiUrl }));
    }
    // A wrong region looks like wrong credentials.
    const hints = regionProblems(spec, connection.apiUrl).map(printProblem);
    throw new pulumi.RunError([error.message, ...hints].join("\n"));
  });
  return requirePlan(stack, seen, await deployed);
}
