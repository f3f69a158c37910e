/**
 * The resources of an adopted spec as Pulumi's import file has them: inputs and outputs, as the org has them in the providers' own form, so that nothing has
 * to be read and the next preview compares the spec with the org.
 */
import type { DesiredAccess } from "../../access/plan/desired.ts";
import { CLIENT, type ClientGrants, type OAuthClientInputs } from "../../access/resources/client.ts";
import { DIVISION, type DivisionInputs } from "../../access/resources/division.ts";
import { GRANT, type RoleGrantInputs } from "../../access/resources/grant.ts";
import { readMarker } from "../../access/resources/marker.ts";
import type { Raw, Registration } from "../../access/resources/resourceType.ts";
import { ROLE, type RoleInputs } from "../../access/resources/role.ts";
import { NOT_IN_STACK } from "../../access/resources/texts.ts";
import { UNKNOWN_VALUE } from "../../access/resources/unknown.ts";
import type { Snapshot, SnapshotClient, SnapshotRole } from "../../access/snapshot/model.ts";
import { compareText } from "../../access/values/text.ts";
import { wireClient, wireRole } from "../../providers/genesys/wire.ts";
import { HANDLER_TEXTS } from "../../providers/handlerTexts.ts";
import { fromWire as clientFromWire } from "../../providers/oauthClient/oauthClient.wire.ts";
import { fromWire as roleFromWire } from "../../providers/role/role.wire.ts";

/** One entry of the file; the order of its keys is that of the file. */
export interface ImportResource {
  readonly type: string;
  readonly name: string;
  readonly id: string;
  readonly inputs: Raw;
  readonly outputs: Raw;
}

/** The spec says something else than the org: the next update would change it. */
export interface Difference {
  readonly type: string;
  readonly name: string;
  readonly property: string;
}

export interface ImportInput {
  readonly desired: DesiredAccess;
  readonly snapshot: Snapshot;
  readonly project: string;
  readonly stack: string;
  /** Ids of clients, users and groups whose grants are taken over. */
  readonly subjects: ReadonlySet<string>;
}

export interface Imports {
  readonly resources: readonly ImportResource[];
  readonly differences: readonly Difference[];
}

/** In the order in which they depend on each other, each kind sorted by name. */
export function importResources(input: ImportInput): Imports {
  const { desired, snapshot, subjects } = input;
  const stack = registrationOf(input);
  const pairs = Map.groupBy(snapshot.grants, ({ subject }) => subject);
  const found = [
    ...desired.divisions.flatMap((division) => {
      const held = snapshot.divisions.find(({ id }) => id === division.adopted);
      if (!held) return [];
      const inputs = DIVISION.canonical(DIVISION.fromDesired(division, stack)) as DivisionInputs;
      const inOrg = { ...inputs, name: held.name, description: held.description };
      return [pair(DIVISION, DIVISION.name(division), held.id, inputs, inOrg)];
    }),
    ...desired.roles.flatMap((role) => {
      const held = snapshot.roles.find(({ id }) => id === role.adopted);
      if (!held) return [];
      const inputs = ROLE.canonical(ROLE.fromDesired(role, stack)) as RoleInputs;
      return [pair(ROLE, ROLE.name(role), held.id, inputs, roleFromWire(wireRoleOf(held), inputs))];
    }),
    ...desired.clients.flatMap((client) => {
      const held = snapshot.clients.find(({ id }) => id === client.adopted);
      if (!held) return [];
      const inputs = CLIENT.canonical(CLIENT.fromDesired(client, stack)) as OAuthClientInputs;
      const grants = grantsInOrg(inputs.grants, pairs.get(held.id) ?? [], snapshot);
      const inOrg = clientFromWire(wireClientOf(held), inputs, grants);
      const outputs = { clientId: held.id, clientSecret: null, dateCreated: held.dateCreated };
      return [pair(CLIENT, CLIENT.name(client), held.id, inputs, inOrg, outputs)];
    }),
    ...desired.grants.flatMap((grant) => {
      if (!subjects.has(grant.subjectId)) return [];
      const inputs = GRANT.canonical(GRANT.fromDesired(grant, stack)) as RoleGrantInputs;
      const held = (pairs.get(grant.subjectId) ?? []).filter(({ role }) => role === inputs.roleId);
      const ids = new Set(held.map(({ division }) => division));
      const divisions = Object.fromEntries(Object.entries(inputs.divisions).filter(([, id]) => ids.has(id)));
      if (Object.keys(divisions).length === 0) return [];
      const id = `${inputs.subjectType}:${inputs.subjectId}:${inputs.roleId}`;
      return [pair(GRANT, GRANT.name(grant), id, inputs, { ...inputs, divisions })];
    }),
  ];
  return {
    resources: found.map(({ resource }) => resource),
    differences: found.flatMap(({ differences }) => differences),
  };
}

