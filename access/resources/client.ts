/** An OAuth client that a stack creates, with the grants that it is born with. */
import { z } from "zod";
import { type AccessLevel, USUAL_ACCESS } from "../values/accessLevel.ts";
import { generationName } from "../values/generation.ts";
import type { GrantType } from "../values/grantType.ts";
import type { YamlPath } from "../values/yamlPath.ts";
import {
  canonicalDataProtection,
  canonicalDescription,
  canonicalSet,
  defined,
  isRecord,
  mapSorted,
} from "./canonical.ts";
import { none, toldByOrg, usual } from "./kept.ts";
import * as read from "./read.ts";
import type { Raw, Registration, ResourceType } from "./resourceType.ts";
import {
  canonicalRoleDivisions,
  type DesiredRoleDivisions,
  roleDivisionsFromDesired,
  roleDivisionsShape,
  roleDivisionsToDesired,
  roleRef,
} from "./roleDivisions.ts";
import { type MaybeUnknown, type PartlyKnown, UNKNOWN } from "./unknown.ts";

/** Statements of a client's owner about personal data; a key without a statement is absent. */
export interface DataProtection {
  /** The legal basis for processing the data, in the words of the record of processing activities. */
  readonly legalBasis?: string;
  /** Genesys Cloud itself masks recordings and transcripts before the client reads them. */
  readonly nativeMasking?: true;
}

/** One generation of a client; those of one key are one subject. */
/** Seconds; the vendor's own default of 24 hours, in a spec and in a program of one's own. */
export const DEFAULT_TOKEN_LIFETIME = 86_400;

export interface DesiredClient {
  readonly key: string;
  readonly path: YamlPath;
  /** Id of the object of the org that the stack took over, as the spec says it (providers/adopted.ts). */
  readonly adopted?: string;
  /** From 1. */
  readonly generation: number;
  /** False for an older generation that is kept until every consumer has changed over. */
  readonly current: boolean;
  /** In Genesys Cloud, with the number of the generation from the second on. */
  readonly name: string;
  /** Text for the console: description, purpose and owner as one string. */
  readonly description: string;
  readonly owner?: string;
  readonly purpose?: string;
  readonly dataProtection?: DataProtection;
  readonly access: AccessLevel;
  readonly authorizedGrantType: GrantType;
  /** Seconds, 300 to 172800, with the scope scim to 38880000. */
  readonly accessTokenValiditySeconds: number;
  readonly scope: readonly string[];
  readonly registeredRedirectUri: readonly string[];
  /** By role key. Empty for user-context grant types: those act with the user's own roles. */
  readonly grants: Readonly<Record<string, DesiredRoleDivisions>>;
  /** The receiver of the current generation's secret. */
  readonly deliver?: Delivery;
}

export interface Delivery {
  /** Shell command that gets the secret on standard input. */
  readonly command: string;
  /** Variables of the deploying environment that the command gets beside its own, sorted; absent when there are none. */
  readonly env?: readonly string[];
}

const inputs = z.object({
  organization: z.string(),
  managedBy: z.string(),
  /** Id of an object that the stack took over and does not mark; absent for what it makes, and in states of older releases. */
  adopted: z.string().optional(),
  clientKey: z.string(),
  /** Absent for the first, and in states of older releases. */
  generation: z.number().optional(),
  name: z.string(),
  description: z.string(),
  // Told by the spec for policies and reports, never sent to Genesys Cloud; absent where the spec says nothing, as in states of older releases.
  owner: z.string().optional(),
  purpose: z.string().optional(),
  dataProtection: z.object({ legalBasis: z.string().optional(), nativeMasking: z.boolean().optional() }).optional(),
  access: z.string(),
  authorizedGrantType: z.string(),
  accessTokenValiditySeconds: z.number(),
  scope: z.array(z.string()),
  registeredRedirectUri: z.array(z.string()),
  development: z.boolean(),
  /** By role key. */
  grants: z.record(z.string(), z.object(roleDivisionsShape)),
  /** Drift only: the client's state where it is not `active`. No spec can ask for it, so `up` makes the client active again. */
  state: z.string().optional(),
});

const outputs = inputs.extend({
  // Left out by this release, and there in states of older ones and of adopted clients.
  description: z.string().optional(),
  authorizedGrantType: z.string().optional(),
  access: z.string().default(USUAL_ACCESS),
  accessTokenValiditySeconds: z.number().default(DEFAULT_TOKEN_LIFETIME),
  /** There where it is not empty: an org may drop the scopes of a client-credentials client. */
  scope: inputs.shape.scope.default([]),
  registeredRedirectUri: inputs.shape.registeredRedirectUri.optional(),
  development: z.boolean().default(false),
  clientId: z.string(),
  /** Null after an import: the org shows a secret only once. */
  clientSecret: z.string().nullable().default(null),
  /** The time at which the org made the client and its secret, ISO 8601; null in states of older releases and where the org does not say. */
  dateCreated: z.string().nullable().default(null),
});

