/** The steps of one run, for the program and for the component alike: plan, judge, refuse, declare. */

import * as pulumi from "../providers/pulumi/sdk.ts";
import { type ClientOutputs, declareAccess, type Placement } from "./declareAccess.ts";
import { prepareDelivery } from "./deliver.ts";
import { evaluatePolicies } from "./evaluatePolicies.ts";
import { foresee } from "./foresee.ts";
import { formerGrants } from "./formerGrants.ts";
import type { Stack } from "./loadStack.ts";
import { narrowFirst } from "./narrowFirst.ts";
import { planStack } from "./planStack.ts";
import { refuseAfterPreview, refuseBeforeUpdate, tell } from "./refuse.ts";

/** By client key: the client id, and the secret of client-credentials clients. */
export type AccessOutputs = Record<string, ClientOutputs>;

/**
 * @param placement where the resources stand: at the top of the stack, or under a component
 * @param decided runs when nothing is left to decide, before the first resource
 * @throws RunError with everything that stops the run in one list, before anything is registered
 */
export async function deployAccess(
  stack: Stack,
  placement: Placement = {},
  decided: () => void = () => undefined,
): Promise<AccessOutputs> {
  const desired = await planStack(stack);
  const verdict = evaluatePolicies(stack.spec, desired, new Date(), stack.org);
  const deliver = await prepareDelivery(desired, placement);
  tell(verdict);
  for (const note of stack.org.notes) pulumi.log.info(note);
  refuseBeforeUpdate(verdict.refused);
  decided();
  const hooks = {
    beforeRole: narrowFirst(stack, desired, placement.name),
    beforeCreate: foresee(stack, placement.name),
  };
  const clients = declareAccess(desired, hooks, deliver, placement, await formerGrants(desired));
  refuseAfterPreview(verdict.refused);
  return clients;
}
