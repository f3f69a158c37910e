import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import type { Problem } from "../../../access/language/problem.ts";
import type { DesiredAccess } from "../../../access/plan/desired.ts";
import type { OrgFacts } from "../../../access/plan/orgFacts.ts";
import { orgNeeds } from "../../../access/plan/orgNeeds.ts";
import { plan } from "../../../access/plan/plan.ts";
import { loadFixture, loadTexts, readFixture, specOf } from "../fixtures/load.ts";
import { LEGACY, org } from "../fixtures/org.ts";

const spec = specOf(loadFixture("contoso.yaml"));

function desiredOf(facts: OrgFacts = org, loaded = spec): DesiredAccess {
  const result = plan(loaded, facts);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.desired;
}

function problemsOf(facts: OrgFacts, loaded = spec): readonly Problem[] {
  const result = plan(loaded, facts);
  return result.ok ? [] : result.problems;
}

describe("what a spec needs of the org", () => {
  it("is what it names and does not create", () => {
    expect(orgNeeds(spec.value)).toEqual({
      users: ["jane@contoso.example"],
      groups: ["Quality Team"],
      conditional: ["conversation:communication:view"],
      roles: ["Communicate - User"],
      clients: [LEGACY],
    });
  });
});

describe("a plan", () => {
  const desired = desiredOf();
  const client = (key: string) => desired.clients.find((found) => found.key === key);

  it("creates only what the spec manages, sorted by key", () => {
    expect(desired.divisions).toEqual([
      {
        key: "BPO_Adherence",
        path: ["divisions", "BPO_Adherence"],
        name: "BPO Adherence",
        description: "Partner silo",
      },
    ]);
    expect(desired.roles.map(({ key }) => key)).toEqual(["adherence-reader", "bi-analytics-reader"]);
    expect(desired.clients.map(({ key }) => key)).toEqual(["portal", "powerbi-emea", "wallboard"]);
  });

  it("holds permissions in the compact form, conditional ones apart", () => {
    expect(desired.roles[1]).toMatchObject({
      description: "Nightly export of interaction history",
      access: "read-only",
      permissions: ["analytics:conversationDetail:view", "routing:queue:search,view"],
      conditional: [{ permission: "conversation:communication:view", condition: { conjunction: "AND" } }],
    });
  });

  it("says in the console what a client is for and who answers for it", () => {
    expect(client("powerbi-emea")?.description).toBe("Interaction reporting for EMEA. Owner: bi-team@contoso.example.");
    expect(client("wallboard")?.description).toBe("Live queue figures.");
    expect(client("portal")?.description).toBe("");
  });

  it("grants roles in named divisions, in selected ones and everywhere", () => {
    expect(client("powerbi-emea")?.grants).toEqual({
      "adherence-reader": {
        path: ["clients", "powerbi-emea", "grants", 1],
        role: { managed: "adherence-reader" },
        divisions: { EMEA_Operations: { id: "d-ops" }, EMEA_Sales: { id: "d-sales" } },
      },
      "bi-analytics-reader": {
        path: ["clients", "powerbi-emea", "grants", 0],
        role: { managed: "bi-analytics-reader" },
        divisions: { EMEA_Operations: { id: "d-ops" } },
      },
    });
    expect(client("wallboard")?.grants["bi-analytics-reader"]).toMatchObject({
      divisions: { "*": { id: "*" } },
      justification: "Shows every queue of the company",
    });
    expect(client("portal")?.grants).toEqual({});
  });

  it("lists the grants of users, groups and existing clients", () => {
    expect(desired.grants.map(({ key, subjectType, subjectId, role }) => [key, subjectType, subjectId, role])).toEqual([
      ["clients.legacy-reporting.communicate-user", "PC_OAUTH_CLIENT", LEGACY, { id: "r-communicate" }],
      ["groups.Quality Team.adherence-reader", "PC_GROUP", "g-quality", { managed: "adherence-reader" }],
      ["users.jane@contoso.example.communicate-user", "PC_USER", "u-jane", { id: "r-communicate" }],
    ]);
  });

  it("selects managed divisions as well, by their name, also when an earlier run has created them", () => {
    const selected = (facts: OrgFacts) =>
      desiredOf(facts).grants.find(({ subjectKey }) => subjectKey === "Quality Team")?.divisions;
    const created = {
      ...org,
      divisions: [...org.divisions, { id: "d-bpo", name: "BPO Adherence", homeDivision: false }],
    };
    expect(Object.keys(selected(org) ?? {})).toEqual([
      "BPO_Adherence",
      "EMEA_Operations",
      "EMEA_Sales",
      "EMEA_Test",
      "Home",
      "emea_lower",
    ]);
    expect(selected(org)?.["BPO_Adherence"]).toEqual({ managed: "BPO_Adherence" });
    expect(selected(created)).toEqual(selected(org));
  });

  it("keeps divisions apart whose name is the key of another", () => {
    const text = readFixture("contoso.yaml").replace(
      "EMEA_Operations: {}",
      "EMEA_Operations: {}\n  EMEA_Sales: { name: Home2 }",
    );
    const loaded = specOf(loadTexts({ "contoso.yaml": text, "shared/roles.yaml": readFixture("shared/roles.yaml") }));
    const facts = { ...org, divisions: [...org.divisions, { id: "d-home2", name: "Home2", homeDivision: false }] };
    const all = desiredOf(facts, loaded).grants.find(({ subjectKey }) => subjectKey === "Quality Team")?.divisions;
    expect(all).toMatchObject({ EMEA_Sales: { id: "d-home2" }, "d-sales": { id: "d-sales" } });
  });
});

