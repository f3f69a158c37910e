/** What a create would find in the org, for a preview. The engine does not ask for it: the program does. */
import { type ResourceKind, resourceKind } from "../access/resources/index.ts";
import type { InOrganization, Raw } from "../access/resources/resourceType.ts";
import { divisionLifecycle } from "./division/division.lifecycle.ts";
import type { Session } from "./genesys/session.ts";
import { assertOrganization } from "./guard.ts";
import type { Lifecycle } from "./lifecycle.ts";
import { oauthClientLifecycle } from "./oauthClient/oauthClient.lifecycle.ts";
import { roleLifecycle } from "./role/role.lifecycle.ts";
import { roleGrantLifecycle } from "./roleGrant/roleGrant.lifecycle.ts";
import { checkShape, parseState } from "./shape.ts";

type Look = (session: Session, inputs: Raw) => Promise<readonly string[]>;

const LOOKS: Readonly<Record<ResourceKind, Look>> = {
  division: look(divisionLifecycle),
  role: look(roleLifecycle),
  client: look(oauthClientLifecycle),
  grant: look(roleGrantLifecycle),
};

/**
 * In sentences; none for a resource of another type, and none for one that hangs on something not made yet: nobody can have left or held it.
 *
 * @param inputs as the program registers them
 * @throws ProviderError where the create would refuse; GenesysApiError where the org lets nobody look
 */
export async function foreseen(session: Session, type: string, inputs: Raw): Promise<readonly string[]> {
  const kind = resourceKind(type);
  return kind === undefined ? [] : LOOKS[kind](session, inputs);
}

function look<Inputs extends InOrganization, Outputs extends InOrganization>(
  lifecycle: Lifecycle<Inputs, Outputs>,
): Look {
  return async (session, raw) => {
    const canonical = lifecycle.canonical(raw);
    if (!lifecycle.foresee || checkShape(lifecycle.inputs, canonical).length > 0) return [];
    const inputs = parseState(lifecycle.inputs, canonical);
    await assertOrganization(session, inputs.organization);
    return lifecycle.foresee(session, inputs);
  };
}
