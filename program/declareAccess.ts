import type { DesiredAccess } from "../access/plan/desired.ts";
import type { DesiredClient } from "../access/resources/client.ts";
import type { DesiredGrant } from "../access/resources/grant.ts";
import type { DesiredRoleDivisions, Ref } from "../access/resources/roleDivisions.ts";
import { generationName } from "../access/values/generation.ts";
import { Division, OAuthClient, Role, RoleGrant } from "../providers/index.ts";
import * as pulumi from "../providers/pulumi/sdk.ts";
import type { Deliver } from "./deliver.ts";
import { optionsOf, type Placement } from "./placement.ts";

export type { Placement } from "./placement.ts";

/** Of a client's current generation. */
export interface ClientOutputs {
  readonly clientId: pulumi.Output<string>;
  /** Secret. Only the stack that created the client knows it: null where the client was adopted. */
  readonly clientSecret: pulumi.Output<string | null>;
}

/**
 * Declares every resource of the plan. Dependencies follow from the ids: divisions and roles, then clients and grants.
 *
 * @param beforeRole runs before a role is changed
 * @param deliver declares the delivery of a client's secret
 * @param placement where the resources stand
 */
export function declareAccess(
  desired: DesiredAccess,
  beforeRole?: pulumi.ResourceHook,
  deliver?: Deliver,
  placement: Placement = {},
): Record<string, ClientOutputs> {
  const organization = desired.organization.id;
  const options = optionsOf(placement);
  const divisions = byKey(desired.divisions, ({ key, name, description }) => {
    return new Division(
      key,
      {
        organization,
        managedBy: marker("divisions", key),
        divisionKey: key,
        name,
        description,
      },
      options,
    );
  });
  const roles = byKey(desired.roles, ({ key, path: _, beyondCatalogue, ...role }) => {
    const args = {
      organization,
      managedBy: marker("roles", key),
      roleKey: key,
      ...role,
      ...(beyondCatalogue.length > 0 && { beyondCatalogue }),
    };
    return new Role(key, args, { ...options, ...(beforeRole && { hooks: { beforeUpdate: [beforeRole] } }) });
  });
  const ids: Ids = {
    role: (ref) => ("managed" in ref ? idOf(roles, ref.managed) : ref.id),
    division: (ref) => ("managed" in ref ? idOf(divisions, ref.managed) : ref.id),
  };
  const clients = desired.clients.map((client) => {
    const resource = declareClient(client, organization, desired.development, ids, options);
    deliver?.(client, resource);
    return { client, resource };
  });
  for (const grant of desired.grants) declareGrant(grant, organization, ids, options);
  return Object.fromEntries(
    clients
      .filter(({ client }) => client.current)
      .map(({ client, resource: { id, clientSecret } }) => [client.key, { clientId: id, clientSecret }]),
  );
}

interface Ids {
  readonly role: (ref: Ref) => pulumi.Input<string>;
  readonly division: (ref: Ref) => pulumi.Input<string>;
}

function declareClient(
  client: DesiredClient,
  organization: string,
  development: boolean,
  ids: Ids,
  options: pulumi.CustomResourceOptions,
): OAuthClient {
  const { key, path: _, generation, current: __, deliver: ___, grants, ...rest } = client;
  const name = generationName(key, generation);
  return new OAuthClient(
    name,
    {
      organization,
      managedBy: marker("clients", name),
      clientKey: key,
      ...(generation > 1 && { generation }),
      development,
      ...rest,
      grants: mapValues(grants, (grant) => roleDivisions(grant, ids)),
    },
    options,
  );
}

function declareGrant(
  grant: DesiredGrant,
  organization: string,
  ids: Ids,
  options: pulumi.CustomResourceOptions,
): RoleGrant {
  const { key, subjectType, subjectId, subjectKey, roleKey, existingRole } = grant;
  return new RoleGrant(
    key,
    {
      organization,
      subjectType,
      subjectId,
      subjectKey,
      roleKey,
      ...(existingRole !== undefined && { existingRole }),
      ...roleDivisions(grant, ids),
    },
    options,
  );
}

function roleDivisions({ role, divisions, justification, home }: DesiredRoleDivisions, ids: Ids) {
  return {
    roleId: ids.role(role),
    divisions: mapValues(divisions, ids.division),
    ...(justification !== undefined && { justification }),
    ...(home && { home }),
  };
}

/** How a made object names its stack in its description: an interrupted run is recognised by it. */
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

function mapValues<T, R>(record: Readonly<Record<string, T>>, change: (value: T) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
