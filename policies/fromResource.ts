/** Facts of a resource's inputs, as the engine shows them to the policy pack. Anything that is not known yet becomes UNKNOWN. */

import type { Expectation } from "../access/plan/desired.ts";
import { RESOURCE_TYPES as STACK_TYPES } from "../access/resources/resourceTypes.ts";
import { dayOf, parseDay } from "../access/values/day.ts";
import { withoutGeneration } from "../access/values/generation.ts";
import { expandCompact } from "../access/values/permission.ts";
import type { SubjectType } from "../access/values/subject.ts";
import {
  type ClientFacts,
  type Facts,
  type GrantFacts,
  type MaybeUnknown,
  type RoleFacts,
  type StackFacts,
  UNKNOWN,
} from "./facts.ts";
import { isSameButGeneration, mergeGenerations } from "./generations.ts";
import { type Inputs, mapOf, optional, plainInputs, required } from "./knownInputs.ts";
import { makeStackFacts } from "./stackFacts.ts";
import { subjectKey } from "./subjectKey.ts";

const { role, client, grant } = STACK_TYPES;
/** Type tokens of the resources that rules look at. */
export const RESOURCE_TYPES = { role, client, grant } as const;

/** A resource with its inputs, or with its outputs, which contain them. */
export interface SeenResource {
  readonly type: string;
  readonly props: Inputs;
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
  of(type: string, inputs: Inputs): MaybeUnknown<Facts> | undefined {
    if (type === RESOURCE_TYPES.role) return this.#role(plainInputs(inputs));
    if (type === RESOURCE_TYPES.client) return this.#client(plainInputs(inputs));
    if (type === RESOURCE_TYPES.grant) return this.#grant(plainInputs(inputs));
    return undefined;
  }

  /** The same; undefined also for a generation of a client when another one was shown with the same facts: a finding is told once. */
  ofUnjudged(type: string, inputs: Inputs): MaybeUnknown<Facts> | undefined {
    const facts = this.of(type, inputs);
    if (type !== RESOURCE_TYPES.client || facts === undefined) return facts;
    const client = facts as ClientFacts;
    const other = this.#judged.get(client.key);
    if (other && isSameButGeneration(other, client)) return undefined;
    this.#judged.set(client.key, client);
    return facts;
  }