/** The text of the file. */
export function importFileText(resources: readonly ImportResource[]): string {
  return `${JSON.stringify({ resources }, null, 2)}\n`;
}

function registrationOf({ desired, snapshot, project, stack }: ImportInput): Registration<string> {
  const managedBy: Registration<string>["managedBy"] = (section, name) => `${project}/${stack}/${section}/${name}`;
  return {
    organization: desired.organization.id,
    development: desired.development,
    managedBy,
    idOf: (section, key) => {
      const planned = [...desired[section]].find((one) => one.key === key);
      if (planned?.adopted !== undefined) return planned.adopted;
      // What the stack made itself bears its marker.
      const own = snapshot[section].find(
        ({ description }) => readMarker(description)?.text === managedBy(section, key),
      );
      return own?.id ?? UNKNOWN_VALUE;
    },
  };
}

type Kind = typeof DIVISION | typeof ROLE | typeof CLIENT | typeof GRANT;

function pair(
  { token, handler, canonical }: Kind,
  name: string,
  id: string,
  wanted: object,
  inOrg: object,
  outputs: object = {},
): { readonly resource: ImportResource; readonly differences: readonly Difference[] } {
  const held = { ...canonical(inOrg as Raw), ...driftOf(inOrg as Raw) };
  const inputs = { ...held, __provider: HANDLER_TEXTS[handler] };
  const asked = wanted as Raw;
  const properties = [...new Set([...Object.keys(asked), ...Object.keys(held)])].filter(
    (property) => JSON.stringify(asked[property]) !== JSON.stringify(held[property]),
  );
  return {
    resource: { type: token, name, id, inputs, outputs: { ...inputs, ...outputs } },
    differences: properties.map((property) => ({ type: token, name, property })),
  };
}

/** What no spec can ask for and only a reading finds. */
function driftOf({ generalPermissions, state }: Raw): Raw {
  return { ...(generalPermissions !== undefined && { generalPermissions }), ...(state !== undefined && { state }) };
}

function wireRoleOf({ id, name, description, general, policies, ...role }: SnapshotRole) {
  return wireRole.parse({
    id,
    name,
    description,
    default: role.default,
    permissions: general,
    permissionPolicies: (policies ?? []).map(({ domain, entity, actions, condition }) => ({
      domain,
      entityName: entity,
      actionSet: actions,
      resourceConditionNode: condition,
    })),
  });
}

function wireClientOf({ grantType, tokenLifetime, redirectUris, scopes, ...client }: SnapshotClient) {
  return wireClient.parse({
    ...client,
    authorizedGrantType: grantType,
    accessTokenValiditySeconds: tokenLifetime,
    registeredRedirectUri: redirectUris,
    scope: scopes,
  });
}

/** A role or division that the spec does not give the client has the name that a refresh shows. */
function grantsInOrg(
  known: ClientGrants,
  held: readonly { readonly role: string; readonly division: string }[],
  { roles }: Snapshot,
): ClientGrants {
  const grants = [...Map.groupBy(held, ({ role }) => role)].map(([roleId, all]): [string, ClientGrants[string]] => {
    const [key, grant] = Object.entries(known).find(([, one]) => one.roleId === roleId) ?? [];
    const keys = new Map(Object.entries(grant?.divisions ?? {}).map(([name, id]) => [id, name]));
    const divisions = all.map(({ division }) => [keys.get(division) ?? division, division] as const);
    const name = `${roles.find(({ id }) => id === roleId)?.name ?? roleId}${NOT_IN_STACK}`;
    return [
      key ?? name,
      { ...grant, roleId, divisions: Object.fromEntries(divisions.sort(([a], [b]) => compareText(a, b))) },
    ];
  });
  return Object.fromEntries(grants);
}
