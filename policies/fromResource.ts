/** Facts of a resource's inputs, as the engine shows them to the policy pack. Anything that is not known yet becomes UNKNOWN. */
import { UnknownValueError } from "@pulumi/policy";
import { expandCompact } from "../access/permission.ts";
import { type ClientFacts, type Facts, type GrantFacts, type MaybeUnknown, type RoleFacts, UNKNOWN } from "./facts.ts";

/** Type tokens as stored in state; the same as providers/ registers (policies/ must not import providers/: a test compares them). */
export const RESOURCE_TYPES = {
  role: "pulumi-nodejs:dynamic/genesyscloud:Role",
  client: "pulumi-nodejs:dynamic/genesyscloud:OAuthClient",
  grant: "pulumi-nodejs:dynamic/genesyscloud:RoleGrant",
} as const;

type Inputs = Readonly<Record<string, unknown>>;

/**
 * Collects facts resource by resource. Roles are remembered, because a client's resource names its roles and does not repeat their permissions;
 * the engine shows a role before the clients that depend on it. A role that was never shown is unknown, and rules refuse unknowns.
 */
export class ResourceFacts {
  readonly #roles = new Map<string, MaybeUnknown<RoleFacts>>();

  /** The facts of one resource; undefined for types that rules do not look at. */
  of(type: string, inputs: Inputs): MaybeUnknown<Facts> | undefined {
    const plain = withUnknowns(inputs) as Inputs;
    if (type === RESOURCE_TYPES.role) return this.#role(plain);
    if (type === RESOURCE_TYPES.client) return this.#client(plain);
    if (type === RESOURCE_TYPES.grant) return this.#grant(plain);
    return undefined;
  }

  #role(inputs: Inputs): MaybeUnknown<RoleFacts> {
    const lines = anyUnknown(inputs["permissions"], inputs["conditional"])
      ? UNKNOWN
      : [
          ...(inputs["permissions"] as string[]),
          ...(inputs["conditional"] as { permission: string }[]).map(({ permission }) => permission),
        ];
    const facts = {
      kind: "role",
      key: inputs["roleKey"] as string,
      name: inputs["name"],
      description: inputs["description"],
      access: inputs["access"],
      permissions: lines === UNKNOWN ? UNKNOWN : lines.flatMap((line) => (isText(line) ? expandCompact(line) : [line])),
      beyondCatalogue: [],
    } as MaybeUnknown<RoleFacts>;
    this.#roles.set(inputs["roleKey"] as string, facts);
    return facts;
  }

  #client(inputs: Inputs): MaybeUnknown<ClientFacts> {
    return {
      kind: "client",
      key: inputs["clientKey"],
      name: inputs["name"],
      access: inputs["access"],
      grantType: inputs["authorizedGrantType"],
      scopes: inputs["scope"],
      redirectUris: inputs["registeredRedirectUri"],
      tokenLifetime: inputs["accessTokenValiditySeconds"],
      development: inputs["development"],
      dataProtection: { nativeMasking: false },
      grants: inputs["grants"] === UNKNOWN ? UNKNOWN : this.#grants(inputs["grants"] as Record<string, Inputs>),
    } as MaybeUnknown<ClientFacts>;
  }

  #grant(inputs: Inputs): MaybeUnknown<GrantFacts> {
    const sections: Record<string, string> = { PC_USER: "users", PC_GROUP: "groups", PC_OAUTH_CLIENT: "clients" };
    const roleKey = inputs["roleKey"] as string;
    return {
      kind: "grant",
      key: `${sections[inputs["subjectType"] as string]}/${String(inputs["subjectKey"])}`,
      grants: [this.#roleGrant(roleKey, inputs, "optional")],
    } as MaybeUnknown<GrantFacts>;
  }

  #grants(grants: Record<string, Inputs>): unknown[] {
    return Object.entries(grants).map(([roleKey, grant]) =>
      (grant as unknown) === UNKNOWN ? UNKNOWN : this.#roleGrant(roleKey, grant, "required"),
    );
  }

  #roleGrant(roleKey: string, { divisions, justification }: Inputs, role: "required" | "optional"): unknown {
    const seen = this.#roles.get(roleKey) as RoleFacts | undefined;
    const known = seen && { name: seen.name, access: seen.access, permissions: seen.permissions };
    const facts = known ?? (role === "required" ? UNKNOWN : undefined);
    return {
      roleKey,
      ...(facts !== undefined && { role: facts }),
      divisions: divisions === UNKNOWN ? UNKNOWN : Object.keys(divisions as Inputs),
      allDivisions: divisions === UNKNOWN ? UNKNOWN : "*" in (divisions as Inputs),
      home: false,
      ...(justification !== undefined && { justification }),
    };
  }
}

/** A plain copy of what the engine sent; the SDK's proxy throws on reading an unknown, and that becomes UNKNOWN. */
function withUnknowns(value: unknown): unknown {
  if (Array.isArray(value)) return Array.from({ length: value.length }, (_, index) => read(value, index));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.keys(value).map((key) => [key, read(value as Inputs, key)]));
}

function read(container: object, key: string | number): unknown {
  try {
    return withUnknowns((container as Record<string | number, unknown>)[key]);
  } catch (error) {
    if (error instanceof UnknownValueError) return UNKNOWN;
    throw error;
  }
}

function anyUnknown(...values: unknown[]): boolean {
  return values.some((value) => value === UNKNOWN);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}
