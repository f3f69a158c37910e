import { describe, expect, it } from "vitest";
import { rotate } from "../../../toolkit/rotate/rotate.ts";
import { loadTexts, ORGANIZATION, specOf } from "../../access/fixtures/load.ts";

const HEAD = `organization: { id: ${ORGANIZATION} }
divisions: { EMEA: {} }
roles: { reader: { name: Reader, permissions: ["routing:queue:view"] } }
`;
const OTHER =
  "  other: { name: Other, grantType: client-credentials, grants: [{ role: reader, divisions: [EMEA] }] }\n";

function rotated(clients: string, key = "app"): string {
  const text = `${HEAD}${clients}`;
  const files = { "stacks/prod.yaml": text };
  const { after } = rotate(specOf(loadTexts(files)), key, () => text);
  expect(after.startsWith(HEAD)).toBe(true);
  return after.slice(HEAD.length);
}

const block = (secret: string, tail = OTHER) => `clients:
  # the app
  app:
    name: App # as in the console
    grantType: client-credentials
    grants:
      - { role: reader, divisions: [EMEA] }   # one
${secret}
${tail}`;

const flow = (secret: string) =>
  `clients: { app: { name: App, grantType: client-credentials, grants: [{ role: reader, divisions: [EMEA] }]${secret} } }\n`;

describe("the first step of a rotation", () => {
  it("adds the generations to a client that says nothing of them, after its last line", () => {
    expect(rotated(block("# no more"))).toBe(block("    secret: { generation: 2, keep: [1] }\n# no more"));
  });

  it("adds them to a client at the end of a file without a line end", () => {
    const clients = block("", "").trimEnd();
    expect(rotated(clients)).toBe(`${clients}\n    secret: { generation: 2, keep: [1] }`);
  });

  it("adds them to a client on one line", () => {
    expect(rotated(flow(""))).toBe(flow(", secret: { generation: 2, keep: [1] }"));
  });

  it.each([
    [
      "a map on one line",
      "{ generation: 4, deliver: { command: cat } }",
      "{ generation: 5, keep: [4], deliver: { command: cat } }",
    ],
    [
      "one without a number",
      "{ deliver: { command: cat } }",
      "{ generation: 2, keep: [1], deliver: { command: cat } }",
    ],
    ["one with an empty list", "{ keep: [], generation: 1 }", "{ keep: [1], generation: 2 }"],
    ["one with nothing after keep", "{ generation: 1, keep: }", "{ generation: 2, keep: [1] }"],
    ["an empty map", "{}", "{ generation: 2, keep: [1] }"],
    ["nothing", "~", "{ generation: 2, keep: [1] }"],
  ])("changes a secret that is %s", (_, before, after) => {
    expect(rotated(block(`    secret: ${before} # vault`))).toBe(block(`    secret: ${after} # vault`));
    expect(rotated(flow(`, secret: ${before}`))).toBe(flow(`, secret: ${after}`));
  });

  it("fills a secret that is written without a value", () => {
    expect(rotated(block("    secret:"))).toBe(block("    secret: { generation: 2, keep: [1] }"));
  });

  it("changes a secret in lines, comments and long commands included", () => {
    const secret = (lines: string) =>
      block(`    secret:\n${lines}      deliver:\n        command: |\n          cat |\n          tee x`);
    expect(rotated(secret("      # since May\n      generation: 1 # soon 2\n"))).toBe(
      secret("      # since May\n      generation: 2\n      keep: [1] # soon 2\n"),
    );
    expect(rotated(secret(""))).toBe(secret("      generation: 2\n      keep: [1]\n"));
  });

  it("keeps the line ends of Windows", () => {
    const windows = (text: string) => text.replaceAll("\n", "\r\n");
    const text = windows(`${HEAD}${block("    # end")}`);
    const { after } = rotate(specOf(loadTexts({ "stacks/prod.yaml": text })), "app", () => text);
    expect(after).toBe(windows(`${HEAD}${block("    secret: { generation: 2, keep: [1] }\n    # end")}`));
  });

  it("writes out a secret that comes through an alias, and leaves the other clients of the anchor alone", () => {
    const before = block("    secret: *s").replace(
      "name: Other",
      "name: Other, secret: &s { deliver: { command: 'a \"b\"' } }",
    );
    const moved = before.replace(/clients:\n([\s\S]*?)( {2}other:.*\n)/, "clients:\n$2$1");
    expect(rotated(moved)).toBe(
      moved.replace("secret: *s", 'secret: { generation: 2, keep: [1], deliver: { command: "a \\"b\\"" } }'),
    );
  });

  it("writes out a secret that comes through a merge key", () => {
    const clients = `clients:
  other: &base
    name: Other
    grantType: client-credentials
    grants: [{ role: reader, divisions: [EMEA] }]
    secret: { deliver: { command: cat } }
  app:
    <<: *base
    name: App
`;
    expect(rotated(clients)).toBe(`${clients}    secret: { generation: 2, keep: [1], deliver: { command: "cat" } }\n`);
  });

  it("writes out the variables of a delivery with it", () => {
    const clients = `clients:
  other: &base
    name: Other
    grantType: client-credentials
    grants: [{ role: reader, divisions: [EMEA] }]
    secret: { deliver: { command: cat, env: [VAULT_TOKEN, VAULT_ADDR] } }
  app:
    <<: *base
    name: App
`;
    expect(rotated(clients)).toContain('deliver: { command: "cat", env: [VAULT_ADDR, VAULT_TOKEN] } }\n');
  });

  it.each([
    ["the client", "  app: &app\n", "  twin: { <<: *app, name: Twin }\n", "&app"],
    [
      "its secret",
      "  app:\n",
      "  twin: { <<: { secret: *s }, name: Twin, grantType: client-credentials, grants: [{ role: reader, divisions: [EMEA] }] }\n",
      "&s",
    ],
  ])("is left to a person where an anchor shares %s", (_, head, twin, anchor) => {
    const clients = block("    secret: &s { generation: 1 }", twin).replace("  app:\n", head);
    expect(() => rotated(clients)).toThrow(`was not changed: the anchor \`${anchor}\` shares it`);
    expect(() => rotated(clients)).toThrow("Write `generation: 2` and `keep: [1]` into `clients.app.secret` by hand.");
  });

  it("is left to a person where the client itself is an alias", () => {
    const clients =
      "clients:\n  base: &b { name: Base, grantType: client-credentials, grants: [{ role: reader, divisions: [EMEA] }] }\n";
    const text = `${HEAD}${clients}groups: { Team: { grants: [{ role: reader, divisions: [EMEA] }] } }\n`;
    const twin = text.replace("groups:", "  app: { <<: *b, name: App }\ngroups:");
    const spec = specOf(loadTexts({ "stacks/prod.yaml": twin }));
    const alias = twin.replace("{ <<: *b, name: App }", "*b");
    expect(() => rotate(spec, "app", () => alias)).toThrow("`clients.app` is no map of its own there");
  });
});

