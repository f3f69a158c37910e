import { describe, expect, it } from "vitest";
import { MAX_FILE_BYTES } from "../../../access/language/regularFile.ts";
import { loadTexts, problemsOf, specOf } from "../fixtures/load.ts";

const GOOD = `organization: { id: 2f6c8a10-5b1d-4c57-9f0e-6f0a3c1d2e4b, region: mypurecloud.de }
divisions: { EMEA_Operations: {}, Silo: { manage: true } }
roles:
  reader: { name: Reader, permissions: [routing:queue:view] }
  employee: { existing: Employee }
clients:
  powerbi:
    name: Power BI
    grantType: client-credentials
    scopes: [routing:readonly]
    grants:
      - { role: reader, divisions: [EMEA_Operations] }
  portal: { name: Portal, grantType: code, redirectUris: [https://app.contoso.example/cb] }
  legacy: { existing: 7a0f1e5c-1111-4222-8333-444455556666, grants: [{ role: employee, divisions: all }] }
users: { jane@contoso.example: { grants: [{ role: employee, divisions: { match: "EMEA_*" } }] } }
`;

/** One damage each: what is replaced, by what, the code, where, and the first suggestion. */
type Damage = [find: string, replacement: string, code: string, line: number, column: number, nearest?: string];

const DAMAGES: readonly Damage[] = [
  ["  grantType: client", "\tgrantType: client", "yaml-tab", 9, 3],
  ["scopes: [routing:readonly]", "scopes: [routing:readonly", "yaml-syntax", 11, 5],
  ["users:", "---\nusers:", "several-documents", 15, 1],
  ["name: Reader", "name: !secret Reader", "yaml-tag", 4, 19],
  ["name: Reader", "name: *reader", "unknown-alias", 4, 19],
  ["{ name: Reader,", "&r { name: Reader, purpose: *r,", "alias-cycle", 4, 39],
  ["  employee:", "  reader: { existing: X }\n  employee:", "duplicate-key", 5, 3],
  ["{ name: Reader,", "{ <<: [5], name: Reader,", "bad-merge", 4, 17],
  ["divisions: {", "[a]: 1\ndivisions: {", "yaml-syntax", 2, 1],
  ["divisions: {", "divisions: { __proto__: {},", "bad-key", 2, 14],
  ["divisions: {", 'divisions: { "*": {},', "bad-key", 2, 14],
  ["2f6c8a10-", "2f6c8a1-", "bad-uuid", 1, 21],
  ["id: 2f6c8a10-5b1d-4c57-9f0e-6f0a3c1d2e4b, ", "", "missing-key", 1, 15],
  ["mypurecloud.de", "eu_central_3", "unknown-region", 1, 67],
  ["users:", "user:", "unknown-key", 15, 1, "users"],
  ["manage: true", "manage: yes", "wrong-type", 2, 51],
  ["manage: true", "managed: true", "unknown-key", 2, 43, "manage"],
  ["manage: true", "description: mine", "description-without-effect", 2, 43],
  ["manage: true", "manage: true, name: EMEA_Operations", "duplicate-name", 2, 63],
  ["permissions: [routing:queue:view]", "permissions: []", "no-permissions", 4, 40],
  ["routing:queue:view", "routing:queue:view,search", "malformed-permission", 4, 60],
  ["routing:queue:view", "routing:readonly", "scope-as-permission", 4, 41],
  ["routing:queue:view", "routing:queue", "malformed-permission", 4, 41],
  ["divisions: { EMEA_Operations: {}, Silo: { manage: true } }", "divisions: [EMEA_Operations]", "wrong-type", 2, 12],
  ["roles:", "rolles:", "unknown-key", 3, 1, "roles"],
  ["permissions: [routing:queue:view]", "profile: audit-log-exports", "unknown-profile", 4, 36, "audit-log-export"],
  [
    "permissions: [routing:queue:view]",
    "endpoints: [GET /routing/queue]",
    "unknown-endpoint",
    4,
    39,
    "GET /api/v2/routing/queues",
  ],
  ["permissions: [routing:queue:view]", "endpoints: [/routing/queues]", "malformed-endpoint", 4, 39],
  ["permissions: [routing:queue:view]", "endpoints: [LIST /routing/queues]", "malformed-endpoint", 4, 39],
  ["permissions: [routing:queue:view]", "endpoints: []", "no-permissions", 4, 11],
  ["permissions: [routing:queue:view]", "profile: null, permissions: []", "no-permissions", 4, 55],
  ["permissions: [routing:queue:view]", "endpoint: [GET /routing/queues]", "unknown-key", 4, 27, "endpoints"],
  [
    "permissions: [routing:queue:view]",
    'endpoints: ["DELETE /contentmanagement/documents/{documentId}"]',
    "unholdable-endpoint",
    4,
    39,
  ],
  ["permissions: [routing:queue:view]", 'endpoints: ["GET /fax/{faxId}/status"]', "unknown-requirement", 4, 39],
  ["name: Reader", "name: Employee", "duplicate-name", 5, 25],
  ["name: Reader", "name: 5", "wrong-type", 4, 19],
  ["name: Reader", 'name: " "', "empty-text", 4, 19],
  ["existing: Employee", "existing: Employee, access: read-only", "unknown-key", 5, 35],
  ["grantType: client-credentials", "grantType: client_credentials", "invalid-value", 9, 16, "client-credentials"],
  ["    grantType: client-credentials\n", "", "missing-key", 8, 5],
  ["scopes: [routing:readonly]", "redirectUris: [https://a.example]", "redirect-uris-without-browser", 10, 5],
  ["scopes: [routing:readonly]", "tokenLifetime: 299", "bad-token-lifetime", 10, 20],
  ["scopes: [routing:readonly]", "tokenLifetime: 49h", "bad-token-lifetime", 10, 20],
  ["scopes: [routing:readonly]", "access: readonly", "invalid-value", 10, 13, "read-only"],
  ["    grants:\n      - { role: reader, divisions: [EMEA_Operations] }\n", "", "no-grants", 8, 5],
  ["role: reader", "role: raeder", "dangling-role", 12, 17, "reader"],
  ["role: reader", "role: employee", "existing-role-on-managed-client", 12, 17],
  ["role: reader, ", "", "missing-key", 12, 9],
  ["reader, divisions: [EMEA_Operations]", "reader", "no-divisions", 12, 9],
  ["[EMEA_Operations]", "[]", "no-divisions", 12, 36],
  ["[EMEA_Operations]", "[EMEA_Operation]", "dangling-division", 12, 37, "EMEA_Operations"],
  ["[EMEA_Operations]", "EMEA_Operations", "wrong-type", 12, 36],
  ["  portal:", "      - { role: reader, divisions: all }\n  portal:", "duplicate-grant", 13, 17],
  ["name: Portal", "name: Power BI", "duplicate-name", 13, 19],
  [", redirectUris: [https://app.contoso.example/cb]", "", "no-redirect-uris", 13, 11],
  ["name: Portal,", "name: Portal, grants: [{ role: reader, divisions: [Silo] }],", "grants-on-user-context", 13, 27],
  ["7a0f1e5c-", "7a0f1e5z-", "bad-uuid", 14, 23],
  ["jane@contoso.example", "jane", "bad-email", 15, 10],
  [
    "users: {",
    "users: { Jane@contoso.example: { grants: [{ role: employee, divisions: all }] },",
    "duplicate-name",
    15,
    82,
  ],
  ['match: "EMEA_*"', "match: []", "empty-list", 15, 81],
  ['match: "EMEA_*"', 'match: "EMEA_*", exclud: x', "unknown-key", 15, 91, "exclude"],
];

