/** A checked spec as written -> the spec with its defaults. */

import { findRegion } from "../catalogue/regions.ts";
import { DEFAULT_TOKEN_LIFETIME } from "../resources/client.ts";
import type { Condition } from "../values/condition.ts";
import { isEndpointText } from "../values/endpoint.ts";
import { parseGrantType } from "../values/grantType.ts";
import { sortedOnce } from "../values/text.ts";
import type { RawSpec } from "./schema.ts";
import type {
  Spec,
  SpecClient,
  SpecDelivery,
  SpecDivision,
  SpecDivisions,
  SpecExpectation,
  SpecGrant,
  SpecManagedClient,
  SpecPolicySetting,
  SpecRole,
  SpecSubject,
} from "./spec.ts";
import { parseLifetime } from "./values.ts";

type Raw<Section extends keyof RawSpec> = NonNullable<RawSpec[Section]>[keyof NonNullable<RawSpec[Section]>];
type RawGrant = Raw<"users">["grants"][number];

/** `raw` has passed every check. */
export function fillDefaults(raw: RawSpec): Spec {
  const { id, name, region } = raw.organization;
  const domain = region ? findRegion(region)?.domain : undefined;
  return {
    organization: { id: id.toLowerCase(), ...given({ name, region: domain }) },
    development: raw.development ?? false,
    ...(raw.selectors && { selectors: raw.selectors }),
    ...(raw.catalogue != null && { catalogue: raw.catalogue }),
    divisions: mapValues(raw.divisions, fillDivision),
    roles: mapValues(raw.roles, fillRole),
    clients: mapValues(raw.clients, fillClient),
    users: mapValues(raw.users, fillSubject),
    groups: mapValues(raw.groups, fillSubject),
    policies: mapValues(raw.policies, fillPolicy),
    waivers: raw.waivers ?? [],
    only: raw.only ?? [],
  };
}

function fillDivision(raw: NonNullable<RawSpec["divisions"]>[string], key: string): SpecDivision {
  return {
    name: raw?.name ?? key,
    manage: raw?.manage ?? false,
    ...adoptedOf(raw),
    description: raw?.description ?? "",
  };
}

function fillRole(raw: NonNullable<RawSpec["roles"]>[string]): SpecRole {
  if ("existing" in raw) return { existing: raw.existing };
  const { name, purpose, description, access, profile, endpoints, permissions, keep } = raw;
  return {
    name,
    ...adoptedOf(raw),
    ...given({ purpose, description }),
    access: access ?? "read-only",
    ...given({ profile }),
    endpoints: endpoints ?? [],
    permissions: (permissions ?? []).map((line) => {
      if (typeof line === "string" || "unused" in line) return line;
      return { permission: line.permission, condition: line.condition satisfies Condition };
    }),
    ...(keep?.length && { keep }),
  };
}

function fillClient(raw: NonNullable<RawSpec["clients"]>[string]): SpecClient {
  if ("existing" in raw) return { existing: raw.existing.toLowerCase(), ...fillSubject(raw) };
  const { name, owner, purpose, description, grantType, access, scopes, redirectUris, tokenLifetime, grants } = raw;
  return {
    name,
    ...adoptedOf(raw),
    ...given({ owner, purpose, description }),
    grantType: parseGrantType(grantType) ?? "CLIENT-CREDENTIALS",
    access: access ?? "read-only",
    scopes: scopes ?? [],
    redirectUris: redirectUris ?? [],
    tokenLifetime: parseLifetime(tokenLifetime ?? DEFAULT_TOKEN_LIFETIME) ?? DEFAULT_TOKEN_LIFETIME,
    ...fillDataProtection(raw.dataProtection),
    secret: fillSecret(raw.secret),
    can: (raw.can ?? []).map(fillExpectation),
    cannot: (raw.cannot ?? []).map(fillExpectation),
    ...fillSubject({ grants: grants ?? [] }),
  };
}

function adoptedOf(raw: { readonly adopted?: string | null | undefined } | null): { readonly adopted?: string } {
  return given({ adopted: raw?.adopted?.toLowerCase() });
}

/** Absent when it says nothing: `nativeMasking: false` is what leaving it out says. */
function fillDataProtection(
  raw: Extract<NonNullable<RawSpec["clients"]>[string], { grantType: string }>["dataProtection"],
): Pick<SpecManagedClient, "dataProtection"> {
  const dataProtection = {
    ...given({ legalBasis: raw?.legalBasis }),
    ...(raw?.nativeMasking === true && { nativeMasking: true as const }),
  };
  return Object.keys(dataProtection).length > 0 ? { dataProtection } : {};
}

function fillSecret(
  raw: Extract<NonNullable<RawSpec["clients"]>[string], { grantType: string }>["secret"],
): SpecManagedClient["secret"] {
  const { generation, keep, deliver } = raw ?? {};
  return { generation: generation ?? 1, keep: keep ?? [], ...(deliver && { deliver: fillDelivery(deliver) }) };
}

/** An empty list says what leaving it out says, and the order says nothing: neither may run a delivery again. */
function fillDelivery({
  command,
  env,
}: {
  readonly command: string;
  readonly env?: readonly string[] | null | undefined;
}): SpecDelivery {
  const passed = sortedOnce(env ?? []);
  return { command, ...(passed.length > 0 && { env: passed }) };
}

type RawExpectation = NonNullable<
  Extract<NonNullable<RawSpec["clients"]>[string], { grantType: string }>["can"]
>[number];

function fillExpectation(raw: RawExpectation): SpecExpectation {
  if (typeof raw === "string") return isEndpointText(raw) ? { endpoint: raw } : { permission: raw };
  const where = given({ in: raw.in });
  return "permission" in raw ? { permission: raw.permission, ...where } : { endpoint: raw.endpoint, ...where };
}

function fillPolicy(raw: NonNullable<RawSpec["policies"]>[string]): SpecPolicySetting {
  if (typeof raw === "string") return raw;
  const { enforcementLevel, ...options } = raw;
  return { ...options, ...(enforcementLevel && { enforcementLevel }) };
}

function fillSubject({ grants }: { readonly grants: readonly RawGrant[] }): SpecSubject {
  return { grants: grants.map(fillGrant) };
}

function fillGrant({ role, divisions, justification, exclusive, order }: RawGrant): SpecGrant {
  return {
    role,
    divisions: fillDivisions(divisions),
    ...given({ justification }),
    ...(exclusive && { exclusive }),
    ...(order === "remove-first" && { order }),
  };
}

function fillDivisions(raw: RawGrant["divisions"]): SpecDivisions {
  if (typeof raw === "string") return "all";
  return Array.isArray(raw) ? raw : { match: list(raw.match), exclude: list(raw.exclude ?? []) };
}

function list(value: string | readonly string[]): readonly string[] {
  return typeof value === "string" ? [value] : value;
}

/** Only what is there: omitted and null are the same, and neither becomes a key. */
function given<T extends Record<string, string | null | undefined>>(values: T): { [Key in keyof T]?: string } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value != null)) as {
    [Key in keyof T]?: string;
  };
}

function mapValues<From, To>(
  record: Readonly<Record<string, From>> | null | undefined,
  map: (value: From, key: string) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(record ?? {}).map(([key, value]) => [key, map(value, key)]));
}
