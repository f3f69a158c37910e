/**
 * The resources of a stack as the org itself shows them, without a Pulumi state: what the stack made bears its marker at the end of the description,
 * and whom it gave roles to its specs say. Ids, not access: reading what they hold is the business of liveResources.
 */
import type { DesiredAccess } from "../../access/plan/desired.ts";
import type { DesiredGrant } from "../../access/resources/grant.ts";
import { RESOURCES } from "../../access/resources/index.ts";
import type { DesiredRoleDivisions, Ref } from "../../access/resources/roleDivisions.ts";
import { generationName } from "../../access/values/generation.ts";
import { isGoing } from "../../providers/genesys/goingClient.ts";
import type { Session } from "../../providers/genesys/session.ts";
import type { WireClient } from "../../providers/genesys/wire.ts";
import type { Deployed, DeployedResource } from "./deployed.ts";

export interface Marked extends Deployed {
  /** Markers that more than one object of the org bears: the first of them was taken. */
  readonly copied: readonly string[];
}

/**
 * @param plans of the specs that the org may have been deployed from, the likeliest first
 * @param trusted the one that the org was deployed from, where somebody names it: what it adopted bears no marker, and is known by its id. The head is
 * never asked: it could name an object that permits already what it is about to give
 */
export async function markedResources(
  session: Session,
  stack: { readonly project: string; readonly stack: string },
  plans: readonly DesiredAccess[],
  trusted?: DesiredAccess,
): Promise<Marked> {
  const { roles, clients, divisions } = session.listings;
  const [organization, allRoles, allClients, allDivisions] = await Promise.all([
    session.organization(),
    roles.all(),
    clients.all(),
    divisions.all(),
  ]);
  const copied: string[] = [];
  const marked = <T extends { readonly id: string; readonly description: string }>(
    section: "divisions" | "roles" | "clients",
    all: Iterable<T>,
  ) => {
    const objects = [...all];
    const found = byMarker(`${stack.project}/${stack.stack}/${section}/`, objects, copied);
    return withAdopted(found, trusted?.[section] ?? [], objects);
  };
  const known: Known = {
    organization: organization.id,
    plans,
    roles: marked("roles", allRoles.values()),
    divisions: marked("divisions", allDivisions.values()),
  };
  const alive = [...allClients.values()].filter((one) => !isGoing(one, session.client.serverNow()));
  const owned = marked("clients", alive);
  const prefix = `${stack.project}/${stack.stack}`;
  const resources = [
    ...[...known.divisions].map(([key, { id, name, description }]) => {
      const outputs = { managedBy: `${prefix}/divisions/${key}`, divisionKey: key, name, description };
      return resource(RESOURCES.division.token, id, { organization: organization.id, ...outputs });
    }),
    ...[...known.roles].map(([key, { id, name }]) => {
      return resource(RESOURCES.role.token, id, roleOutputs(known, key, name, `${prefix}/roles/${key}`));
    }),
    ...[...owned].map(([name, client]) => {
      return resource(
        RESOURCES.client.token,
        client.id,
        clientOutputs(known, name, client, `${prefix}/clients/${name}`),
      );
    }),
    ...grantsOf(known),
  ];
  return { resources: new Map(resources.map((one) => [`${one.type} ${one.id}`, one])), unfinished: 0, copied };
}

interface Named {
  readonly id: string;
  readonly name: string;
  readonly description: string;
}

interface Known {
  readonly organization: string;
  readonly plans: readonly DesiredAccess[];
  /** By key, as the markers say. */
  readonly roles: ReadonlyMap<string, Named>;
  readonly divisions: ReadonlyMap<string, Named>;
}

function byMarker<T extends { readonly id: string; readonly description: string }>(
  prefix: string,
  all: Iterable<T>,
  copied: string[],
): Map<string, T> {
  const found = new Map<string, T>();
  for (const object of all) {
    const [, marker = ""] = /\[([^\s[\]]+)\]\s*$/.exec(object.description) ?? [];
    if (!marker.startsWith(prefix)) continue;
    const key = marker.slice(prefix.length);
    if (found.has(key)) copied.push(marker);
    else found.set(key, object);
  }
  return found;
}