describe("the second step of a rotation", () => {
  it.each([
    ["at the end", "{ generation: 2, keep: [1] }", "{ generation: 2 }"],
    [
      "in the middle",
      "{ generation: 2, keep: [ 1 ], deliver: { command: cat } }",
      "{ generation: 2, deliver: { command: cat } }",
    ],
    ["at the beginning", "{ keep: [1], generation: 2 }", "{ generation: 2 }"],
    ["of several", "{ generation: 3, keep: [1, 2] }", "{ generation: 3 }"],
  ])("drops what was kept, %s of a map on one line", (_, before, after) => {
    expect(rotated(block(`    secret: ${before}`))).toBe(block(`    secret: ${after}`));
    expect(rotated(flow(`, secret: ${before}`))).toBe(flow(`, secret: ${after}`));
  });

  it("drops the lines of what was kept", () => {
    const secret = (keep: string) =>
      block(`    secret:\n      generation: 2 # since May\n${keep}      deliver: { command: cat }`);
    expect(rotated(secret("      keep: [1] # until June\n"))).toBe(secret(""));
    expect(rotated(secret("      keep:\n        - 1\n"))).toBe(secret(""));
  });

  it("follows the first: two steps and the file is as before, one generation on", () => {
    const before = block("    secret: { generation: 1, deliver: { command: cat } }");
    expect(rotated(rotated(before))).toBe(before.replace("generation: 1", "generation: 2"));
  });
});
