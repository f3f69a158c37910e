/** The resources of a stack as the org has them now: what `pulumi refresh` would find, read without the engine and without a write. */

import { grantInOrg } from "../../access/resources/grant.ts";
import { type ResourceKind, resourceKind } from "../../access/resources/index.ts";
import type { InOrganization, ResourceInputs } from "../../access/resources/resourceType.ts";
import { divisionLifecycle } from "../../providers/division/division.lifecycle.ts";
import type { Session } from "../../providers/genesys/session.ts";
import { assertOrganization } from "../../providers/guard.ts";
import type { Lifecycle } from "../../providers/lifecycle.ts";
import { oauthClientLifecycle } from "../../providers/oauthClient/oauthClient.lifecycle.ts";
import { roleLifecycle } from "../../providers/role/role.lifecycle.ts";
import { roleGrantLifecycle } from "../../providers/roleGrant/roleGrant.lifecycle.ts";
import { parseState } from "../../providers/shape.ts";
import type { Deployed, DeployedResource } from "./deployed.ts";

export interface LiveResource extends ResourceInputs {
  /** Sentences about what the org has beside it and the stack leaves alone; absent where there is nothing. */
  readonly beside?: readonly string[];
}

type Read = (session: Session, resource: DeployedResource) => Promise<LiveResource | undefined>;

const READERS: Readonly<Record<ResourceKind, Read>> = {
  division: reader(divisionLifecycle),
  role: reader(roleLifecycle),
  client: reader(oauthClientLifecycle),
  grant: reader(roleGrantLifecycle),
};

/** By URN, without what is no longer there. Throws a ProviderError where the credentials are another org's. */
export async function liveResources(
  session: Session,
  { resources }: Deployed,
): Promise<ReadonlyMap<string, LiveResource>> {
  const found = await Promise.all(
    [...resources].map(async ([urn, resource]) => {
      const kind = resourceKind(resource.type);
      return [urn, kind && (await READERS[kind](session, resource))] as const;
    }),
  );
  return new Map(found.flatMap(([urn, live]): [string, LiveResource][] => (live ? [[urn, live]] : [])));
}

function reader<Inputs extends InOrganization, Outputs extends InOrganization>(
  lifecycle: Lifecycle<Inputs, Outputs>,
): Read {
  return async (session, { type, id, outputs }) => {
    const outs = parseState(lifecycle.outputs, withoutSecrets(outputs));
    await assertOrganization(session, outs.organization);
    const found = await lifecycle.read(session, id, outs);
    if (found === undefined) return undefined;
    const { inputs, beside } = found;
    return { type, inputs: grantInOrg(Object.fromEntries(Object.entries(inputs))), ...(beside && { beside }) };
  };
}

/** The key that marks a secret in a state of Pulumi (`resource.SigKey` in its SDK; for a secret its value is `resource.SecretSig`). */
const SIGNATURE = "4dabf18193072939515e22adb298388d";

/** A lifecycle reads access without them; they stay encrypted. */
function withoutSecrets(outputs: DeployedResource["outputs"]): Record<string, unknown> {
  const isSecret = (value: unknown) => typeof value === "object" && value !== null && SIGNATURE in value;
  return Object.fromEntries(Object.entries(outputs).map(([key, value]) => [key, isSecret(value) ? null : value]));
}
