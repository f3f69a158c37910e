/** Facts of a resource's inputs, as the engine shows them to the policy pack. Anything that is not known yet becomes UNKNOWN. */

import type { DesiredDelivery } from "../access/plan/deliveries.ts";
import type { Expectation } from "../access/plan/desired.ts";
import type { UnusedPermission } from "../access/plan/unusedPermissions.ts";
import type { UserCalls } from "../access/plan/userCalls.ts";
import { CLIENT } from "../access/resources/client.ts";
import { type DivisionAnswers, divisionAnswersOf } from "../access/resources/divisionAnswers.ts";
import { GRANT } from "../access/resources/grant.ts";
import * as read from "../access/resources/read.ts";
import type { Raw } from "../access/resources/resourceType.ts";
import { ROLE } from "../access/resources/role.ts";
import type { DesiredRoleDivisions } from "../access/resources/roleDivisions.ts";
import { permittedSingles, type RolePermits } from "../access/resources/rolePermits.ts";
import { NOT_KNOWN } from "../access/resources/texts.ts";
import {
  containsUnknown,
  known,
  type MaybeUnknown,
  type PartlyKnown,
  UNKNOWN,
  type Unknown,
} from "../access/resources/unknown.ts";
import { dayOf, parseDay } from "../access/values/day.ts";
import { withoutGeneration } from "../access/values/generation.ts";
import { expandCompact } from "../access/values/permission.ts";
import type { ClientFacts, Facts, GrantFacts, RoleFacts, RoleGrantFacts, StackFacts } from "./facts.ts";
import { isSameButGeneration, mergeGenerations } from "./generations.ts";
import { plainInputs } from "./knownInputs.ts";
import { makeStackFacts } from "./stackFacts.ts";
import { subjectKey } from "./subjectKey.ts";

/** A resource with its inputs; with its outputs beside them once it is made. */
export interface SeenResource {
  readonly type: string;
  readonly props: Raw;
}

/**
 * Collects facts resource by resource. Roles are remembered, because a client's resource names its roles and does not repeat their permissions;
 * the engine shows a role before the clients that depend on it. A role that was never shown is unknown, and rules refuse unknowns.
 */
export class ResourceFacts {
  readonly #roles = new Map<string, MaybeUnknown<RoleFacts>>();
  readonly #judged = new Map<string, MaybeUnknown<ClientFacts>>();
  readonly #today: string | undefined;

  /** @param today the day in UTC, `YYYY-MM-DD`; without it no secret has an age */
  constructor(today?: string) {
    this.#today = today;
  }

  /** The facts of one resource; undefined for types that rules do not look at. */
  of(type: string, inputs: Raw): MaybeUnknown<Facts> | undefined {
    if (type === ROLE.token) return this.#role(plainInputs(inputs));
    if (type === CLIENT.token) return this.#client(plainInputs(inputs));
    if (type === GRANT.token) return this.#grant(plainInputs(inputs));
    return undefined;
  }

  /** The same; undefined also for a generation of a client when another one was shown with the same facts: a finding is told once. */
  ofUnjudged(type: string, inputs: Raw): MaybeUnknown<Facts> | undefined {
    const facts = this.of(type, inputs);
    if (type !== CLIENT.token || facts === undefined) return facts;
    const client = facts as ClientFacts;
    const other = this.#judged.get(client.key);
    if (other && isSameButGeneration(other, client)) return undefined;
    this.#judged.set(client.key, client);
    return facts;
  }

