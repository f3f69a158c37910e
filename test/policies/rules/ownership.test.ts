import { describe, expect, it } from "vitest";
import { atomsOf, findingsOf } from "../../support/atomsOf.ts";
import { goodClient, goodGrant, goodRole, goodRoleGrant, goodStack } from "../../support/ruleFacts.ts";

describe("owner-and-purpose", () => {
  it("asks for both, each as a finding of its own", () => {
    const { owner: _owner, purpose: _purpose, ...rest } = goodClient();
    expect(atomsOf("owner-and-purpose", rest)).toEqual(["owner", "purpose"]);
  });

  it.each(["owner", "purpose"])("does not take blanks for an %s", (field) => {
    expect(atomsOf("owner-and-purpose", goodClient({ [field]: "  " }))).toEqual([field]);
  });

  it("accepts a client that has both", () => {
    expect(atomsOf("owner-and-purpose", goodClient())).toEqual([]);
  });
});

describe("role-description", () => {
  it.each([
    ["", ["description"]],
    [" ", ["description"]],
    ["Names of queues", []],
  ])("for %j finds %j", (description, expected) => {
    expect(atomsOf("role-description", goodRole({ description }))).toEqual(expected);
  });
});

describe("unused-role", () => {
  const other = goodRole({ key: "other" });

  it("hints at a role that nobody is granted, at its place", () => {
    const [finding, ...more] = findingsOf("unused-role", goodStack({ roles: [goodRole(), other] }));
    expect(finding).toMatchObject({ atom: "other", path: ["roles", "other"] });
    expect(more).toEqual([]);
  });

  it.each([
    ["a client", { clients: [goodClient({ grants: [goodRoleGrant([], { roleKey: "other" })] })] }],
    ["a group", { clients: [], grants: [goodGrant({ grants: [goodRoleGrant([], { roleKey: "other" })] })] }],
  ])("accepts a role that %s is granted", (_what, damage) => {
    expect(atomsOf("unused-role", goodStack({ roles: [other], ...damage }))).toEqual([]);
  });
});

describe("duplicate-purpose", () => {
  const withPurposes = (...purposes: (string | undefined)[]) =>
    goodStack({
      clients: purposes.map((purpose, index) => {
        const { purpose: _, ...client } = goodClient({ key: `client-${index}` });
        return purpose === undefined ? client : { ...client, purpose };
      }),
    });

  it("hints at every client after the first, case and blanks aside", () => {
    expect(atomsOf("duplicate-purpose", withPurposes("Export", " export", "Import", "EXPORT "))).toEqual([
      "client-1",
      "client-3",
    ]);
  });

  it("does not compare purposes that are not there", () => {
    expect(atomsOf("duplicate-purpose", withPurposes(undefined, undefined, " ", " "))).toEqual([]);
  });
});

describe("name-conventions", () => {
  it.each([
    ["Integration - Reader", []],
    ["Team - Reader", []],
    ["reader2", ["reader2"]],
  ])("by default judges the role name %s: %j", (name, expected) => {
    expect(atomsOf("name-conventions", goodRole({ name }))).toEqual(expected);
  });

  it("takes its expressions from the options, one for roles and one for clients", () => {
    const options = { role: "^R", client: "^C" };
    expect(atomsOf("name-conventions", goodRole({ name: "C1" }), options)).toEqual(["C1"]);
    expect(atomsOf("name-conventions", goodClient({ name: "C1" }), options)).toEqual([]);
  });

  it("refuses an option that is no regular expression", () => {
    expect(() => atomsOf("name-conventions", goodRole(), { role: "(" })).toThrow("is not a regular expression");
  });
});
