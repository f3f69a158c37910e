/** The deliveries of a spec. They need no org, and no resource of ours carries them: also the policy pack reads them from the spec at hand. */
import { isExisting, type Spec, type SpecDelivery } from "../language/spec.ts";

/** What one client's new secret is handed to. */
export interface DesiredDelivery {
  /** Key of the client. */
  readonly client: string;
  readonly command: string;
  /** Variables of the deploying environment that the command gets by name. */
  readonly env: readonly string[];
}

export function desiredDeliveries({ clients }: Spec): DesiredDelivery[] {
  return Object.entries(clients).flatMap(([key, client]) =>
    isExisting(client) || !client.secret.deliver ? [] : [deliveryOf(key, client.secret.deliver)],
  );
}

/** The same for a client that is planned already. */
export function deliveryOf(client: string, { command, env = [] }: SpecDelivery): DesiredDelivery {
  return { client, command, env };
}
