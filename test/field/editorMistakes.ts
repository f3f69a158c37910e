/** Mistakes that people make in a spec, and what an editor says of each. `check` refuses every one of them. */

export interface Mistake {
  readonly yaml: string;
  /** The key or value that the editor marks, as its path in the file; or the reason for which a schema cannot. */
  readonly marked: string | { readonly not: string };
}

const ORG = "organization: { id: 58f5d08e-c7f5-4f60-b254-92c700bbecf8 }";
const ROLE = 'name: R, purpose: P, permissions: ["routing:queue:view"]';
const OWNED = "name: C, owner: team@contoso.example, purpose: P";
const GRANTS = "grants: [{ role: r, divisions: [D] }]";
const DIVISIONS = "divisions: { D: {} }";
const CALLBACK = 'redirectUris: ["https://crm.contoso.example/cb"]';

/** A role, a division and a client that is granted the one in the other; each mistake changes one of them. */
function spec(parts: {
  readonly organization?: string;
  readonly divisions?: string;
  readonly role?: string;
  readonly client?: string;
  readonly more?: string;
}): string {
  return [
    parts.organization ?? ORG,
    parts.divisions ?? DIVISIONS,
    `roles: { r: { ${parts.role ?? ROLE} } }`,
    `clients: { c: { ${parts.client ?? `${OWNED}, grantType: client-credentials, ${GRANTS}`} } }`,
    parts.more ?? "",
    "",
  ].join("\n");
}

const service = (more: string) => spec({ client: `${OWNED}, grantType: client-credentials, ${GRANTS}, ${more}` });
const granted = (grant: string) => spec({ client: `${OWNED}, grantType: client-credentials, grants: [${grant}]` });
const signedIn = (more: string) =>
  spec({ client: `${OWNED}, grantType: code, ${more}`, more: `groups: { G: { ${GRANTS} } }` });
const redirected = (uri: string) => signedIn(`redirectUris: ["${uri}"]`);
const role = (text: string) => spec({ role: text });
const waived = (waiver: string) => spec({ more: `waivers: [{ ${waiver} }]` });

/** A schema sees one place at a time. */
const TWO_PLACES = { not: "it takes two places of the file, and a schema compares none" };

