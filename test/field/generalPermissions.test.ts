/** General permissions of old roles (`admin`): told for what they are in the YAML, and as a critical gain where somebody clicks one onto a role. */
import { describe, expect, it } from "vitest";
import { printDiff } from "../../access/diff/printDiff.ts";
import { loadSpec } from "../../access/language/loadSpec.ts";
import { CLIENT } from "../../access/resources/client.ts";
import { GRANT } from "../../access/resources/grant.ts";
import { ROLE } from "../../access/resources/role.ts";
import { compareWithDeployed } from "../../toolkit/compare/compareResources.ts";

const FLAGS = ["admin", "group_creation", "employee", "workitems", "content_management_user"];

function specWith(permission: string, expectation = "") {
  return `organization: { id: 58f5d08e-c7f5-4f60-b254-92c700bbecf8 }
divisions: { EMEA: {} }
roles:
  reader: { name: Reader, permissions: [${permission}] }
clients:
  export:
    name: Export
    grantType: client-credentials
    grants: [{ role: reader, divisions: [EMEA] }]
    ${expectation}
`;
}

describe("in the YAML", () => {
  it.each(FLAGS)("%s is said to be a general permission that no role of a spec can hold, with what it does", (flag) => {
    const loaded = loadSpec("prod.yaml", () => specWith(flag));
    const [problem, ...more] = loaded.ok ? [] : loaded.problems;
    expect(more).toEqual([]);
    expect(problem).toMatchObject({ code: "general-permission", nearest: [], position: { line: 4 } });
    expect(problem?.message).toMatch(
      /^"\w+" is a general permission of old roles, which [a-z].*; no role of a spec can/,
    );
    expect(problem?.fix).toContain("single permissions");
  });

  it("one as a promise is told the same, since no role of the spec would ever break it", () => {
    const loaded = loadSpec("prod.yaml", () => specWith('"routing:queue:view"', "cannot: [admin]"));
    expect(loaded.ok ? [] : loaded.problems.map(({ code }) => code)).toEqual(["general-permission"]);
  });
});

const ROLE_INPUTS = {
  organization: "org",
  managedBy: "[access/prod/roles/reader]",
  roleKey: "reader",
  name: "Reader",
  description: "",
  access: "read-only",
  permissions: ["routing:queue:view"],
  conditional: [],
};
const HOLDERS = [
  {
    type: CLIENT.token,
    inputs: {
      organization: "org",
      clientKey: "export",
      name: "Export",
      authorizedGrantType: "CLIENT-CREDENTIALS",
      scope: [],
      grants: { reader: { roleId: "r", divisions: { EMEA: "d" } } },
    },
  },
  {
    type: GRANT.token,
    inputs: {
      organization: "org",
      subjectType: "PC_USER",
      subjectId: "u",
      subjectKey: "jane@contoso.example",
      roleKey: "reader",
      roleId: "r",
      divisions: { EMEA: "d" },
    },
  },
];
const stackWith = (role: object) => [{ type: ROLE.token, inputs: { ...ROLE_INPUTS, ...role } }, ...HOLDERS];

function driftOf(live: object) {
  const state = stackWith({});
  return compareWithDeployed({ stack: "prod", state, live: stackWith(live), head: state, specs: {}, context: {} });
}

describe("clicked onto a role of the stack", () => {
  it.each([...FLAGS, "something_that_no_source_names"])(
    "%s is a critical gain of everybody who holds the role",
    (flag) => {
      const { drift, diff } = driftOf({ generalPermissions: [flag] });
      expect(drift?.verdict).toBe("widened");
      expect(drift?.subjects.map(({ gained }) => gained.map(({ item, risk }) => `${item} ${risk.level}`))).toEqual([
        [`permission:${flag} critical`],
        [`permission:${flag} critical`],
      ]);
      expect(drift?.subjects.flatMap(({ unknown }) => unknown)).toEqual([]);
      expect(drift && printDiff(drift)).toContain(flag);
      // The update takes it away again.
      expect(diff.verdict).toBe("narrowed");
      expect(diff.subjects.flatMap(({ lost }) => lost.map(({ item }) => item))).toEqual([
        `permission:${flag}`,
        `permission:${flag}`,
      ]);
    },
  );

  it("in a form that nobody can read it is of unknown extent, and never nothing", () => {
    expect(driftOf({ generalPermissions: ["a flag, of sorts: \u202e"] }).drift?.verdict).toBe("unknown");
    expect(driftOf({ generalPermissions: 5 }).drift?.verdict).toBe("unknown");
  });
});

it("in a role of the org that the stack only refers to, it is a critical gain as well", () => {
  const permits = { name: "user", permissions: ["routing:queue:view"] };
  const grantOf = (rolePermits: object) => [
    { type: GRANT.token, inputs: { ...HOLDERS[1]?.inputs, existingRole: "user", rolePermits } },
  ];
  const now = grantOf({ ...permits, general: ["admin"] });
  const { diff } = compareWithDeployed({ stack: "prod", state: grantOf(permits), head: now, specs: {}, context: {} });
  expect(diff.verdict).toBe("widened");
  expect(diff.subjects.flatMap(({ gained }) => gained.map(({ item, risk }) => `${item} ${risk.level}`))).toEqual([
    "permission:admin critical",
  ]);
});
