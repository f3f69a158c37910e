/** What several keys say together, as far as a schema can: the loader's own checks in the words of JSON Schema. */
import { limit } from "../../access/catalogue/limits.ts";
import { GRANT_TYPES, type GrantType } from "../../access/values/grantType.ts";
import { type JsonSchema, unless, when } from "./jsonSchema.ts";
import { rangePattern } from "./ranges.ts";

/** A key chosen by people: neither `*` nor empty, without blanks around it, `::` and control characters. */
const CONTROL = "\\u0000-\\u001f\\u007f-\\u009f";
const KEY = `^(?!\\*$)(?!.*::)[^\\s${CONTROL}]([^${CONTROL}]*[^\\s${CONTROL}])?$`;
const EMAIL = "^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$";

/** The names of the entries of a section. */
export function keysOf(section: string): JsonSchema | undefined {
  if (section === "users") return { type: "string", pattern: EMAIL };
  return ["divisions", "roles", "clients", "groups"].includes(section) ? { type: "string", pattern: KEY } : undefined;
}

const SOME: JsonSchema = { type: "array", minItems: 1 };
const NONE: JsonSchema = { anyOf: [{ type: "array", maxItems: 0 }, { type: "null" }] };

/** A role that the stack makes says what it may do, in one of three ways. */
export const MANAGED_ROLE: readonly JsonSchema[] = [
  {
    anyOf: [
      { required: ["permissions"], properties: { permissions: SOME } },
      { required: ["endpoints"], properties: { endpoints: SOME } },
      { required: ["profile"], properties: { profile: { type: "string" } } },
    ],
  },
];

/** A client that the stack makes has the keys that its grant type asks for, and none that do nothing with it. */
export const MANAGED_CLIENT: readonly JsonSchema[] = [
  when(grantTypeIs("CLIENT-CREDENTIALS"), {
    required: ["grants"],
    properties: { grants: SOME, redirectUris: NONE },
  }),
  when(grantTypeIs("CODE", "TOKEN", "SAML2-BEARER"), {
    properties: { grants: NONE, can: NONE, cannot: NONE, secret: { type: "null" } },
  }),
  when(grantTypeIs("CODE", "TOKEN"), { required: ["redirectUris"], properties: { redirectUris: SOME } }),
  unless(hasScope("scim", "scim:readonly"), { properties: { tokenLifetime: lifetime() } }),
];

/** The description of a division that the stack does not make would be written nowhere. */
export const DIVISION: readonly JsonSchema[] = [
  when(
    { required: ["description"], properties: { description: { type: "string" } } },
    { required: ["manage"], properties: { manage: { const: true } } },
  ),
];

function grantTypeIs(...types: readonly GrantType[]): JsonSchema {
  const spellings = Object.entries(GRANT_TYPES).flatMap(([name, type]) => (types.includes(type) ? [name, type] : []));
  return { required: ["grantType"], properties: { grantType: { enum: spellings } } };
}

function hasScope(...scopes: readonly string[]): JsonSchema {
  return { required: ["scopes"], properties: { scopes: { type: "array", contains: { enum: scopes } } } };
}

/** Of a client without the scope that has longer ones. */
function lifetime(): JsonSchema {
  const [least, most] = [limit("access-token-seconds-least"), limit("access-token-seconds-most")];
  const units = { s: 1, m: 60, h: 3600 };
  const texts = Object.entries(units).map(
    ([unit, seconds]) => `${rangePattern(Math.ceil(least / seconds), Math.floor(most / seconds))}${unit}`,
  );
  return {
    anyOf: [
      { type: "integer", minimum: least, maximum: most },
      { type: "string", pattern: `^(${texts.join("|")})$` },
      { type: "null" },
    ],
  };
}