  #role(inputs: Raw): MaybeUnknown<RoleFacts> {
    const { name, description, access, permissions, conditional, beyondCatalogue, ...role } = ROLE.toDesired(inputs);
    const key = known(role.key, NOT_KNOWN);
    const underCondition = singlesOf(conditional, (line) => (line === UNKNOWN ? line : line.permission));
    const unconditional = singlesOf(permissions, (line) => line);
    const isKnown = unconditional !== UNKNOWN && underCondition !== UNKNOWN;
    const facts: MaybeUnknown<RoleFacts> = {
      kind: "role",
      key,
      name,
      description,
      access,
      permissions: isKnown ? [...unconditional, ...underCondition] : UNKNOWN,
      conditional: underCondition,
      conditions: conditional,
      beyondCatalogue,
      ...divisionAnswersOf(role),
    };
    this.#roles.set(key, facts);
    return facts;
  }

  #client(inputs: Raw): MaybeUnknown<ClientFacts> {
    const { name, description, owner, purpose, dataProtection, grants, ...client } = CLIENT.toDesired(inputs);
    const generation = known(client.generation, 1);
    const { dateCreated, development } = inputs;
    return {
      kind: "client",
      key: known(client.key, NOT_KNOWN),
      name: typeof name === "string" ? withoutGeneration(name, generation) : name,
      ...(owner !== undefined && { owner }),
      ...(purpose !== undefined && { purpose }),
      ...(description !== "" && { description }),
      access: client.access,
      grantType: client.authorizedGrantType,
      scopes: client.scope,
      redirectUris: client.registeredRedirectUri,
      tokenLifetime: client.accessTokenValiditySeconds,
      development: read.flag(development),
      dataProtection: dataProtection === UNKNOWN ? UNKNOWN : { nativeMasking: false, ...dataProtection },
      secrets: [{ generation, ...ageOf(dateCreated, this.#today) }],
      grants: grants === UNKNOWN ? UNKNOWN : Object.entries(grants).map(([key, grant]) => this.#heldRole(key, grant)),
    };
  }

  #grant(inputs: Raw): MaybeUnknown<GrantFacts> {
    const { subjectType, subjectKey: key, roleKey, existingRole, rolePermits, ...grant } = GRANT.toDesired(inputs);
    const held = this.#heldRole(roleKey, grant, existingRole);
    return {
      kind: "grant",
      key: subjectKey(known(subjectType, "PC_USER"), known(key, NOT_KNOWN)),
      grants: [held === UNKNOWN ? UNKNOWN : { ...held, ...permitFacts(rolePermits), ...divisionAnswersOf(grant) }],
    };
  }

  /** A role of the stack with its permissions, or the name of one that the stack only refers to; a role that is neither was not shown. */
  #heldRole(
    roleKey: MaybeUnknown<string>,
    grant: MaybeUnknown<Omit<DesiredRoleDivisions, "path">>,
    existingRole?: MaybeUnknown<string>,
  ): MaybeUnknown<RoleGrantFacts> {
    if (grant === UNKNOWN) return UNKNOWN;
    const { divisions, home, justification } = grant;
    return {
      roleKey,
      ...(existingRole === undefined && this.#seenRole(roleKey)),
      divisions: divisions === UNKNOWN ? UNKNOWN : Object.keys(divisions),
      allDivisions: divisions === UNKNOWN ? UNKNOWN : "*" in divisions,
      home: home ?? false,
      ...(justification !== undefined && { justification }),
      ...(existingRole !== undefined && { existingRole }),
    };
  }

  #seenRole(roleKey: MaybeUnknown<string>): PartlyKnown<Pick<RoleGrantFacts, "role" | keyof DivisionAnswers>> {
    const seen = this.#roles.get(roleKey as string) as RoleFacts | undefined;
    if (!seen) return { role: UNKNOWN };
    const { name, access, permissions } = seen;
    return { role: { name, access, permissions }, ...divisionAnswersOf(seen) };
  }
}

/** What the org told of a role that the stack only refers to: all of it, or nothing that is known. */
function permitFacts(
  permits: MaybeUnknown<RolePermits> | undefined,
): PartlyKnown<Pick<RoleGrantFacts, "existingName" | "existingPermissions" | "existingGeneral">> {
  if (permits === undefined) return {};
  if (containsUnknown(permits)) return { existingName: UNKNOWN, existingPermissions: UNKNOWN };
  const { general, ...known } = permits as RolePermits;
  return {
    existingName: known.name,
    existingPermissions: permittedSingles(known),
    ...(general && { existingGeneral: general }),
  };
}

