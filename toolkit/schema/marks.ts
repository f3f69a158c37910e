/**
 * What rules refuse and an editor can see in one place of the file. A rule that the file sets otherwise or waives is left to `check`, which knows
 * what it then means.
 */
import { allScopes, isWriteScope } from "../../access/catalogue/scopes.ts";
import { type JsonSchema, unless, when } from "./jsonSchema.ts";
import { oneOf, refused, wanted } from "./names.ts";

const KNOWN_PERMISSION: JsonSchema = { $ref: "#/definitions/knownPermission" };
const KNOWN_SCOPE: JsonSchema = { $ref: "#/definitions/knownScope" };

/** Hosts that mean the machine itself, as people write them; the rule knows more forms. */
const LOOPBACK = "(127\\.|\\[::1\\]|([\\w.-]+\\.)?localhost[.:/?]|([\\w.-]+\\.)?localhost$)";
/** Characters of a path and of a query that no reader repairs. */
const PLAIN = "([\\w.~!$&'()+,;=:@/\\[\\]-]|%[\\da-fA-F]{2})*";

/** By the id of the rule. A function, so that the catalogue is read when it is asked for. */
const MARKS = (): Readonly<Record<string, JsonSchema>> => ({
  "unknown-permission": {
    allOf: [
      below("roles", permissionsOf(KNOWN_PERMISSION, "permissions")),
      below("clients", permissionsOf(KNOWN_PERMISSION, "can", "cannot")),
      { properties: { only: { items: { properties: { permission: KNOWN_PERMISSION } } } } },
    ],
  },
  "unknown-scope": below("clients", { properties: { scopes: { items: KNOWN_SCOPE } } }),
  "no-write-permission": below(
    "roles",
    unless(readsAndWrites(), permissionsOf({ $ref: "#/definitions/reading" }, "permissions")),
  ),
  "no-write-scope": below("clients", unless(readsAndWrites(), { properties: { scopes: { items: readingScope() } } })),
  "no-implicit-grant": below("clients", {
    properties: { grantType: refused("^(token|TOKEN)$", "code, with PKCE where the client cannot keep a secret") },
  }),
  "owner-and-purpose": below(
    "clients",
    unless(
      { required: ["existing"] },
      { required: ["owner", "purpose"], properties: { owner: { type: "string" }, purpose: { type: "string" } } },
    ),
  ),
  "all-divisions-justification": {
    properties: Object.fromEntries(
      ["clients", "users", "groups"].map((section) => [
        section,
        {
          additionalProperties: {
            properties: {
              grants: {
                items: when(
                  { required: ["divisions"], properties: { divisions: { const: "all" } } },
                  { required: ["justification"], properties: { justification: { type: "string" } } },
                ),
              },
            },
          },
        },
      ]),
    ),
  },
  "exact-redirect-uri": when(
    { required: ["development"], properties: { development: { const: true } } },
    below("clients", {
      properties: { redirectUris: { items: redirectUri(`[hH][tT][tT][pP]([sS]://|://(?=${LOOPBACK}))`) } },
    }),
    below("clients", {
      properties: { redirectUris: { items: redirectUri(`[hH][tT][tT][pP][sS]://(?!${LOOPBACK})`) } },
    }),
  ),
});

/** What the schema says of a whole file because of these rules. */
export function marks(): JsonSchema[] {
  return Object.entries(MARKS()).map(([rule, mark]) => unless(isSettled(rule), mark));
}

/** Keys by which a file says itself what the rule would go by: a list of the org's own permissions. */
const SAID_BY: Readonly<Record<string, readonly string[]>> = { "unknown-permission": ["catalogue"] };

/** The file sets the rule, waives a finding of it, or says itself what it would go by. */
function isSettled(rule: string): JsonSchema {
  const finding = { required: ["finding"], properties: { finding: { type: "string", pattern: `^${rule}/` } } };
  return {
    anyOf: [
      ...(SAID_BY[rule] ?? []).map((key) => ({ required: [key] })),
      { required: ["policies"], properties: { policies: { type: "object", required: [rule] } } },
      { required: ["waivers"], properties: { waivers: { type: "array", contains: finding } } },
    ],
  };
}

function below(section: string, entry: JsonSchema): JsonSchema {
  return { properties: { [section]: { additionalProperties: entry } } };
}

/** Written as texts, or as texts with a condition or a division, below these keys. */
function permissionsOf(one: JsonSchema, ...keys: readonly string[]): JsonSchema {
  const list: JsonSchema = { items: { ...one, properties: { permission: one } } };
  return { properties: Object.fromEntries(keys.map((key) => [key, list])) };
}

function readsAndWrites(): JsonSchema {
  return { required: ["access"], properties: { access: { const: "read-write" } } };
}

/** Exact, absolute, and such that any two readers read the same. */
function redirectUri(start: string): JsonSchema {
  return wanted(
    `^(?!.*/\\.\\.?([/?]|$))(${start})[\\w.\\[\\]:-]+(/${PLAIN})?(\\?(${PLAIN}|\\?)*)?$`,
    "An exact https address: no blank, wildcard, fragment, user info or dot segment; loopback needs development: true",
  );
}

function readingScope(): JsonSchema {
  return refused(
    oneOf([...allScopes()].filter(isWriteScope)),
    "A scope that only reads, or access: read-write on the client",
  );
}