describe("a plan is refused", () => {
  it("for another org, whatever else is wrong, with both ids and names", () => {
    const problems = problemsOf({ ...org, organization: { id: "other-id", name: "Fabrikam Example" }, divisions: [] });
    expect(problems.map(({ code, position }) => [code, position.line])).toEqual([["wrong-organization", 2]]);
    for (const part of [spec.value.organization.id, "Contoso Example", "other-id", "Fabrikam Example"]) {
      expect(problems[0]?.message).toContain(part);
    }
  });

  it.each<[string, Partial<OrgFacts>, string, number, number]>([
    [
      "a division that the org lacks",
      { divisions: org.divisions.filter(({ name }) => name !== "Home") },
      "division-not-found",
      6,
      8,
    ],
    [
      "a division name that is not unique",
      { divisions: [...org.divisions, { id: "x", name: "Home", homeDivision: false }] },
      "ambiguous-division",
      6,
      8,
    ],
    [
      "an excluded name that is no division",
      { divisions: org.divisions.filter(({ name }) => name !== "EMEA_Test") },
      "division-not-found",
      19,
      46,
    ],
    ["an unknown role", { roles: [] }, "role-not-found", 19, 33],
    [
      "two roles of one name",
      { roles: [...org.roles, { id: "x", name: "Communicate - User" }] },
      "ambiguous-role",
      19,
      33,
    ],
    ["an unknown user", { users: new Map() }, "user-not-found", 37, 3],
    ["an unknown group", { groups: new Map([["Quality Team", []]]) }, "group-not-found", 41, 3],
    ["two groups of one name", { groups: new Map([["Quality Team", ["a", "b"]]]) }, "ambiguous-group", 41, 3],
    ["an unknown client", { clients: [] }, "client-not-found", 32, 3],
    ["the deployer as subject", { deployerClientId: LEGACY.toUpperCase() }, "deployer-as-subject", 32, 3],
  ])("for %s", (_, facts, code, line, column) => {
    const problems = problemsOf({ ...org, ...facts });
    expect(problems.map((problem) => [problem.code, problem.position.line, problem.position.column])).toEqual([
      [code, line, column],
    ]);
  });

  it("for a missing division with the nearest name and how to create it", () => {
    const divisions = org.divisions.map((division) =>
      division.name === "Home" ? { ...division, name: "Homes" } : division,
    );
    expect(problemsOf({ ...org, divisions })[0]).toMatchObject({
      nearest: ["Homes"],
      fix: expect.stringContaining("manage: true"),
    });
  });

  it("for a selector that selects nothing", () => {
    const text = readFixture("contoso.yaml").replace('match: "EMEA_*", exclude: EMEA_Test', 'match: "APAC_*"');
    const loaded = specOf(loadTexts({ "contoso.yaml": text, "shared/roles.yaml": readFixture("shared/roles.yaml") }));
    expect(problemsOf(org, loaded).map(({ code }) => code)).toEqual(["empty-selector"]);
  });
});

