import { describe, expect, it } from "vitest";
import { atomsOf, findingsOf } from "../../support/atomsOf.ts";
import { goodClient, goodGrant, goodRoleGrant } from "../../support/ruleFacts.ts";

const subjects = [
  ["client", goodClient],
  ["grant", goodGrant],
] as const;

describe.each(subjects)("home-division on a %s", (_kind, make) => {
  it.each([
    [{ home: true }, ["reader"]],
    [{ home: true, justification: "  " }, ["reader"]],
    [{ home: true, justification: "Shared queues stay in Home" }, []],
    [{ home: false }, []],
    [{ home: false, allDivisions: true, divisions: ["*"] }, []],
  ])("for %j finds %j", (damage, expected) => {
    expect(atomsOf("home-division", make({ grants: [goodRoleGrant(["routing:queue:view"], damage)] }))).toEqual(
      expected,
    );
  });
});

describe.each(subjects)("division-leak on a %s", (_kind, make) => {
  const holding = (permission: string, damage = {}) => make({ grants: [goodRoleGrant([permission], damage)] });

  it("says that a permission leaks of which a source says so", () => {
    const [finding] = findingsOf("division-leak", holding("outbound:schedule:view"));
    expect(finding?.atom).toBe("reader/outbound:schedule:view");
    expect(finding?.message).toMatch(/^"outbound:schedule:view" leaks: no division limits it/);
  });

  it("says so more carefully where the source does not name the permission", () => {
    const [finding] = findingsOf("division-leak", holding("oauth:client:edit"));
    expect(finding?.message).toContain("leaks, as far as the vendor's help lets conclude");
  });

  it.each(["analytics:queueObservation:view", "newProduct:newEntity:view"])(
    "says that %s may leak: nobody knows",
    (permission) => {
      const [finding] = findingsOf("division-leak", holding(permission));
      expect(finding?.message).toContain("may leak: nobody has verified");
      expect(atomsOf("division-leak", holding(permission), { unknown: "ignore" })).toEqual([]);
    },
  );

  it("accepts a permission that divisions limit", () => {
    expect(atomsOf("division-leak", holding("routing:queue:view"))).toEqual([]);
  });

  it("takes the org's own answer for certain, whatever the catalogue says", () => {
    const answered = (permission: string, damage: object) =>
      findingsOf("division-leak", holding(permission, damage)).map(({ message }) => message);
    expect(answered("newProduct:newEntity:view", { divisionAware: ["newProduct:newEntity:view"] })).toEqual([]);
    expect(answered("outbound:schedule:view", { divisionAware: ["outbound:schedule:view"] })).toEqual([]);
    expect(answered("routing:queue:view", { notDivisionAware: ["routing:queue:view"] })[0]).toMatch(
      /^"routing:queue:view" leaks: this org says that no division limits it/,
    );
    // Ignoring what nobody knows ignores nothing that the org says.
    const said = holding("newProduct:newEntity:view", { notDivisionAware: ["newProduct:newEntity:view"] });
    expect(atomsOf("division-leak", said, { unknown: "ignore" })).toEqual(["reader/newProduct:newEntity:view"]);
  });

  it("accepts anything that is granted in all divisions: nothing is left to leak to", () => {
    expect(
      atomsOf("division-leak", holding("outbound:schedule:view", { allDivisions: true, divisions: ["*"] })),
    ).toEqual([]);
  });

  it("takes a pattern for its worst part, also when unknown ones are ignored", () => {
    expect(atomsOf("division-leak", holding("outbound:*:view"), { unknown: "ignore" })).toEqual([
      "reader/outbound:*:view",
    ]);
  });

  it("says nothing of a role that the stack does not make: its permissions are not known", () => {
    const { role: _, ...grant } = goodRoleGrant([]);
    expect(atomsOf("division-leak", make({ grants: [{ ...grant, existingRole: "Custom" }] }))).toEqual([]);
  });
});