export const MISTAKES: Readonly<Record<string, Mistake>> = {
  "an organization without an id": {
    yaml: spec({ organization: "organization: { name: X }" }),
    marked: "organization",
  },
  "no organization": { yaml: spec({ organization: "" }), marked: "" },
  "an id that is too short": {
    yaml: spec({ organization: "organization: { id: 58f5d08e-c7f5-4f60-b254-92c700bbecf }" }),
    marked: "organization.id",
  },
  "a region that is none": {
    yaml: spec({ organization: ORG.replace(" }", ", region: mypurecloud.dee }") }),
    marked: "organization.region",
  },
  "a key that is not known": { yaml: role(`${ROLE}, pupose: x`), marked: "roles.r.pupose" },
  "a section that is not known": { yaml: spec({ more: "rolls: {}" }), marked: "rolls" },
  "a role without a name": { yaml: role('purpose: P, permissions: ["routing:queue:view"]'), marked: "roles.r" },
  "a role that permits nothing": { yaml: role("name: R, purpose: P"), marked: "roles.r" },
  "a role with an empty list": { yaml: role("name: R, purpose: P, permissions: []"), marked: "roles.r" },
  "a blank name": { yaml: role(ROLE.replace("name: R", 'name: " "')), marked: "roles.r.name" },
  "a number for a name": { yaml: role(ROLE.replace("name: R", "name: 7")), marked: "roles.r.name" },
  "a role that is the org's and the stack's": { yaml: role("existing: employee, name: R"), marked: "roles.r.name" },
  "a mistyped permission": { yaml: role(ROLE.replace("queue:view", "queue:veiw")), marked: "roles.r.permissions[0]" },
  "a mistyped action among several": {
    yaml: role(ROLE.replace("queue:view", "queue:view,serch")),
    marked: "roles.r.permissions[0]",
  },
  "a permission of two parts": { yaml: role(ROLE.replace("queue:view", "queue")), marked: "roles.r.permissions[0]" },
  "a permission with a blank": {
    yaml: role(ROLE.replace("queue:view", "queue: view")),
    marked: "roles.r.permissions[0]",
  },
  "a blank after a colon, which makes a map": {
    yaml: role("name: R, purpose: P, permissions: [ routing: queue:view ]"),
    marked: "roles.r.permissions[0].routing",
  },
  "a mistyped permission with a condition": {
    yaml: role(
      "name: R, purpose: P, permissions: [{ permission: routing:queue:veiw, condition: { conjunction: AND } }]",
    ),
    marked: "roles.r.permissions[0].permission",
  },
  "a permission that writes in a role that reads": {
    yaml: role(ROLE.replace("queue:view", "queue:delete")),
    marked: "roles.r.permissions[0]",
  },
  "a profile that is none": { yaml: role("name: R, purpose: P, profile: wallbord"), marked: "roles.r.profile" },
  "an endpoint without a method": {
    yaml: role("name: R, purpose: P, endpoints: [/api/v2/routing/queues]"),
    marked: "roles.r.endpoints[0]",
  },
  "an endpoint that is none": {
    yaml: role("name: R, purpose: P, endpoints: [GET /api/v2/routing/quees]"),
    marked: {
      not: "a path is written as called, with ids, and thousands of paths as patterns would double the schema",
    },
  },
  "an access that is none": { yaml: role(`${ROLE}, access: readonly`), marked: "roles.r.access" },
  "a key with two colons": {
    yaml: spec({}).replace("roles: {", `roles: { "a::b": { ${ROLE} },`),
    marked: `roles."a::b"`,
  },
  "a client without a grant type": { yaml: spec({ client: `${OWNED}, ${GRANTS}` }), marked: "clients.c" },
  "a client without an owner": {
    yaml: spec({ client: `name: C, purpose: P, grantType: client-credentials, ${GRANTS}` }),
    marked: "clients.c",
  },
  "a grant type that is none": { yaml: spec({ client: `${OWNED}, grantType: codes` }), marked: "clients.c.grantType" },
  "the implicit grant": {
    yaml: signedIn(CALLBACK).replace("grantType: code", "grantType: token"),
    marked: "clients.c.grantType",
  },
  "a client-credentials client without grants": {
    yaml: spec({ client: `${OWNED}, grantType: client-credentials` }),
    marked: "clients.c",
  },
  "a client-credentials client with redirect URIs": { yaml: service(CALLBACK), marked: "clients.c.redirectUris" },
  "grants on a client that acts as its user": { yaml: signedIn(`${CALLBACK}, ${GRANTS}`), marked: "clients.c.grants" },
  "promises about a client that acts as its user": {
    yaml: signedIn(`${CALLBACK}, cannot: ["routing:queue:view"]`),
    marked: "clients.c.cannot",
  },
  "users who sign in and cannot be sent back": { yaml: signedIn("redirectUris: []"), marked: "clients.c.redirectUris" },
  "a redirect URI with http": {
    yaml: redirected("http://crm.contoso.example/cb"),
    marked: "clients.c.redirectUris[0]",
  },
  "a redirect URI with a wildcard": {
    yaml: redirected("https://crm.contoso.example/*"),
    marked: "clients.c.redirectUris[0]",
  },
  "a redirect URI with a fragment": {
    yaml: redirected("https://crm.contoso.example/#a"),
    marked: "clients.c.redirectUris[0]",
  },
  "a redirect URI with user info": {
    yaml: redirected("https://crm@other.example/cb"),
    marked: "clients.c.redirectUris[0]",
  },
  "a redirect URI with a blank": {
    yaml: redirected("https://crm.contoso.example/c b"),
    marked: "clients.c.redirectUris[0]",
  },
  "a loopback redirect URI where no development is": {
    yaml: redirected("https://localhost:8443/cb"),
    marked: "clients.c.redirectUris[0]",
  },
  "a token lifetime of a minute": { yaml: service("tokenLifetime: 60"), marked: "clients.c.tokenLifetime" },
  "a token lifetime of 49 hours": { yaml: service("tokenLifetime: 49h"), marked: "clients.c.tokenLifetime" },
  "a mistyped scope": { yaml: service('scopes: ["routings:readonly"]'), marked: "clients.c.scopes[0]" },
  "a permission among the scopes": { yaml: service('scopes: ["routing:queue:view"]'), marked: "clients.c.scopes[0]" },
  "a scope that writes on a client that reads": { yaml: service("scopes: [routing]"), marked: "clients.c.scopes[0]" },
  "a generation of nought": { yaml: service("secret: { generation: 0 }"), marked: "clients.c.secret.generation" },
  "a variable of the deployer for a delivery": {
    yaml: service("secret: { deliver: { command: store, env: [PULUMI_ACCESS_TOKEN] } }"),
    marked: "clients.c.secret.deliver.env[0]",
  },
  "a grant without divisions": { yaml: granted("{ role: r }"), marked: "clients.c.grants[0]" },
  "a grant in no division": { yaml: granted("{ role: r, divisions: [] }"), marked: "clients.c.grants[0].divisions" },
  "a grant in every division without a justification": {
    yaml: granted("{ role: r, divisions: all }"),
    marked: "clients.c.grants[0]",
  },
  "a justification of blanks": {
    yaml: granted('{ role: r, divisions: all, justification: "  " }'),
    marked: "clients.c.grants[0].justification",
  },
  "a text other than all for divisions": {
    yaml: granted("{ role: r, divisions: D }"),
    marked: "clients.c.grants[0].divisions",
  },
  "a selector without a pattern": {
    yaml: granted("{ role: r, divisions: { match: [] } }"),
    marked: "clients.c.grants[0].divisions.match",
  },
  "a grant of a role that is not there": { yaml: granted("{ role: x, divisions: [D] }"), marked: TWO_PLACES },
  "a grant in a division that is not there": { yaml: granted("{ role: r, divisions: [E] }"), marked: TWO_PLACES },
  "one role granted twice": {
    yaml: granted("{ role: r, divisions: [D] }, { role: r, divisions: [D] }"),
    marked: TWO_PLACES,
  },
  "two roles of one name": { yaml: spec({}).replace("roles: {", `roles: { s: { ${ROLE} },`), marked: TWO_PLACES },
  "a user without grants": {
    yaml: spec({ more: "users: { jane@contoso.example: { grants: [] } }" }),
    marked: `users."jane@contoso.example".grants`,
  },
  "a user that is no e-mail": { yaml: spec({ more: `users: { jane: { ${GRANTS} } }` }), marked: "users.jane" },
  "a description that is written nowhere": {
    yaml: spec({ divisions: "divisions: { D: { description: Silo } }" }),
    marked: "divisions.D",
  },
  "a waiver without a last day": { yaml: waived("finding: a, reason: b, owner: c"), marked: "waivers[0]" },
  "a waiver until a month that is none": {
    yaml: waived("finding: a, reason: b, owner: c, expires: 2027-13-01"),
    marked: "waivers[0].expires",
  },
  "a rule that is none": {
    yaml: spec({ more: "policies: { no-such-rule: disabled }" }),
    marked: "policies.no-such-rule",
  },
  "a promise with a mistyped permission": {
    yaml: service('cannot: ["routing:queue:veiw"]'),
    marked: "clients.c.cannot[0]",
  },
  "a promise that the grants break": {
    yaml: service('cannot: ["routing:queue:view"]'),
    marked: { not: "it follows from roles, divisions and grants together" },
  },
  "a subject of only that is none": {
    yaml: spec({ more: "only: [{ permission: routing:queue:view, subjects: [c] }]" }),
    marked: "only[0].subjects[0]",
  },
};