/** The same, of what the policies judge as well: a file that has nothing else loads. */
const LEFT_TO_POLICIES: readonly Damage[] = [
  ["routing:queue:view", "routing:queues:view", "unknown-permission", 4, 41, "routing:queue:view"],
  ["routing:queue:view", '"routing:queue:view,serch"', "unknown-permission", 4, 41, "routing:queue:search"],
  ["routing:queue:view", "rooting:*:view", "unknown-permission", 4, 41],
  ["scopes: [routing:readonly]", "scopes: [routing:view]", "unknown-scope", 10, 14, "routing:readonly"],
  ["scopes: [routing:readonly]", "scopes: [routing:queue:view]", "permission-as-scope", 10, 14, "routing:readonly"],
];

describe("a good spec", () => {
  it("has no problems", () => {
    expect(Object.keys(specOf(loadTexts({ "a.yaml": GOOD })).value.clients)).toEqual(["powerbi", "portal", "legacy"]);
  });

  it.each(DAMAGES)(
    "with %j as %j has the one problem %s at %i:%i",
    (find, replacement, code, line, column, nearest) => {
      expect(GOOD).toContain(find);
      const problems = problemsOf(loadTexts({ "a.yaml": GOOD.replace(find, replacement) }));
      expect(problems.map((problem) => problem.code)).toEqual([code]);
      expect(problems[0]?.position).toEqual({ file: "a.yaml", line, column });
      expect(problems[0]?.fix).toMatch(/^[A-Z].*\.$/);
      if (nearest !== undefined) expect(problems[0]?.nearest[0]).toBe(nearest);
    },
  );

  it.each([
    ["routing:queue:view", "routing:*:view"],
    ["routing:queue:view", '"routing:queue:view,search"'],
    ["client-credentials", "CLIENT-CREDENTIALS"],
    ["scopes: [routing:readonly]", "tokenLifetime: 30m"],
    ["mypurecloud.de", "EU-CENTRAL-1"],
    ["Silo: { manage: true }", "Silo:"],
    ["\n", "\r\n"],
  ])("stays good with %j as %j", (find, replacement) => {
    expect(problemsOf(loadTexts({ "a.yaml": GOOD.replaceAll(find, replacement) }))).toEqual([]);
  });
});

