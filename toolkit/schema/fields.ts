/** The descriptions that an editor shows for each field of the language, and the values that it completes. Keys are places: `clients.*.scopes[]` is an item of a client's scopes. */
import { limit } from "../../access/catalogue/limits.ts";
import { allRegions } from "../../access/catalogue/regions.ts";
import { allProfiles } from "../../access/intent/profiles.ts";
import { GRANT_TYPES } from "../../access/values/grantType.ts";
import type { JsonSchema } from "./jsonSchema.ts";

export interface Field {
  readonly description?: string;
  /** The schema of a text. No alternatives: those belong into definitions.ts. */
  readonly text?: JsonSchema;
  readonly number?: { readonly minimum: number; readonly maximum: number };
}

const UUID: JsonSchema = { type: "string", pattern: "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$" };
const DAY: JsonSchema = { type: "string", pattern: "^\\d{4}-\\d{2}-\\d{2}$" };
const ENDPOINT: JsonSchema = { $ref: "#/definitions/endpoint" };
const LIFETIME = {
  least: limit("access-token-seconds-least"),
  most: limit("access-token-seconds-most"),
  scim: limit("access-token-seconds-most-scim"),
};
const PERMISSION: JsonSchema = { $ref: "#/definitions/permission" };

const ADOPTED =
  "Id of the object of the org that the stack took over (genesys-access adopt). As long as it stands here, no marker is written into its description.";

const GENERATION = { minimum: 1, maximum: Number.MAX_SAFE_INTEGER };
/** Days of the calendar, but for those that only some months have. */
const CALENDAR = "^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$";
const SUBJECT: JsonSchema = { type: "string", pattern: "^(clients|users|groups)\\..+$" };

const ORGANIZATION = {
  organization: { description: "The org that this file is for. Credentials of another org are refused." },
  "organization.id": {
    description: "Id of the org, from its Organization Settings.",
    text: UUID,
  },
  "organization.name": { description: "Name of the org, for people." },
  "organization.region": {
    description: "Region of the org: its domain or the SDK's name.",
    text: { enum: allRegions().flatMap(({ name, domain }) => [domain, name, name.replaceAll("_", "-")]) },
  },
  development: { description: "True: loopback redirect URIs are allowed. Default false." },
  selectors: {
    description:
      "locked: selectors take the divisions of the stack's lock only (genesys-access lock). open: whatever the org has. Default: locked where there is a lock.",
  },
  include: {
    description: "Files whose sections join this one's, relative to this file. A key may be defined once only.",
  },
  catalogue: {
    description:
      "File with the org's own list of permissions (schemas/org-catalogue.schema.json), relative to this file: what is in it exists, whatever the catalogue says.",
  },
  override: {
    description:
      "What this org has otherwise than the included files: a field replaces the shared one, null removes it.",
  },
} satisfies Record<string, Field>;

const DIVISIONS = {
  divisions: { description: "Divisions that grants name, by key. `{}`: the org has it, under the key as its name." },
  "divisions.*.name": { description: "Name in Genesys Cloud; the key when absent." },
  "divisions.*.manage": { description: "True: this stack creates the division. Default false." },
  "divisions.*.adopted": { description: ADOPTED, text: UUID },
  "divisions.*.description": { description: "Description in Genesys Cloud; for managed divisions." },
} satisfies Record<string, Field>;

