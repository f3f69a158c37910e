/**
 * What a partner or a customer is handed who runs a client in an org of their own: one page for each client that the spec makes. Nothing of this org is on it: no
 * ids, no names of divisions, no secrets.
 */
import type { BlockContent, Code, PhrasingContent } from "mdast";
import type { Operation } from "../../../access/catalogue/operations.ts";
import { permission as cataloguePermission } from "../../../access/catalogue/permissions.ts";
import { scope as catalogueScope } from "../../../access/catalogue/scopes.ts";
import { sensitivity } from "../../../access/catalogue/sensitivity.ts";
import type { Register, RegisterItem, RegisterOrg, RegisterSubject } from "../../../access/register/model.ts";
import { code, prose } from "../../../access/report/comment/code.ts";
import { bullets, heading, paragraph, strong } from "../../../access/report/comment/nodes.ts";
import { serialise } from "../../../access/report/comment/serialise.ts";
import { nearest } from "../../../access/values/nearest.ts";
import { sortedOnce } from "../../../access/values/text.ts";
import { openedBy } from "../../../policies/rules/shared/opened.ts";
import { Failure } from "../../failure.ts";

/** Pages stand behind each other, with a line between them. @throws Failure where there is no such client */
export function renderGuide({ orgs }: Register, client: string | undefined): string {
  const made = orgs.flatMap((org) =>
    org.source.kind === "spec"
      ? org.subjects.filter(({ kind }) => kind === "client").map((subject) => ({ org, subject }))
      : [],
  );
  const wanted = client === undefined ? made : made.filter(({ subject }) => subject.key === client);
  if (wanted.length === 0)
    throw noClient(
      client,
      made.map(({ subject }) => subject.key),
    );
  const pages = wanted
    .sort((a, b) => (a.subject.key < b.subject.key ? -1 : 1))
    .map(({ org, subject }) => withoutIds(serialise(page(org, subject))));
  return pages.join("\n---\n\n");
}

function noClient(client: string | undefined, keys: readonly string[]): Failure {
  if (client === undefined)
    return new Failure(
      "A guide is of the clients that a spec makes, and there is none. Name a stack that makes one with --stack.",
    );
  const [near] = nearest(client, keys);
  const hint = near === undefined ? "" : ` Nearest: ${near}.`;
  return new Failure(
    `No client ${JSON.stringify(client)} is made by these stacks.${hint} Write one of ${keys.join(", ") || "another stack"}.`,
  );
}

/** Ids of an org can stand in any text that somebody wrote: a condition, a purpose, an address. */
const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;

function withoutIds(text: string): string {
  return text.replace(ID, "(an id of your org)");
}

type Line = (string | PhrasingContent)[];

function page(org: RegisterOrg, subject: RegisterSubject): BlockContent[] {
  const held = itemsOf(org, subject);
  const actsForUsers = subject.grantType !== "CLIENT-CREDENTIALS";
  return [
    heading(3, "Guide to ", code(subject.name)),
    ...(subject.purpose === undefined ? [] : [paragraph("It is for: ", code(subject.purpose))]),
    heading(4, "What it may do"),
    ...bullets(mayLines(held, actsForUsers)),
    heading(4, "What it may not do"),
    ...bullets(mayNotLines(org, subject, held, actsForUsers)),
    heading(4, "Scopes, and why"),
    ...bullets(scopeLines(subject, held, actsForUsers)),
    ...everywhere(subject),
    heading(4, "Install it in your own organization"),
    ...ordered(installLines(org, subject, actsForUsers)),
    heading(4, "Verify it"),
    ...verify(held, actsForUsers),
    heading(4, "Whom to ask"),
    paragraph(
      ...(subject.owner === undefined
        ? ["Nobody is named for this client. Ask whoever gave you this page."]
        : ["Ask ", code(subject.owner), ". Say the name of the client, and never send a secret."]),
    ),
  ];
}

function ordered(lines: readonly Line[]): BlockContent[] {
  return bullets(lines).map((block) => (block.type === "list" ? { ...block, ordered: true, start: 1 } : block));
}

function itemsOf(org: RegisterOrg, { holdings }: RegisterSubject): RegisterItem[] {
  const places = new Set(holdings.flatMap(({ items }) => items));
  return [...places].sort((a, b) => a - b).flatMap((index) => org.items[index] ?? []);
}