describe("what the catalogue does not know", () => {
  it.each(LEFT_TO_POLICIES)("%j as %j is left to the policies", (find, replacement) => {
    expect(problemsOf(loadTexts({ "a.yaml": GOOD.replace(find, replacement) }))).toEqual([]);
  });

  it.each(LEFT_TO_POLICIES)(
    "%j as %j is told as %s at %i:%i beside a problem of the language",
    (find, replacement, code, line, column, nearest) => {
      const problems = problemsOf(loadTexts({ "a.yaml": `${GOOD.replace(find, replacement)}groups: 5` }));
      expect(problems.map((problem) => problem.code)).toEqual([code, "wrong-type"]);
      expect(problems[0]?.position).toEqual({ file: "a.yaml", line, column });
      expect(problems[0]?.fix).toMatch(/^[A-Z].*\.$/);
      if (nearest !== undefined) expect(problems[0]?.nearest[0]).toBe(nearest);
    },
  );
});

describe("conditions", () => {
  const condition =
    "condition: { conjunction: AND, terms: [{ variableName: Conversation.mediaType, operator: EQ, operands: [{ type: SCALAR, value: CALL }] }] }";
  const withLine = (line: string) =>
    problemsOf(loadTexts({ "a.yaml": GOOD.replace("[routing:queue:view]", `[routing:queue:view, ${line}]`) }));

  it("limit a permission", () => {
    expect(withLine(`{ permission: routing:queue:search, ${condition} }`)).toEqual([]);
  });

  it("are refused where the role holds the permission without one", () => {
    expect(withLine(`{ permission: "routing:queue:search,view", ${condition} }`).map(({ code }) => code)).toEqual([
      "condition-without-effect",
    ]);
  });

  it("have the operators of the API", () => {
    const problems = withLine(`{ permission: routing:queue:search, ${condition.replace("EQ", "EQUALS")} }`);
    expect(problems.map(({ code, path }) => [code, path.at(-1)])).toEqual([["invalid-value", "operator"]]);
  });
});

describe("hostile files", () => {
  const codes = (text: string) => problemsOf(loadTexts({ "a.yaml": text })).map(({ code }) => code);

  it("that are too large are not parsed", () => {
    expect(codes(`${GOOD}#${"x".repeat(MAX_FILE_BYTES)}`)).toEqual(["file-too-large"]);
  });

  it("with aliases of aliases are refused", () => {
    const bomb = Array.from(
      { length: 9 },
      (_, level) => `  k${level + 1}: &a${level + 1} [${`*a${level}, `.repeat(9)}]`,
    ).join("\n");
    expect(codes(`groups:\n  k0: &a0 [x]\n${bomb}`)).toEqual(["alias-bomb"]);
  });

  it.each([100, 5000, 100_000])("nested %i levels deep are refused", (levels) => {
    expect(codes(`groups: ${"[".repeat(levels)}${"]".repeat(levels)}`)).toEqual(["too-deep"]);
  });

  it("with nothing in them are refused", () => {
    expect(["", "# comment", "---", "null"].flatMap(codes)).toEqual(Array(4).fill("empty-file"));
    expect(["5", "[a]", "text"].flatMap(codes)).toEqual(Array(3).fill("wrong-type"));
  });

  it("with names of JavaScript's own are plain names", () => {
    const text = GOOD.replaceAll("reader", "constructor").replaceAll("Silo", "toString");
    expect(codes(text)).toEqual([]);
    expect(codes(GOOD.replace("role: reader", "role: constructor"))).toEqual(["dangling-role"]);
  });
});