  #role(inputs: Inputs): MaybeUnknown<RoleFacts> {
    const facts = {
      kind: "role",
      key: inputs["roleKey"] as string,
      name: required(inputs, "name"),
      description: required(inputs, "description"),
      access: required(inputs, "access"),
      permissions: permissionsOf(inputs),
      conditional: conditionalOf(inputs),
      beyondCatalogue: inputs["beyondCatalogue"] ?? [],
    } as MaybeUnknown<RoleFacts>;
    this.#roles.set(inputs["roleKey"] as string, facts);
    return facts;
  }

  #client(inputs: Inputs): MaybeUnknown<ClientFacts> {
    const grants = mapOf(inputs["grants"]);
    const generation = (inputs["generation"] ?? 1) as number;
    const name = required(inputs, "name");
    return {
      kind: "client",
      key: inputs["clientKey"],
      name: typeof name === "string" ? withoutGeneration(name, generation) : name,
      ...optional(inputs, "owner"),
      ...optional(inputs, "purpose"),
      ...(inputs["description"] !== "" && optional(inputs, "description")),
      access: required(inputs, "access"),
      grantType: required(inputs, "authorizedGrantType"),
      scopes: required(inputs, "scope"),
      redirectUris: required(inputs, "registeredRedirectUri"),
      tokenLifetime: required(inputs, "accessTokenValiditySeconds"),
      development: required(inputs, "development"),
      dataProtection: dataProtectionOf(inputs["dataProtection"]),
      secrets: [{ generation, ...ageOf(inputs["dateCreated"], this.#today) }],
      grants:
        grants === UNKNOWN ? UNKNOWN : Object.entries(grants).map(([roleKey, grant]) => this.#heldRole(roleKey, grant)),
    } as MaybeUnknown<ClientFacts>;
  }

  #grant(inputs: Inputs): MaybeUnknown<GrantFacts> {
    const key = subjectKey(inputs["subjectType"] as SubjectType, String(inputs["subjectKey"]));
    return {
      kind: "grant",
      key,
      grants: [this.#heldRole(inputs["roleKey"] as string, inputs)],
    } as unknown as MaybeUnknown<GrantFacts>;
  }

  /** A role of the stack with its permissions, or the name of one that the stack only refers to; a role that is neither was not shown. */
  #heldRole(roleKey: string, grant: unknown): unknown {
    const inputs = mapOf(grant);
    if (inputs === UNKNOWN) return UNKNOWN;
    const divisions = mapOf(inputs["divisions"]);
    const refers = inputs["existingRole"] !== undefined;
    return {
      roleKey,
      ...(!refers && { role: this.#seenRole(roleKey) }),
      divisions: divisions === UNKNOWN ? UNKNOWN : Object.keys(divisions),
      allDivisions: divisions === UNKNOWN ? UNKNOWN : "*" in divisions,
      home: inputs["home"] ?? false,
      ...optional(inputs, "justification"),
      ...optional(inputs, "existingRole"),
    };
  }

  #seenRole(roleKey: string): unknown {
    const seen = this.#roles.get(roleKey) as RoleFacts | undefined;
    return seen ? { name: seen.name, access: seen.access, permissions: seen.permissions } : UNKNOWN;
  }
}

/** A stack as the pack knows it: by its resources, and by what only its spec says. */
export interface SeenStack {
  readonly name: string;
  /** Undefined where no spec is at hand. */
  readonly expectations: readonly Expectation[] | undefined;
  /** The day in UTC, `YYYY-MM-DD`; without it no secret has an age. */
  readonly today?: string;
}

/**
 * The facts of every resource of a stack, and of the stack itself as the last one; undefined where no resource is ours. Resources carry no
 * expectations. Without a spec nobody knows what is expected, and the rules about it refuse.
 */
export function factsFromStack(
  resources: readonly SeenResource[],
  { name, expectations, today }: SeenStack,
): MaybeUnknown<Facts>[] | undefined {
  const collected = new ResourceFacts(today);
  const ours = Object.values(RESOURCE_TYPES).flatMap((type) => resources.filter((resource) => resource.type === type));
  const [first] = ours;
  if (!first) return undefined;
  // In the order of RESOURCE_TYPES, so that roles are seen before what holds them.
  const seen = ours.flatMap(({ type, props }) => collected.of(type, props) ?? []);
  const of = <K extends Facts["kind"]>(kind: K) => seen.filter((one) => (one as Facts).kind === kind) as never[];
  const stackFacts = makeStackFacts({
    key: name,
    organization: required(plainInputs(first.props), "organization") as string,
    roles: of("role"),
    clients: mergeGenerations(of("client")),
    grants: of("grant"),
    existingClients: ours.flatMap(existingClient),
    expectations: (expectations ?? UNKNOWN) as readonly Expectation[],
  });
  return [...stackFacts.roles, ...stackFacts.clients, ...stackFacts.grants, stackFacts] as MaybeUnknown<Facts>[];
}

/** Nothing for a client that does not exist yet, and in the state of a release that did not keep the date. */
function ageOf(dateCreated: unknown, today: string | undefined): { readonly ageDays?: number } {
  if (typeof dateCreated !== "string" || today === undefined) return {};
  const days = (parseDay(today) ?? Number.NaN) - dayOf(new Date(dateCreated));
  return Number.isNaN(days) ? {} : { ageDays: days };
}

function existingClient({ props }: SeenResource): StackFacts["existingClients"] {
  const inputs = plainInputs(props);
  if (inputs["subjectType"] !== ("PC_OAUTH_CLIENT" satisfies SubjectType)) return [];
  return [{ key: inputs["subjectKey"] as string, id: required(inputs, "subjectId") as string }];
}

function permissionsOf(inputs: Inputs): unknown {
  const [permissions, conditional] = [inputs["permissions"], conditionalOf(inputs)];
  if (!Array.isArray(permissions) || !Array.isArray(conditional)) return UNKNOWN;
  return [...permissions.flatMap(singlesOf), ...conditional];
}

function conditionalOf(inputs: Inputs): unknown {
  const conditional = inputs["conditional"];
  if (!Array.isArray(conditional)) return UNKNOWN;
  return conditional.flatMap((line) => (line === UNKNOWN ? [UNKNOWN] : singlesOf(line.permission)));
}

function singlesOf(line: unknown): unknown[] {
  return typeof line === "string" ? expandCompact(line) : [line];
}

function dataProtectionOf(value: unknown): unknown {
  return value === UNKNOWN ? UNKNOWN : { nativeMasking: false, ...(value as object | undefined) };
}