const ROLES = {
  roles: { description: "Roles, by key. A stack creates them unless they are `existing`." },
  "roles.*.existing": {
    description: "Name or id of a role of the org. It can be granted to users, groups and existing clients.",
  },
  "roles.*.name": { description: "Name in Genesys Cloud." },
  "roles.*.adopted": { description: ADOPTED, text: UUID },
  "roles.*.purpose": { description: "What the role is for; the console shows it where there is no description." },
  "roles.*.description": { description: "Description in Genesys Cloud." },
  "roles.*.access": {
    description: "`read-only` (default) promises that nothing in it can change anything; rules hold it to that.",
  },
  "roles.*.permissions": {
    description:
      "What the role permits: `domain:entity:action`, several actions of one entity as `domain:entity:action,action`.",
  },
  "roles.*.permissions[]": { text: PERMISSION },
  "roles.*.permissions[].permission": {
    description: "The permission that the condition limits, or that nobody uses.",
    text: PERMISSION,
  },
  "roles.*.permissions[].unused": {
    description: "Nobody uses it: it goes after a notice (genesys-access rightsize). Until then the role holds it.",
  },
  "roles.*.permissions[].unused.since": { description: "Day of the announcement, in UTC.", text: DAY },
  "roles.*.permissions[].unused.remove": { description: "First day on which it may go, in UTC.", text: DAY },
  "roles.*.keep": { description: "What genesys-access rightsize never cuts from this role, each with its reason." },
  "roles.*.keep[].endpoint": { description: "An operation that must stay open.", text: ENDPOINT },
  "roles.*.keep[].permission": { description: "A permission that must stay.", text: PERMISSION },
  "roles.*.keep[].reason": { description: "Why it stays although nobody uses it: what runs once a year." },
  "roles.*.permissions[].condition": { description: "Limits the permission to objects that meet it." },
  "roles.*.permissions[].condition.conjunction": { description: "All terms must hold (AND), or one of them (OR)." },
  "roles.*.permissions[].condition.terms": { description: "Comparisons of one variable each." },
  "roles.*.permissions[].condition.terms[].variableName": {
    description: "Variable of Genesys Cloud, for instance `Conversation.mediaType`.",
  },
  "roles.*.permissions[].condition.terms[].operator": { description: "How the variable is compared." },
  "roles.*.permissions[].condition.terms[].operands": { description: "What it is compared with." },
  "roles.*.permissions[].condition.terms[].operands[].type": { description: "Kind of the value." },
  "roles.*.permissions[].condition.terms[].operands[].value": { description: "The value." },
  "roles.*.profile": {
    description: "Name of a profile: the permissions of a common kind of integration.",
    text: { enum: allProfiles().map(({ name }) => name) },
  },
  "roles.*.endpoints": {
    description: "API operations that the role must open; the least permissions follow from them.",
  },
  "roles.*.endpoints[]": { text: ENDPOINT },
} satisfies Record<string, Field>;

const CLIENTS = {
  clients: { description: "OAuth clients, by key." },
  "clients.*.existing": { description: "Id of a client that this stack does not create: grants only.", text: UUID },
  "clients.*.name": { description: "Name in Genesys Cloud." },
  "clients.*.adopted": { description: ADOPTED, text: UUID },
  "clients.*.owner": { description: "Who answers for the client; best an address." },
  "clients.*.purpose": { description: "What the client is for." },
  "clients.*.description": { description: "Description in Genesys Cloud; the purpose when absent." },
  "clients.*.grantType": {
    description:
      "How the client gets its tokens. `client-credentials` acts by itself with its own grants; the others act as the user who signs in.",
    text: { enum: Object.entries(GRANT_TYPES).flat() },
  },
  "clients.*.access": {
    description: "`read-only` (default) promises that the client can change nothing; rules hold it to that.",
  },
  "clients.*.scopes": { description: "OAuth scopes: the most that a token of this client opens." },
  "clients.*.scopes[]": { text: { $ref: "#/definitions/scope" } },
  "clients.*.redirectUris": { description: "Where a user-context client may be redirected: exact, with https." },
  "clients.*.tokenLifetime": {
    description: `Life of a token: seconds (${LIFETIME.least} to ${LIFETIME.most}) or a text such as 30m or 24h; with the scope scim up to ${LIFETIME.scim}. Default 24 hours.`,
    text: { type: "string", pattern: "^\\d{1,9}[smhd]$" },
    number: { minimum: LIFETIME.least, maximum: LIFETIME.scim },
  },
  "clients.*.dataProtection": { description: "How the client protects the personal data that it reads." },
  "clients.*.dataProtection.legalBasis": {
    description: "Legal basis of the processing, as in the record of processing activities.",
  },
  "clients.*.dataProtection.nativeMasking": {
    description: "True: Genesys Cloud masks recordings and transcripts before the client reads them.",
  },
  "clients.*.secret": {
    description:
      "Generations of a client-credentials client, and where a new secret goes; `genesys-access rotate` edits it.",
  },
  "clients.*.secret.generation": {
    description: "From 1, the default. A greater number is a new client with a new secret and the same grants.",
    number: GENERATION,
  },
  "clients.*.secret.keep": {
    description: "Older generations that still work until every consumer has changed over.",
  },
  "clients.*.secret.keep[]": { number: GENERATION },
  "clients.*.secret.deliver": { description: "Where the secret goes when it is made." },
  "clients.*.secret.deliver.command": {
    description:
      "Shell command that gets the secret on standard input, and CLIENT_ID, CLIENT_KEY, GENERATION and ORGANIZATION_ID in its environment.",
  },
  "clients.*.secret.deliver.env": {
    description:
      "Names of variables of the deploying environment that the command gets as well, such as VAULT_ADDR. Without the list it gets what a shell needs, and no credential.",
  },
  "clients.*.secret.deliver.env[]": {
    text: { type: "string", pattern: "^(?!PULUMI_|GENESYSCLOUD_)[A-Za-z_][A-Za-z0-9_]*$" },
  },
  "clients.*.can": {
    description:
      "What the client is relied on to be able to do: permissions or operations, with a division or without.",
  },
  "clients.*.cannot": { description: "What the client must not be able to do: a silo as a test." },
  ...expectation("clients.*.can[]"),
  ...expectation("clients.*.cannot[]"),
} satisfies Record<string, Field>;