/** A key that a marker has keeps the object of the marker. */
function withAdopted<T extends { readonly id: string }>(
  found: ReadonlyMap<string, T>,
  planned: readonly { readonly key: string; readonly adopted?: string }[],
  all: Iterable<T>,
): Map<string, T> {
  const adopted = new Map(
    planned.flatMap((one) => (one.adopted === undefined ? [] : [[one.adopted, one.key] as const])),
  );
  const objects = [...all].flatMap((object) => {
    const key = adopted.get(object.id);
    return key === undefined ? [] : [[key, object] as const];
  });
  return new Map([...objects, ...found]);
}

function resource(type: string, id: string, outputs: Readonly<Record<string, unknown>>): DeployedResource {
  return { type, id, inputs: outputs, outputs };
}

/** Lists that the org fills in; the wildcards of the spec let them be read as they were written. */
function roleOutputs({ organization, plans }: Known, roleKey: string, name: string, managedBy: string) {
  const planned = plans.flatMap(({ roles }) => roles).find(({ key }) => key === roleKey);
  const { permissions = [], conditional = [] } = planned ?? {};
  const texts = { name, description: "", access: planned?.access ?? "read-only" };
  return { organization, managedBy, roleKey, ...texts, permissions, conditional };
}

function clientOutputs(known: Known, name: string, client: WireClient, managedBy: string) {
  const planned = known.plans
    .flatMap(({ clients }) => clients)
    .filter((one) => generationName(one.key, one.generation) === name);
  const [, key = name, generation] = /^(.+)\/(\d+)$/.exec(name) ?? [];
  return {
    organization: known.organization,
    managedBy,
    clientKey: planned[0]?.key ?? key,
    ...(generation !== undefined && { generation: Number(generation) }),
    name: client.name,
    description: "",
    access: planned[0]?.access ?? "read-only",
    authorizedGrantType: client.authorizedGrantType,
    accessTokenValiditySeconds: client.accessTokenValiditySeconds ?? 0,
    scope: planned[0]?.scope ?? [],
    registeredRedirectUri: [],
    development: false,
    grants: clientGrants(
      known,
      planned.map(({ grants }) => grants),
    ),
    clientId: client.id,
  };
}

/** Under which keys roles and divisions of a client are known: those of its specs, and every role that the stack made. */
function clientGrants(known: Known, planned: readonly Readonly<Record<string, DesiredRoleDivisions>>[]) {
  const own = [...known.roles].map(([key, { id }]) => [key, { roleId: id, divisions: {} }] as const);
  const declared = planned.flatMap(Object.entries).flatMap(([key, grant]) => {
    const roleId = idOf(grant.role, known.roles);
    return roleId === undefined ? [] : [[key, { roleId, divisions: divisionIds(known, grant) }] as const];
  });
  // The first plan is the likeliest: it is written last.
  return Object.fromEntries([...own, ...declared.toReversed()]);
}

/** A role that the stack has not made yet is granted to nobody. A division of any of the specs may be the stack's: whichever was deployed last. */
function grantsOf(known: Known): DeployedResource[] {
  const grants = new Map<string, DesiredGrant>();
  for (const grant of known.plans.toReversed().flatMap((plan) => plan.grants)) {
    const divisions = { ...grants.get(grant.key)?.divisions, ...grant.divisions };
    grants.set(grant.key, { ...grant, divisions });
  }
  return [...grants.values()].flatMap((grant) => {
    const roleId = idOf(grant.role, known.roles);
    if (roleId === undefined) return [];
    const { subjectType, subjectId, subjectKey, roleKey, existingRole, rolePermits, exclusive, order } = grant;
    const existing = existingRole === undefined ? {} : { existingRole, ...(rolePermits && { rolePermits }) };
    const kept = { ...(exclusive && { exclusive }), ...(order && { order }) };
    const outputs = { subjectType, subjectId, subjectKey, roleKey, roleId, ...existing, ...kept };
    const id = `${subjectType}:${subjectId}:${roleId}`;
    const divisions = divisionIds(known, grant);
    return [resource(RESOURCES.grant.token, id, { organization: known.organization, ...outputs, divisions })];
  });
}

function divisionIds({ divisions }: Known, grant: DesiredRoleDivisions): Record<string, string> {
  const ids = Object.entries(grant.divisions).map(([key, ref]) => [key, idOf(ref, divisions)] as const);
  return Object.fromEntries(ids.flatMap(([key, id]) => (id === undefined ? [] : [[key, id]])));
}

function idOf(ref: Ref, made: ReadonlyMap<string, Named>): string | undefined {
  return "id" in ref ? ref.id : made.get(ref.managed)?.id;
}
