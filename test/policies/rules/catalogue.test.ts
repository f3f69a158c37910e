import { describe, expect, it } from "vitest";
import { atomsOf, findingsOf } from "../../support/atomsOf.ts";
import { goodClient, goodRole, goodRoleGrant } from "../../support/ruleFacts.ts";

describe("unknown-permission", () => {
  it("names the nearest, and writes the line", () => {
    const [finding] = findingsOf(
      "unknown-permission",
      goodRole({ permissions: ["analytics:conversationDetails:view"] }),
    );
    expect(finding?.message).toContain("Nearest: analytics:conversationDetail:view");
    expect(finding?.fix).toContain("Write `analytics:conversationDetail:view`");
  });

  it.each([
    ["routing:queue:view", {}, []],
    ["routing:*:view", {}, []],
    ["nothing:*:view", {}, ["nothing:*:view"]],
    ["newProduct:newEntity:view", {}, ["newProduct:newEntity:view"]],
    ["newProduct:newEntity:view", { beyondCatalogue: ["newProduct:newEntity:view"] }, []],
    ["admin", {}, []],
  ])("for %s with %j finds %j", (permission, damage, expected) => {
    expect(atomsOf("unknown-permission", goodRole({ permissions: [permission], ...damage }))).toEqual(expected);
  });
});

describe("scopes that are none", () => {
  it.each([
    ["analytics:readonly", [], []],
    ["conversations:view", ["conversations:view"], []],
    ["analytics:conversation:read", ["analytics:conversation:read"], []],
    ["analytics:conversationDetail:view", [], ["analytics:conversationDetail:view"]],
    ["routing:queue:view", [], ["routing:queue:view"]],
    ["analytics:*", [], []],
  ])("%s is unknown (%j) or a permission (%j), never both", (scope, unknown, permission) => {
    expect(atomsOf("unknown-scope", goodClient({ scopes: [scope] }))).toEqual(unknown);
    expect(atomsOf("permission-as-scope", goodClient({ scopes: [scope] }))).toEqual(permission);
  });

  it("come with the scope that was probably meant", () => {
    expect(findingsOf("unknown-scope", goodClient({ scopes: ["conversations:view"] }))[0]?.fix).toContain(
      "`conversations:readonly`",
    );
    expect(
      findingsOf("permission-as-scope", goodClient({ scopes: ["analytics:conversationDetail:view"] }))[0]?.fix,
    ).toContain("`analytics:readonly`");
  });

  it("come without a suggestion where nothing is near", () => {
    const [finding] = findingsOf("unknown-scope", goodClient({ scopes: ["zzzzzzzz"] }));
    expect(finding?.message).toBe('"zzzzzzzz" is not among the OAuth scopes of the catalogue of 2026-08-15.');
  });
});

describe("catalogue-gap", () => {
  it("tells of each permission that only the org knows", () => {
    expect(atomsOf("catalogue-gap", goodRole({ beyondCatalogue: ["a:b:view", "a:c:view"] }))).toEqual([
      "a:b:view",
      "a:c:view",
    ]);
  });
});

describe("hidden-dependency", () => {
  const client = (...sets: string[][]) =>
    goodClient({ grants: sets.map((permissions, index) => goodRoleGrant(permissions, { roleKey: `role-${index}` })) });

  it("tells once of a permission that several others need", () => {
    const facts = client(["analytics:conversationDetail:view", "analytics:conversationAggregate:view"]);
    expect(atomsOf("hidden-dependency", facts)).toEqual(["role-0/routing:queue:view"]);
  });

  it("is content when another role of the client has it", () => {
    expect(atomsOf("hidden-dependency", client(["analytics:conversationDetail:view"], ["routing:queue:view"]))).toEqual(
      [],
    );
  });

  it("tells of dropped parts only when asked to", () => {
    const facts = client(["recording:recording:view"]);
    expect(atomsOf("hidden-dependency", facts)).toEqual([]);
    expect(atomsOf("hidden-dependency", facts, { kinds: ["filter"] })).toEqual(["role-0/recording:annotation:view"]);
  });
});

describe("recording-segment", () => {
  const client = (...sets: string[][]) => goodClient({ grants: sets.map((permissions) => goodRoleGrant(permissions)) });

  it("tells of recordings without their segments", () => {
    expect(atomsOf("recording-segment", client(["recording:recording:view"]))).toEqual([
      "reader/recording:recordingSegment:view",
    ]);
  });

  it("is content when any role of the client has them", () => {
    expect(
      atomsOf("recording-segment", client(["recording:recording:view"], ["recording:recordingSegment:view"])),
    ).toEqual([]);
    expect(atomsOf("recording-segment", client(["routing:queue:view"]))).toEqual([]);
  });
});
