import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareFacts } from "../../../toolkit/catalogue/compare.ts";
import type { VendorFacts, VendorOperation } from "../../../toolkit/catalogue/model.ts";
import { openApiFacts, readOpenApi } from "../../../toolkit/catalogue/openApi.ts";
import { tableFacts } from "../../../toolkit/catalogue/tableFacts.ts";
import { documentOf, factsOf, operationNamed } from "./documents.ts";

const own = tableFacts("catalogue", "the catalogue");
const JULY = "test/fixtures/catalogue/openapi-2026-07.json.gz";

function kinds(before: VendorFacts, after: VendorFacts): Record<string, number> {
  const { changes } = compareFacts(before, after);
  return Object.fromEntries([...Map.groupBy(changes, ({ kind }) => kind)].map(([kind, all]) => [kind, all.length]));
}

describe("the vendor's document of July 2026 and the catalogue", () => {
  it("have 3,139 operations in common with equal permissions and scopes; 41 were removed since, 176 came", () => {
    const { common, equal, remarks, changes } = compareFacts(readOpenApi(JULY), own);
    expect([common, equal]).toEqual([3139, 3139]);
    expect(remarks).toEqual([
      'GET /api/v2/userrecordings/{recordingId}/transcoding has words in place of a permission: "They are enforced by the backend".',
    ]);
    const removed = changes.filter(({ kind }) => kind === "operation-removed").map(({ what }) => what);
    expect(removed).toHaveLength(41);
    expect(removed.filter((one) => !/chats|webchat|widgets/.test(one))).toEqual([]);
    expect(changes.filter(({ kind }) => kind === "operation-added")).toHaveLength(176);
  });

  it("the other way round miss 82: the 94 in preview are in no published document", () => {
    expect(kinds(own, readOpenApi(JULY))).toMatchObject({ "operation-added": 41, "operation-removed": 82 });
  });
});

describe("a comparison", () => {
  it("finds nothing between the catalogue and a document made from it", () => {
    expect(compareFacts(own, factsOf()).changes).toEqual([]);
  });

  it("finds a permission that is renamed: the same operations ask for the new name", () => {
    const renamed = factsOf(({ permissions }) => ({
      permissions: permissions.map((one) => (one === "audits:audit:view" ? "audits:record:inspect" : one)),
    }));
    const { changes } = compareFacts(own, renamed);
    expect(changes.filter(({ kind }) => kind.startsWith("permission"))).toEqual([
      {
        kind: "permission-renamed",
        what: "audits:audit:view",
        before: "audits:audit:view",
        after: "audits:record:inspect",
        note: "class write, guessed from its action",
      },
    ]);
  });

  it.each<[string, Partial<VendorOperation>, Partial<VendorOperation>, string | undefined]>([
    [
      "one more alternative",
      { match: "ANY", permissions: ["a:b:c"] },
      { match: "ANY", permissions: ["a:b:c", "a:b:d"] },
      "requirement-widened",
    ],
    [
      "one alternative less",
      { match: "ANY", permissions: ["a:b:c", "a:b:d"] },
      { match: "ANY", permissions: ["a:b:c"] },
      "requirement-narrowed",
    ],
    [
      "one more of all",
      { match: "ALL", permissions: ["a:b:c"] },
      { match: "ALL", permissions: ["a:b:c", "a:b:d"] },
      "requirement-narrowed",
    ],
    [
      "any instead of all",
      { match: "ALL", permissions: ["a:b:c", "a:b:d"] },
      { match: "ANY", permissions: ["a:b:c", "a:b:d"] },
      "requirement-widened",
    ],
    [
      "another permission",
      { match: "ALL", permissions: ["a:b:c"] },
      { match: "ALL", permissions: ["a:b:d"] },
      "requirement-changed",
    ],
    [
      "no permission any more",
      { match: "ALL", permissions: ["a:b:c"] },
      { match: "NONE", permissions: [] },
      "requirement-lost",
    ],
    [
      "a permission for what had none",
      { match: "NONE", permissions: [] },
      { match: "ALL", permissions: ["a:b:c"] },
      "requirement-narrowed",
    ],
    [
      "another order",
      { match: "ANY", permissions: ["a:b:c", "a:b:d"] },
      { match: "ANY", permissions: ["a:b:d", "a:b:c"] },
      undefined,
    ],
    [
      "one permission as any and as all",
      { match: "ANY", permissions: ["a:b:c"] },
      { match: "ALL", permissions: ["a:b:c"] },
      undefined,
    ],
  ])("says of %s what it does to callers", (_, before, after, kind) => {
    const facts = (needs: Partial<VendorOperation>) =>
      ({
        ...factsOf(() => undefined, [operationNamed("GET", "/api/v2/x")]),
        operations: new Map([["GET /api/v2/x", { ...operationNamed("GET", "/api/v2/x"), ...needs }]]),
      }) satisfies VendorFacts;
    const { changes } = compareFacts(facts(before), facts(after));
    expect(changes.find((one) => one.kind.startsWith("requirement"))?.kind).toBe(kind);
  });

  it("is right about who can call an operation, for any two requirements", () => {
    const needs = fc.record({
      match: fc.constantFrom("ALL" as const, "ANY" as const),
      permissions: fc.uniqueArray(fc.constantFrom("a:a:a", "b:b:b", "c:c:c", "d:d:d"), { minLength: 1 }),
    });
    const opens = ({ match, permissions }: Pick<VendorOperation, "match" | "permissions">, held: readonly string[]) =>
      match === "ALL" ? permissions.every((one) => held.includes(one)) : permissions.some((one) => held.includes(one));
    const all = fc.sample(fc.subarray(["a:a:a", "b:b:b", "c:c:c", "d:d:d"]), 200);
    fc.assert(
      fc.property(needs, needs, (before, after) => {
        const facts = (need: typeof before): VendorFacts => ({
          source: "test",
          operations: new Map([["GET /api/v2/x", { ...operationNamed("GET", "/api/v2/x"), ...need }]]),
          permissions: undefined,
          scopes: undefined,
          remarks: [],
        });
        const kind = compareFacts(facts(before), facts(after)).changes.find((one) =>
          one.kind.startsWith("requirement"),
        )?.kind;
        const gains = all.some((held) => opens(after, held) && !opens(before, held));
        const loses = all.some((held) => opens(before, held) && !opens(after, held));
        if (kind === undefined) expect([gains, loses]).toEqual([false, false]);
        if (kind === "requirement-widened") expect(loses).toBe(false);
        if (kind === "requirement-narrowed") expect(gains).toBe(false);
      }),
    );
  });

  it("compares scopes only where both say them", () => {
    const scopes = (list: readonly string[] | undefined): VendorFacts => ({
      source: "test",
      operations: new Map([["GET /api/v2/x", { ...operationNamed("GET", "/api/v2/x"), scopes: list }]]),
      permissions: undefined,
      scopes: undefined,
      remarks: [],
    });
    expect(kinds(scopes(undefined), scopes(["routing"]))).toEqual({ "scope-added": 1 });
    expect(kinds(scopes(["routing"]), scopes(["analytics", "routing"]))).toEqual({
      "scopes-changed": 1,
      "scope-added": 1,
    });
  });
});

