/** The Pulumi program: one org's access from `stacks/<stack>.yaml`. */
import { takeNoTraces } from "./program/cheapRegistration.ts";
import "./program/startProvider.ts";
import { type ClientOutputs, declareAccess } from "./program/declareAccess.ts";
import { prepareDelivery } from "./program/deliver.ts";
import { evaluatePolicies } from "./program/evaluatePolicies.ts";
import { loadStack } from "./program/loadStack.ts";
import { narrowFirst } from "./program/narrowFirst.ts";
import { planStack } from "./program/planStack.ts";
import { refuseAfterPreview, refuseBeforeUpdate, tell } from "./program/refuse.ts";

const stack = loadStack();
const desired = await planStack(stack);
const verdict = evaluatePolicies(stack.spec, desired);
const deliver = await prepareDelivery(desired);

tell(verdict);
refuseBeforeUpdate(verdict.refused);
takeNoTraces();
/** By client key: the client id, and the secret of client-credentials clients (`pulumi stack output clients --show-secrets`). */
export const clients: Record<string, ClientOutputs> = declareAccess(desired, narrowFirst(stack, desired), deliver);
refuseAfterPreview(verdict.refused);