/** One line of `can` or `cannot`. */
function expectation(place: string): Record<string, Field> {
  return {
    [place]: { text: { $ref: "#/definitions/expectation" } },
    [`${place}.permission`]: { description: "One permission.", text: PERMISSION },
    [`${place}.endpoint`]: {
      description: "One operation of the API: a method and a path.",
      text: { $ref: "#/definitions/endpoint" },
    },
    [`${place}.in`]: { description: "Key of a division; without it, any." },
  };
}

const GRANTS = {
  grants: { description: "Which roles, and in which divisions." },
  "grants[].role": { description: "Key of a role." },
  "grants[].divisions": {
    description: 'Where the role holds: keys of divisions, `{ match: "EMEA_*" }`, or `all` with a justification.',
    text: { enum: ["all"] },
  },
  "grants[].divisions[]": { text: { type: "string" } },
  "grants[].divisions.match": {
    description: "Names or patterns of divisions; `*` and `?` stand for any text and any character.",
  },
  "grants[].divisions.exclude": { description: "Names or patterns of divisions to leave out." },
  "grants[].justification": { description: "Why the grant has to reach that far." },
  "grants[].exclusive": {
    description:
      "True: what another stack or a person gave the subject of this role is drift, and taken away. Default false: it is left alone.",
  },
  "grants[].order": {
    description:
      "When divisions change: add-first (default) gives the new ones before the old ones go; remove-first takes the old ones away first.",
  },
  users: { description: "Grants to users, by e-mail." },
  groups: { description: "Grants to groups, by name." },
} satisfies Record<string, Field>;

const EXPECTATIONS = {
  "clients.*.can": { description: "What the client must be able to do: claims that the check proves." },
  "clients.*.cannot": { description: "What the client must not be able to do: claims that the check proves." },
  "expectation[]": { text: { $ref: "#/definitions/claim" } },
  "expectation[].permission": { description: "A permission.", text: PERMISSION },
  "expectation[].endpoint": { description: "An API operation.", text: ENDPOINT },
  "expectation[].in": { description: "Key of the division that the claim is about; any when absent." },
  only: { description: "Permissions that nobody in this stack but the listed subjects holds." },
  "only[].permission": { description: "The permission.", text: PERMISSION },
  "only[].subjects": {
    description: "Who holds it: `clients.<key>`, `users.<e-mail>`, `groups.<name>`; empty for nobody.",
  },
} satisfies Record<string, Field>;

const ONLY = {
  only: { description: "Permissions that nobody else in this stack may hold." },
  "only[].permission": { description: "One permission.", text: PERMISSION },
  "only[].subjects": {
    description: "Who may hold it: `clients.<key>`, `users.<e-mail>`, `groups.<name>`; empty for nobody.",
  },
  "only[].subjects[]": { text: SUBJECT },
} satisfies Record<string, Field>;

const EXCEPTIONS = {
  policies: {
    description: "How rules are enforced, by rule id: `mandatory`, `advisory`, `disabled`, or a map with options.",
  },
  waivers: { description: "Exceptions, each for exactly one finding." },
  "waivers[].finding": { description: "Id of the finding, as the check prints it." },
  "waivers[].reason": { description: "Why the finding is accepted." },
  "waivers[].owner": { description: "Who answers for the exception." },
  "waivers[].expires": {
    description: "Last day on which it holds, YYYY-MM-DD, in UTC.",
    text: { ...DAY, pattern: CALENDAR },
  },
} satisfies Record<string, Field>;

export const FIELDS: Readonly<Record<string, Field>> = {
  ...ORGANIZATION,
  ...DIVISIONS,
  ...ROLES,
  ...CLIENTS,
  ...GRANTS,
  ...EXPECTATIONS,
  ...ONLY,
  ...EXCEPTIONS,
};