describe("an operation of which nobody knows what it asks for", () => {
  const facts = (needs: Partial<VendorOperation>): VendorFacts => ({
    source: "test",
    operations: new Map([["GET /api/v2/x", { ...operationNamed("GET", "/api/v2/x"), ...needs }]]),
    permissions: undefined,
    scopes: undefined,
    remarks: [],
  });
  const unknown = facts({ match: "UNKNOWN", permissions: [] });
  const none = facts({ match: "NONE", permissions: [] });
  const kindsOf = (before: VendorFacts, after: VendorFacts) =>
    compareFacts(before, after).changes.flatMap(({ kind, before: old, after: now }) =>
      kind.startsWith("requirement") ? [[kind, old, now]] : [],
    );

  it("is never one that asks for nothing", () => {
    expect(kindsOf(unknown, none)).toEqual([["requirement-changed", "nobody knows", "no permission"]]);
    expect(kindsOf(unknown, facts({}))).toEqual([["requirement-changed", "nobody knows", "routing:queue:view"]]);
    expect(kindsOf(facts({}), unknown)).toEqual([["requirement-lost", "routing:queue:view", "nobody knows"]]);
    expect([kindsOf(unknown, unknown), kindsOf(none, unknown)]).toEqual([[], []]);
  });

  it("is one with words in place of a permission", () => {
    const paths = { "/api/v2/x": { get: { "x-inin-requires-permissions": { permissions: ["They are enforced"] } } } };
    const read = openApiFacts("new.json", JSON.stringify({ paths }));
    expect(read.operations?.get("GET /api/v2/x")?.match).toBe("UNKNOWN");
    expect(read.remarks).toHaveLength(1);
  });
});

describe("a document", () => {
  it.each([
    ["no JSON", "swagger: 2.0", "is not JSON"],
    ["no paths", "{}", "has no `paths`"],
    ["a list", "[]", "has no `paths`"],
    ["no operation", '{"paths":{}}', "has no operation"],
    ["a path of something else", '{"paths":{"/pets":{"get":{}}}}', "is no path of the Platform API"],
    ["a path with a line break", '{"paths":{"/api/v2/x\\n":{"get":{}}}}', "is no path of the Platform API"],
  ])("with %s is refused with a sentence", (_, text, message) => {
    expect(() => openApiFacts("new.json", text)).toThrow(message);
  });

  it.each([
    "routing\tNONE",
    "routing\nDELETE\t/api/v2/oauth/clients/{clientId}\tNONE",
    "rout\u202eing",
    "routing routing",
  ])("with a scope that would make a row of its own in the tables is refused: %j", (scope) => {
    const evil = operationNamed("GET", "/api/v2/x", { scopes: [scope] });
    expect(() => openApiFacts("new.json", documentOf(undefined, [evil]))).toThrow("is no OAuth scope");
  });

  it.each(["routing:queue:view\tNONE", "routing:queue:vi\u202eew", "routing:queue:v\u0456ew"])(
    "with what only looks like a permission is refused: %j",
    (permission) => {
      const evil = operationNamed("GET", "/api/v2/x", { permissions: ["routing:queue:edit", permission] });
      expect(() => openApiFacts("new.json", documentOf(undefined, [evil]))).toThrow("is no permission");
    },
  );

  it("that is cut off is refused", () => {
    expect(() => openApiFacts("new.json", documentOf().slice(0, -100))).toThrow("is not JSON");
  });
});