const DOES = { read: "reads", write: "changes", admin: "administers", unknown: "does what nobody knows here" } as const;

function mayLines(held: readonly RegisterItem[], actsForUsers: boolean): Line[] {
  const permissions = held.filter(({ kind }) => kind === "permission");
  return [
    ...(actsForUsers
      ? [
          [
            "It acts as the user who signs in: it may do what that user may, as far as its scopes reach, and nothing by itself.",
          ],
        ]
      : []),
    ...permissions.map(({ name, access }): Line => {
      const row = cataloguePermission(name);
      const shows = sensitivity(name)?.why;
      return [
        code(name),
        `: ${DOES[access]}`,
        ...(row ? [", ", ...prose(row.label)] : []),
        ...(shows === undefined ? [] : [". It shows ", ...prose(shows)]),
      ];
    }),
    ...held
      .filter(({ kind }) => kind === "pattern" || kind === "role")
      .map(
        ({ kind, name }): Line => [
          kind === "pattern" ? "whatever else matches " : "whatever a role of your org of this name permits: ",
          code(name),
        ],
      ),
    ...(held.length === 0 ? [["Nothing: it holds no role."]] : []),
  ];
}

function mayNotLines(
  org: RegisterOrg,
  { promises, grants }: RegisterSubject,
  held: readonly RegisterItem[],
  actsForUsers: boolean,
): Line[] {
  const known = held.every(({ access }) => access !== "unknown");
  const domains = sortedOnce(held.filter(({ kind }) => kind === "permission").map(({ domain }) => domain));
  const kept = promises.flatMap((index) => {
    const promise = org.promises[index];
    // One about a division is about this org.
    return promise?.kind === "cannot" && promise.state === "kept" && promise.division === undefined
      ? [promise.words]
      : [];
  });
  return [
    ...(actsForUsers
      ? [
          ["Anything that the user who signs in may not do."],
          ["Anything beyond its scopes, where your org enforces scopes."],
        ]
      : [
          ...(known && held.every(({ access }) => access === "read") ? [["Change anything: it only reads."]] : []),
          ...(known ? [["Anything outside of: ", ...separated(domains)]] : [["More than its roles permit."]]),
          ...(grants.some((grant) => grant.everywhere)
            ? []
            : [
                [
                  "Reach divisions other than those that you name when you install it, as far as divisions limit a permission.",
                ],
              ]),
        ]),
    ...kept.map((words): Line => ["Promised and checked: ", code(words.replace(/ \(clients\..*$/, ""))]),
  ];
}

function separated(texts: readonly string[]): Line {
  return texts.flatMap((text, index): Line => (index === 0 ? [code(text)] : [", ", code(text)]));
}

function scopeLines({ scopes }: RegisterSubject, held: readonly RegisterItem[], actsForUsers: boolean): Line[] {
  const permissions = new Set(held.flatMap(({ kind, name }) => (kind === "permission" ? [name] : [])));
  const operations = [...permissions].flatMap((permission) => openedBy(permission, permissions));
  return [
    [
      actsForUsers
        ? "Scopes are the most that it may do for whoever signs in."
        : "Genesys Cloud limits a client of this grant type by its roles, and not by scopes; they are declared so that people see what it calls.",
    ],
    ...scopes.map((name): Line => {
      const description = catalogueScope(name)?.description ?? "";
      const uses = operations.find((operation) => operation.scopes?.includes(name));
      return [
        code(name),
        ...(description === "" ? [] : [": ", ...prose(description)]),
        ...(uses ? [", for instance for ", code(callText(uses))] : []),
      ];
    }),
    ...(scopes.length === 0 ? [["None."]] : []),
  ];
}

function callText({ method, path }: Pick<Operation, "method" | "path">): string {
  return `${method} ${path}`;
}

function everywhere({ grants }: RegisterSubject): BlockContent[] {
  const all = grants.filter((grant) => grant.everywhere);
  if (all.length === 0) return [];
  return [
    heading(4, "Why in all divisions"),
    ...bullets(
      sortedOnce(all.map(({ justification }) => justification ?? "")).map((reason) =>
        reason === "" ? ["Nobody says why: ask before you install it."] : [code(reason)],
      ),
    ),
  ];
}

const GRANT_TYPES: Readonly<Record<string, string>> = {
  "CLIENT-CREDENTIALS": "Client Credentials",
  CODE: "Code Authorization",
  TOKEN: "Token Implicit Grant (Browser)",
  "SAML2-BEARER": "SAML2 Bearer",
  PASSWORD: "Password",
};

function installLines(org: RegisterOrg, subject: RegisterSubject, actsForUsers: boolean): Line[] {
  const { grants, grantType = "", tokenLifetime, scopes, redirectUris } = subject;
  const held = grants.flatMap((grant) => {
    const role = grant.role === undefined ? undefined : org.roles[grant.role];
    return role ? [{ role, grant }] : [];
  });
  return [
    ...held.flatMap(({ role }): Line[] =>
      role.origin === "existing"
        ? [["Choose the role of your org that stands for ", code(role.name), "."]]
        : [
            [
              "Admin > People & Permissions > Roles / Permissions > Add: a role ",
              code(role.name),
              " with exactly these permissions: ",
              ...role.permits.flatMap(
                ({ permission, condition }, index): Line => [
                  ...(index === 0 ? [] : [", "]),
                  code(permission),
                  ...(condition === undefined ? [] : [" only if ", code(condition)]),
                ],
              ),
            ],
          ],
    ),
    [
      "Admin > Integrations > OAuth > Add client: the name ",
      code(subject.name),
      ", grant type ",
      strong(GRANT_TYPES[grantType] ?? grantType),
      ...(tokenLifetime ? [`, token duration ${tokenLifetime} seconds`] : []),
    ],
    ...(actsForUsers && redirectUris.length > 0
      ? [["Authorized redirect URIs, exactly: ", ...separated(redirectUris)]]
      : []),
    ...(scopes.length > 0 ? [["Scopes: ", ...separated(scopes)]] : []),
    ...held.map(
      ({ role, grant }): Line => [
        "On its tab Roles assign ",
        code(role.name),
        grant.everywhere
          ? " in all divisions (why: above)."
          : " in the divisions that it is to work in, and in no other.",
      ],
    ),
    [
      "Genesys Cloud shows id and secret of the client. Put them straight into the store from which the integration reads them: not into a mail, a ticket or a chat.",
    ],
  ];
}

function verify(held: readonly RegisterItem[], actsForUsers: boolean): BlockContent[] {
  if (actsForUsers)
    return [
      paragraph(
        "Sign in through it as a user who may little, and look that it shows no more than that user sees in Genesys Cloud.",
      ),
    ];
  const permissions = new Set(held.flatMap(({ kind, name }) => (kind === "permission" ? [name] : [])));
  const calls = [...permissions]
    .flatMap((permission) => openedBy(permission, permissions))
    .filter(({ method, path, status }) => method === "GET" && !/\{|\/me(\/|$)/.test(path) && status === "current");
  const allowed = calls[0];
  const refused = REFUSED.find(({ permission }) => !permissions.has(permission));
  return [
    paragraph(
      "With id and secret in variables, and the domain of your region (for instance ",
      code("mypurecloud.de"),
      "):",
    ),
    shell([
      'token=$(printf \'user = "%s:%s"\\n\' "$CLIENT_ID" "$CLIENT_SECRET" |',
      '  curl --silent --config - --data grant_type=client_credentials "https://login.$REGION/oauth/token" | jq --raw-output .access_token)',
      'call() { printf \'header = "Authorization: Bearer %s"\\n\' "$token" | curl --silent --config - --output /dev/null --write-out "%{http_code}\\n" "$1"; }',
      ...(allowed ? [`call "https://api.$REGION${allowed.path}"   # may: 200`] : []),
      ...(refused ? [`call "https://api.$REGION${refused.path}"   # may not: 403`] : []),
    ]),
    ...(allowed
      ? []
      : [
          paragraph(
            "None of what it may call can be tried without an object of your org: try its own first call instead.",
          ),
        ]),
  ];
}

/** Reads that few clients may do. */
const REFUSED = [
  { path: "/api/v2/oauth/clients", permission: "oauth:client:view" },
  { path: "/api/v2/authorization/roles", permission: "authorization:role:view" },
] as const;

function shell(lines: readonly string[]): Code {
  return { type: "code", lang: "bash", value: lines.join("\n") };
}
