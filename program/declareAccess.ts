import type { DesiredAccess } from "../access/plan/desired.ts";
import { CLIENT } from "../access/resources/client.ts";
import { DIVISION } from "../access/resources/division.ts";
import { GRANT } from "../access/resources/grant.ts";
import type { Registration } from "../access/resources/resourceType.ts";
import { ROLE } from "../access/resources/role.ts";
import { Division, OAuthClient, Role, RoleGrant } from "../providers/index.ts";
import * as pulumi from "../providers/pulumi/sdk.ts";
import type { Deliver } from "./deliver.ts";
import type { FormerGrants } from "./formerGrants.ts";
import { optionsOf, type Placement } from "./placement.ts";

export type { Placement } from "./placement.ts";

/** The outputs for the consumers of a client, from its current generation. */
export interface ClientOutputs {
  readonly clientId: pulumi.Output<string>;
  /** Secret. Only the stack that created the client knows it: null where the client was adopted. */
  readonly clientSecret: pulumi.Output<string | null>;
}

/** What runs before the steps of resources. */
export interface Hooks {
  /** Before a role is changed. */
  readonly beforeRole?: pulumi.ResourceHook;
  /** Before anything is created. */
  readonly beforeCreate?: pulumi.ResourceHook | undefined;
}

/**
 * Declares every resource of the plan. Dependencies follow from the ids: divisions and roles, then clients and grants.
 *
 * @param former URNs that grants of the plan had under other names, by key
 * @param deliver declares the delivery of a client's secret
 * @param placement where the resources stand
 */
export function declareAccess(
  desired: DesiredAccess,
  { beforeRole, beforeCreate }: Hooks = {},
  deliver?: Deliver,
  placement: Placement = {},
  former: FormerGrants = new Map(),
): Record<string, ClientOutputs> {
  const created = beforeCreate ? { beforeCreate: [beforeCreate] } : {};
  const options: pulumi.CustomResourceOptions = {
    ...optionsOf(placement),
    ...(beforeCreate && { hooks: created }),
  };
  const stack: Registration<pulumi.Input<string>> = {
    organization: desired.organization.id,
    development: desired.development,
    managedBy: marker,
    idOf: (section, key) => idOf(section === "roles" ? roles : divisions, key),
  };
  const divisions = byKey(desired.divisions, (division) => {
    return new Division(DIVISION.name(division), DIVISION.fromDesired(division, stack), options);
  });
  const roles = byKey(desired.roles, (role) => {
    return new Role(ROLE.name(role), ROLE.fromDesired(role, stack), {
      ...options,
      ...(beforeRole && { hooks: { ...created, beforeUpdate: [beforeRole] } }),
    });
  });
  const clients = desired.clients.map((client) => {
    const resource = new OAuthClient(CLIENT.name(client), CLIENT.fromDesired(client, stack), options);
    deliver?.(client, resource);
    return { client, resource };
  });
  for (const grant of desired.grants) {
    const aliases = [...(options.aliases ?? []), ...(former.get(grant.key) ?? [])];
    new RoleGrant(GRANT.name(grant), GRANT.fromDesired(grant, stack), { ...options, aliases });
  }
  return Object.fromEntries(
    clients
      .filter(({ client }) => client.current)
      .map(({ client, resource: { id, clientSecret } }) => [client.key, { clientId: id, clientSecret }]),
  );
}

/** The marker that names the stack in the description of a made object: objects of an interrupted run are recognised by it. */
function marker(section: string, key: string): string {
  return `${pulumi.getProject()}/${pulumi.getStack()}/${section}/${key}`;
}

function byKey<T extends { key: string }, R>(items: readonly T[], make: (item: T) => R): ReadonlyMap<string, R> {
  return new Map(items.map((item) => [item.key, make(item)]));
}

function idOf(resources: ReadonlyMap<string, pulumi.CustomResource>, key: string): pulumi.Input<string> {
  const resource = resources.get(key);
  if (!resource) throw new Error(`The plan refers to "${key}", which it does not contain.`);
  return resource.id;
}
