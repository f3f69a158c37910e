import { describe, expect, it } from "vitest";
import { printProblem } from "../../../access/language/problem.ts";
import { loadFixture, loadTexts, ORGANIZATION, problemsOf, readFixture, specOf } from "../fixtures/load.ts";

describe("a spec that says everything once", () => {
  const spec = specOf(loadFixture("contoso.yaml"));

  it("loads with its defaults filled in", () => {
    expect(spec.value.organization).toEqual({ id: ORGANIZATION, name: "Contoso Example", region: "mypurecloud.de" });
    expect(spec.value.divisions).toEqual({
      Home: { name: "Home", manage: false, description: "" },
      EMEA_Operations: { name: "EMEA_Operations", manage: false, description: "" },
      BPO_Adherence: { name: "BPO Adherence", manage: true, description: "Partner silo" },
    });
    expect(spec.value.clients["portal"]).toEqual({
      name: "Agent portal",
      grantType: "CODE",
      access: "read-only",
      scopes: ["user-basic-info"],
      redirectUris: ["https://app.contoso.example/callback"],
      tokenLifetime: 86_400,
      secret: { generation: 1, keep: [] },
      grants: [],
      can: [],
      cannot: [],
    });
    expect(spec.value.roles["communicate-user"]).toEqual({ existing: "Communicate - User" });
  });

  it("follows anchors and merge keys, own keys first", () => {
    expect(spec.value.clients["wallboard"]).toMatchObject({
      name: "Wallboard",
      tokenLifetime: 3600,
      purpose: "Interaction reporting for EMEA.",
    });
    expect(spec.value.clients["wallboard"]).not.toHaveProperty("owner");
  });

  it("knows where each value is, in whatever file", () => {
    expect(spec.locate(["clients", "powerbi-emea", "scopes", 1])).toEqual({
      file: "contoso.yaml",
      line: 15,
      column: 34,
    });
    expect(spec.locate(["roles", "bi-analytics-reader", "permissions", 0])).toEqual({
      file: "shared/roles.yaml",
      line: 6,
      column: 9,
    });
    expect(spec.locateKey(["clients", "portal"])).toEqual({ file: "contoso.yaml", line: 27, column: 3 });
  });

  it("places merged content at its anchor, and what is absent at its nearest ancestor", () => {
    expect(spec.locate(["clients", "wallboard", "scopes", 1])).toEqual({ file: "contoso.yaml", line: 15, column: 34 });
    expect(spec.locate(["clients", "portal", "owner", "x"])).toEqual({ file: "contoso.yaml", line: 28, column: 5 });
    expect(spec.locate(["nothing"])).toEqual({ file: "contoso.yaml", line: 1, column: 1 });
  });
});

describe("omitted, null and empty", () => {
  const organization = `organization: { id: ${ORGANIZATION} }\n`;

  it("mean the same for sections", () => {
    const empty = { divisions: {}, roles: {}, clients: {}, users: {}, groups: {} };
    for (const rest of ["", "divisions:\nroles: null\nclients: {}\nusers: ~\ngroups: {}\n"]) {
      expect(specOf(loadTexts({ "a.yaml": organization + rest })).value).toMatchObject(empty);
    }
  });

  it("are all errors for a list that must say something", () => {
    for (const [value, code] of [
      ["permissions: []", "no-permissions"],
      ["permissions: null", "no-permissions"],
      ["purpose: none", "no-permissions"],
    ]) {
      const result = loadTexts({ "a.yaml": `${organization}roles: { r: { name: R, ${value} } }` });
      expect(problemsOf(result).map((problem) => problem.code)).toEqual([code]);
    }
  });
});

describe("included files", () => {
  const first = `include: [parts/b.yaml]\norganization: { id: ${ORGANIZATION} }\ndivisions: { Home: {} }\n`;

  it("are found beside the including file, and each is read once", () => {
    const spec = specOf(
      loadTexts({
        "s/a.yaml": first.replace("b.yaml", "b.yaml, parts/c.yaml"),
        "s/parts/b.yaml": "include: [../d.yaml]\ndivisions: { EMEA: null }",
        "s/parts/c.yaml": "include: [../d.yaml]",
        "s/d.yaml": "divisions: { APAC: {} }",
      }),
    );
    expect(Object.keys(spec.value.divisions)).toEqual(["Home", "EMEA", "APAC"]);
    expect(spec.locateKey(["divisions", "APAC"])).toEqual({ file: "s/d.yaml", line: 1, column: 14 });
  });

  it.each([
    ["a key twice", "divisions: { Home: {} }", "duplicate-key", "b.yaml:1:14", "a.yaml:3:14"],
    [
      "a section twice that has one place",
      "development: true\norganization: {}",
      "duplicate-key",
      "b.yaml:2:1",
      "a.yaml:2:1",
    ],
    ["a cycle", "include: [../a.yaml]", "include-cycle", "b.yaml:1:11", "a.yaml -> parts/b.yaml -> a.yaml"],
    ["an unreadable file", "include: [x.yaml]", "unreadable-file", "b.yaml:1:11", "parts/x.yaml"],
    ["a section that is no map", "divisions: [Home]", "wrong-type", "b.yaml:1:12", "divisions"],
    ["an empty file", "# nothing", "empty-file", "b.yaml:1:1", "empty"],
  ])("report %s", (_, text, code, place, part) => {
    const problems = problemsOf(loadTexts({ "a.yaml": first, "parts/b.yaml": text }));
    expect(problems.map((problem) => problem.code)).toEqual([code]);
    const printed = problems.map(printProblem).join();
    expect(printed).toContain(`parts/${place} `);
    expect(printed).toContain(part);
  });

  it("that are missing do not make dangling what they may define", () => {
    const text = `${first}users: { jane@contoso.example: { grants: [{ role: r, divisions: [X] }] } }\nclients: { c: { name: 5 } }`;
    expect(problemsOf(loadTexts({ "a.yaml": text })).map(({ code }) => code)).toEqual([
      "unreadable-file",
      "missing-key",
      "wrong-type",
    ]);
  });

  it("are reported for a first file that is missing, too", () => {
    expect(problemsOf(loadTexts({})).map(({ code, position }) => [code, position.line])).toEqual([
      ["unreadable-file", 1],
    ]);
  });
});

describe("many problems", () => {
  it("are all found in one run, in the order of the file", () => {
    const problems = problemsOf(loadFixture("language-problems.yaml"));
    expect(problems.map(printProblem).join("\n")).toBe(readFixture("language-problems.txt").trimEnd());
    const lines = problems.map(({ position }) => position.line);
    expect(lines).toEqual([...lines].sort((a, b) => a - b));
  });
});

describe("a big spec", () => {
  it("with 2,000 clients that share an anchor loads", () => {
    const clients = Array.from({ length: 2000 }, (_, index) => `  c${index}: { <<: *base, name: C${index} }`).join(
      "\n",
    );
    const text = `organization: { id: ${ORGANIZATION} }
divisions: { Home: {} }
roles: { r: { name: R, permissions: [routing:queue:view] } }
clients:
  base: &base { name: Base, grantType: client-credentials, scopes: &s [routing:readonly], grants: [{ role: r, divisions: [Home] }] }
${clients}`;
    expect(Object.keys(specOf(loadTexts({ "a.yaml": text })).value.clients)).toHaveLength(2001);
  });
});