/** The same value with keys and list items in another order, chosen by `random`. */
function shuffle(value: unknown, random: () => number): unknown {
  const mixed = <T>(items: T[]) =>
    items
      .map((item) => ({ item, rank: random() }))
      .sort((a, b) => a.rank - b.rank)
      .map(({ item }) => item);
  if (Array.isArray(value)) return mixed(value.map((item) => shuffle(item, random)));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(mixed(Object.entries(value)).map(([key, inner]) => [key, shuffle(inner, random)]));
}

/** A plan without the places in the file, which do follow the order there. */
function withoutPlaces(desired: DesiredAccess): string {
  return JSON.stringify(desired, (key, value) => (key === "path" ? undefined : value));
}

describe("planning", () => {
  const whole = {
    ...parse(readFixture("contoso.yaml"), { merge: true }),
    ...parse(readFixture("shared/roles.yaml")),
    include: undefined,
  } as Record<string, unknown>;

  it("gives the same plan for the same spec", () => {
    expect(JSON.stringify(desiredOf())).toBe(JSON.stringify(desiredOf(org, specOf(loadFixture("contoso.yaml")))));
  });

  it("gives the same plan whatever the order of keys, list items and divisions of the org", () => {
    const expected = withoutPlaces(desiredOf());
    fc.assert(
      fc.property(fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (numbers) => {
        const random = () => numbers.next().value as number;
        const loaded = specOf(loadTexts({ "contoso.yaml": stringify(shuffle(whole, random)) }));
        const facts = { ...org, divisions: shuffle(org.divisions, random) as OrgFacts["divisions"] };
        expect(withoutPlaces(desiredOf(facts, loaded))).toBe(expected);
      }),
      { numRuns: 50 },
    );
  });
});

describe("permissions that the catalogue does not know", () => {
  const spec = () =>
    specOf(
      loadTexts({
        "prod.yaml": `organization: { id: ${org.organization.id} }
roles: { new: { name: New, permissions: ["newProduct:newEntity:view,edit", "routing:queue:view"] } }`,
      }),
    );

  it("are asked of the org, and only those", () => {
    expect(orgNeeds(spec().value).permissions).toEqual(["newProduct:newEntity:edit", "newProduct:newEntity:view"]);
    expect(orgNeeds(specOf(loadFixture("contoso.yaml")).value)).not.toHaveProperty("permissions");
  });

  it("are beyond the catalogue where the org lists them", () => {
    const permissions = new Set(["newProduct:newEntity:view", "routing:queue:view"]);
    expect(desiredOf({ ...org, permissions }, spec()).roles[0]?.beyondCatalogue).toEqual(["newProduct:newEntity:view"]);
    expect(desiredOf(org, spec()).roles[0]?.beyondCatalogue).toEqual([]);
  });
});

describe("grants in the Home division", () => {
  it("are marked, whether Home is named or selected; All-Divisions is not", () => {
    const { grants, clients } = desiredOf();
    expect(grants.map(({ key, home }) => [key, home])).toEqual([
      ["clients.legacy-reporting.communicate-user", true],
      ["groups.Quality Team.adherence-reader", true],
      ["users.jane@contoso.example.communicate-user", true],
    ]);
    const wallboard = clients.find(({ key }) => key === "wallboard")?.grants["bi-analytics-reader"];
    expect(Object.keys(wallboard?.divisions ?? {})).toEqual(["*"]);
    expect(wallboard).not.toHaveProperty("home");
  });
});