/** A stack as the pack knows it: by its resources, and by what only its spec says. */
export interface SeenStack {
  readonly name: string;
  /** Undefined where no spec is at hand. */
  readonly expectations: readonly Expectation[] | undefined;
  /** Absent likewise. */
  readonly deliveries?: readonly DesiredDelivery[] | undefined;
  /** Absent likewise. */
  readonly userCalls?: readonly UserCalls[] | undefined;
  /** Absent likewise. */
  readonly unusedPermissions?: readonly UnusedPermission[] | undefined;
  /** The day in UTC, `YYYY-MM-DD`; without it no secret has an age. */
  readonly today?: string;
}

/**
 * The facts of every resource of a stack, and of the stack itself as the last one; undefined where no resource is ours. Resources carry no
 * expectations. Without a spec nobody knows what is expected, and the rules about it refuse.
 */
export function factsFromStack(
  resources: readonly SeenResource[],
  { name, expectations, deliveries, userCalls, unusedPermissions, today }: SeenStack,
): MaybeUnknown<Facts>[] | undefined {
  const collected = new ResourceFacts(today);
  // Roles first, so that they are seen before what holds them.
  const ours = [ROLE, CLIENT, GRANT].flatMap(({ token }) => resources.filter(({ type }) => type === token));
  const [first] = ours;
  if (!first) return undefined;
  const seen = ours.flatMap(({ type, props }) => collected.of(type, props) ?? []);
  const of = <K extends Facts["kind"]>(kind: K) => seen.filter((one) => (one as Facts).kind === kind) as never[];
  const stackFacts = makeStackFacts({
    key: name,
    organization: read.text(plainInputs(first.props)["organization"]) as string,
    roles: of("role"),
    clients: mergeGenerations(of("client")),
    grants: of("grant"),
    existingClients: ours.flatMap(existingClient),
    expectations: (expectations ?? UNKNOWN) as readonly Expectation[],
    deliveries: (deliveries ?? UNKNOWN) as readonly DesiredDelivery[],
    userCalls: (userCalls ?? UNKNOWN) as readonly UserCalls[],
    unusedPermissions: (unusedPermissions ?? UNKNOWN) as readonly UnusedPermission[],
  });
  return [...stackFacts.roles, ...stackFacts.clients, ...stackFacts.grants, stackFacts] as MaybeUnknown<Facts>[];
}

/** Nothing for a client that does not exist yet, and in the state of a release that did not keep the date. */
function ageOf(dateCreated: unknown, today: string | undefined): { readonly ageDays?: number } {
  if (typeof dateCreated !== "string" || today === undefined) return {};
  const days = (parseDay(today) ?? Number.NaN) - dayOf(new Date(dateCreated));
  return Number.isNaN(days) ? {} : { ageDays: days };
}

function existingClient({ type, props }: SeenResource): StackFacts["existingClients"] {
  if (type !== GRANT.token) return [];
  const { subjectType, subjectKey: key, subjectId: id } = GRANT.toDesired(plainInputs(props));
  return subjectType === "PC_OAUTH_CLIENT" ? [{ key: key as string, id: id as string }] : [];
}

/** Single permissions of compact lines. */
function singlesOf<Line>(
  lines: MaybeUnknown<readonly Line[]>,
  permissionOf: (line: MaybeUnknown<Line>) => MaybeUnknown<string>,
): MaybeUnknown<string>[] | Unknown {
  if (lines === UNKNOWN) return UNKNOWN;
  return lines
    .map(permissionOf)
    .flatMap((line): MaybeUnknown<string>[] => (line === UNKNOWN ? [line] : expandCompact(line)));
}