export type OAuthClientInputs = z.infer<typeof inputs>;
export type OAuthClientOutputs = z.infer<typeof outputs>;
export type ClientGrants = OAuthClientInputs["grants"];

export const CLIENT = {
  token: "pulumi-nodejs:dynamic/genesyscloud:OAuthClient",
  handler: "oauthClient",
  inputs,
  outputs,
  leftOut: {
    description: toldByOrg,
    authorizedGrantType: toldByOrg,
    access: usual(USUAL_ACCESS),
    accessTokenValiditySeconds: usual(DEFAULT_TOKEN_LIFETIME),
    scope: none,
    registeredRedirectUri: toldByOrg,
    development: usual(false),
    state: toldByOrg,
  },
  replaceOn: [],
  canonical: (news) =>
    defined({
      organization: news["organization"],
      managedBy: news["managedBy"],
      adopted: news["adopted"],
      clientKey: news["clientKey"],
      generation: news["generation"],
      name: news["name"],
      description: canonicalDescription(news["description"], news["managedBy"], news["adopted"]),
      owner: news["owner"],
      purpose: news["purpose"],
      dataProtection: canonicalDataProtection(news["dataProtection"]),
      access: news["access"],
      authorizedGrantType: news["authorizedGrantType"],
      accessTokenValiditySeconds: news["accessTokenValiditySeconds"],
      scope: canonicalSet(news["scope"] ?? []),
      registeredRedirectUri: canonicalSet(news["registeredRedirectUri"] ?? []),
      development: news["development"] ?? false,
      grants: canonicalGrants(news["grants"] ?? {}),
    }),
  name: ({ key, generation }) => generationName(key, generation),
  fromDesired<Id>(client: DesiredClient, stack: Registration<Id>) {
    const { key, path: _, generation, current: __, deliver: ___, grants, ...rest } = client;
    const held = Object.entries(grants).map(([role, grant]) => [role, roleDivisionsFromDesired(grant, stack)] as const);
    return {
      organization: stack.organization,
      managedBy: stack.managedBy("clients", generationName(key, generation)),
      clientKey: key,
      ...(generation > 1 && { generation }),
      development: stack.development,
      ...rest,
      grants: Object.fromEntries(held),
    };
  },
  /** Each of several generations counts as current: only the spec says which one is. */
  toDesired(held: Raw): PartlyKnown<DesiredClient> {
    const key = read.text(held["clientKey"]);
    return {
      key,
      path: ["clients", key],
      ...read.optional(held, "adopted", read.text),
      generation: read.number(held["generation"] ?? 1),
      current: true,
      name: read.text(held["name"]),
      description: read.text(held["description"]),
      ...read.optional(held, "owner", read.text),
      ...read.optional(held, "purpose", read.text),
      ...read.optional(held, "dataProtection", readDataProtection),
      access: read.text(held["access"]) as MaybeUnknown<AccessLevel>,
      authorizedGrantType: read.text(held["authorizedGrantType"]) as MaybeUnknown<GrantType>,
      accessTokenValiditySeconds: read.number(held["accessTokenValiditySeconds"]),
      scope: read.list(held["scope"], read.text),
      registeredRedirectUri: read.list(held["registeredRedirectUri"], read.text),
      grants: read.recordOf(held["grants"], (grant, role) =>
        roleDivisionsToDesired(grant, roleRef(role), ["clients", key, "grants"]),
      ),
    };
  },
  rolesOf(held: Raw) {
    const grants = read.recordOf(held["grants"], (grant, role) => roleDivisionsToDesired(grant, roleRef(role), []));
    return grants === UNKNOWN ? [] : Object.values(grants);
  },
} as const satisfies ResourceType<DesiredClient, OAuthClientInputs, OAuthClientOutputs>;

/** `{ roleKey: { roleId, divisions, justification?, home? } }`, keys sorted. */
function canonicalGrants(value: unknown): unknown {
  if (!isRecord(value)) return value;
  return mapSorted(value, (grant) => (isRecord(grant) ? defined(canonicalRoleDivisions(grant)) : grant));
}

function readDataProtection(value: unknown): MaybeUnknown<DataProtection> {
  const said = read.record(value);
  if (said === UNKNOWN) return UNKNOWN;
  const masks = read.optional(said, "nativeMasking", read.flag);
  return { ...read.optional(said, "legalBasis", read.text), ...(masks as PartlyKnown<DataProtection>) };
}
