import { describe, expect, it } from "vitest";
import { loadSpec } from "../../../access/language/loadSpec.ts";
import { type Problem, printProblem } from "../../../access/language/problem.ts";

const OWN = "organization: { id: 3e1f6b52-6c6c-4d3e-8a55-2f1f1d9b7a01 }\ninclude: [shared.yaml]\n";
const SHARED = `
divisions: { operations: { name: EMEA_Operations }, silo: {} }
roles:
  reader: { name: Reader, purpose: Report, permissions: ["analytics:conversationDetail:view"] }
clients:
  reporting:
    name: Reporting
    owner: bi@contoso.example
    purpose: Report
    grantType: client-credentials
    tokenLifetime: 1h
    grants: [{ role: reader, divisions: [operations] }]
  wallboard:
    name: Wallboard
    owner: bi@contoso.example
    purpose: Board
    grantType: client-credentials
    grants: [{ role: reader, divisions: [silo] }]
groups: { Quality: { grants: [{ role: reader, divisions: [silo] }] } }
`;

function load(own: string, shared = SHARED) {
  const files: Record<string, string> = { "own.yaml": OWN + own, "shared.yaml": shared };
  return loadSpec("own.yaml", (file) => {
    const text = files[file];
    if (text === undefined) throw new Error("no such file");
    return text;
  });
}

function specOf(own: string) {
  const result = load(own);
  if (!result.ok) throw new Error(result.problems.map(printProblem).join("\n"));
  return result.spec;
}

function problemsOf(own: string, shared?: string): readonly Problem[] {
  const result = load(own, shared);
  if (result.ok) throw new Error("The spec is valid.");
  return result.problems;
}

describe("override", () => {
  it("replaces the fields that it names, keeps the others, and knows the place of each", () => {
    const { value, locate } = specOf(`override:
  divisions: { operations: { name: APAC_Operations } }
  clients:
    reporting: { grants: [{ role: reader, divisions: { match: "APAC_*" } }] }
`);
    expect(value.divisions["operations"]?.name).toBe("APAC_Operations");
    expect(value.clients["reporting"]).toMatchObject({
      name: "Reporting",
      owner: "bi@contoso.example",
      grants: [{ role: "reader", divisions: { match: ["APAC_*"] } }],
    });
    expect(value.clients["wallboard"]).toMatchObject({ grants: [{ divisions: ["silo"] }] });
    expect(locate(["clients", "reporting", "grants", 0])).toMatchObject({ file: "own.yaml", line: 6 });
    expect(locate(["clients", "reporting", "name"])).toMatchObject({ file: "shared.yaml", line: 7 });
  });

  it("takes away what it says is null: a whole client, or one field", () => {
    const { value } = specOf(
      "override: { clients: { wallboard: null, reporting: { tokenLifetime: null } }, groups: null }",
    );
    expect(Object.keys(value.clients)).toEqual(["reporting"]);
    expect(value.clients["reporting"]).toEqual(
      specOf("override: { clients: { reporting: { tokenLifetime: 24h } } }").value.clients["reporting"],
    );
    expect(Object.keys(value.groups)).toEqual(["Quality"]);
  });

  it("turns a managed role into one of the org's own", () => {
    const { value } = specOf(`override:
  roles: { reader: { existing: employee, name: null, purpose: null, permissions: null } }
  clients: { reporting: null, wallboard: null }
`);
    expect(value.roles["reader"]).toEqual({ existing: "employee" });
  });

  it.each([
    [
      "a mistyped key",
      "override: { clients: { reportin: { purpose: X } } }",
      "nothing-to-override",
      "Nearest: reporting.",
    ],
    ["a section that is the org's own", "override: { organization: {} }", "unknown-key", "own.yaml:3:13"],
    [
      "shared settings of rules",
      "override: { policies: { token-lifetime: disabled } }",
      "unknown-key",
      "divisions, roles",
    ],
    ["a list", "override: [clients]", "wrong-type", "own.yaml:3:11"],
    ["a section that is no map", "override: { clients: [reporting] }", "wrong-type", "override.clients"],
    ["a client that is no map", "override: { clients: { reporting: 1h } }", "wrong-type", "own.yaml:3:35"],
    ["a mistyped field", "override: { clients: { reporting: { grant: [] } } }", "unknown-key", "own.yaml:3:37"],
    ["a field of the wrong kind", "override: { clients: { reporting: { name: 5 } } }", "wrong-type", "own.yaml:3:43"],
    ["a section that nobody has", "override: { users: { a@contoso.example: null } }", "nothing-to-override", "users"],
  ])("reports %s at its place", (_, own, code, part) => {
    const problems = problemsOf(own);
    expect(problems.map((problem) => problem.code)).toEqual([code]);
    expect(problems.map(printProblem).join()).toContain(part);
  });

  it("belongs to the stack's own file", () => {
    const problems = problemsOf("", `${SHARED}override: { clients: { wallboard: null } }`);
    expect(problems.map(({ code, position }) => [code, position.file])).toEqual([
      ["misplaced-override", "shared.yaml"],
    ]);
  });
});
