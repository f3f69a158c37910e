import { describe, expect, it } from "vitest";
import { loadTexts, ORGANIZATION, problemsOf, specOf } from "../fixtures/load.ts";

const GOOD = `organization: { id: ${ORGANIZATION} }
divisions: { EMEA: {} }
roles: { reader: { name: Reader, permissions: ["routing:queue:view"] } }
clients:
  app:
    name: App
    grantType: client-credentials
    grants: [{ role: reader, divisions: [EMEA] }]
    secret: { generation: 3, keep: [2], deliver: { command: cat } }
  portal: { name: Portal, grantType: code, redirectUris: [https://app.contoso.example/cb] }
`;

describe("the secret of a client", () => {
  it("is of the first generation where the file says nothing", () => {
    const { value } = specOf(loadTexts({ "a.yaml": GOOD.replace(/ {4}secret:.*\n/, "") }));
    expect(value.clients["app"]).toMatchObject({ secret: { generation: 1, keep: [] } });
    expect(value.clients["portal"]).toMatchObject({ secret: { generation: 1, keep: [] } });
  });

  it("says its generation, what is kept beside it and where it goes", () => {
    const { value } = specOf(loadTexts({ "a.yaml": GOOD }));
    const secret = { generation: 3, keep: [2], deliver: { command: "cat" } };
    expect(value.clients["app"]).toMatchObject({ secret });
  });

  it("names the variables that its command gets; no order and no empty list says anything", () => {
    const delivery = (env: string) => {
      const text = GOOD.replace("command: cat", `command: cat, env: ${env}`);
      return specOf(loadTexts({ "a.yaml": text })).value.clients["app"];
    };
    const command = "cat";
    const env = ["AWS_PROFILE", "VAULT_ADDR"];
    expect(delivery("[VAULT_ADDR, AWS_PROFILE, VAULT_ADDR]")).toMatchObject({ secret: { deliver: { command, env } } });
    expect(delivery("[]")).toHaveProperty("secret.deliver", { command });
  });

  it.each([
    ["generation: 3", "generation: 0", "bad-generation", 9, 27],
    ["generation: 3", "generation: 2.5", "bad-generation", 9, 27],
    ["generation: 3", "generation: three", "wrong-type", 9, 27],
    ["keep: [2]", "keep: [3]", "bad-kept-generation", 9, 37],
    ["keep: [2]", "keep: [2, 2]", "duplicate-generation", 9, 40],
    ["generation: 3, keep: [2]", "keep: [1]", "bad-kept-generation", 9, 22],
    ["command: cat", "comand: cat", "unknown-key", 9, 52],
    ["command: cat", 'command: ""', "empty-text", 9, 61],
    ["command: cat", "command: cat, env: [$VAULT_ADDR]", "bad-variable", 9, 72],
    ["command: cat", "command: cat, env: [PULUMI_CONFIG_PASSPHRASE_FILE]", "deployers-variable", 9, 72],
    ["command: cat", "command: cat, env: [A, genesyscloud_oauthclient_secret]", "deployers-variable", 9, 75],
    ["command: cat", "command: cat, env: VAULT_ADDR", "wrong-type", 9, 71],
    ["  portal: {", "  portal: { secret: { generation: 2 },", "secret-on-user-context", 10, 13],
    ["  portal: {", "  app/3: {", "key-of-a-generation", 10, 3],
  ])("is refused for %s -> %s", (find, replacement, code, line, column) => {
    expect(GOOD).toContain(find);
    const problems = problemsOf(loadTexts({ "a.yaml": GOOD.replace(find, replacement) }));
    expect(problems.map((problem) => [problem.code, problem.position.line, problem.position.column])).toEqual([
      [code, line, column],
    ]);
    expect(problems[0]?.fix).toMatch(/^[A-Z].*\.$/);
  });

  it("is none of an existing client's", () => {
    const existing =
      "{ existing: 7a0f1e5c-1111-4222-8333-444455556666, secret: {}, grants: [{ role: reader, divisions: all, justification: x }] }";
    const problems = problemsOf(loadTexts({ "a.yaml": `${GOOD}  legacy: ${existing}\n` }));
    expect(problems.map(({ code, path }) => [code, path.at(-1)])).toEqual([["unknown-key", "secret"]]);
  });
});
