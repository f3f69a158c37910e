import { describe, expect, it } from "vitest";
import type { Operation } from "../../../access/catalogue/operations.ts";
import { smallestScope } from "../../../policies/rules/shared/smallestScope.ts";
import { atomsOf, findingsOf } from "../../support/atomsOf.ts";
import { goodClient, goodRoleGrant } from "../../support/ruleFacts.ts";

const client = (scopes: string[], permissions: string[]) =>
  goodClient({ scopes, grants: [goodRoleGrant(permissions)] });

describe("scope-ceiling", () => {
  it("accepts a role below the declared scopes", () => {
    expect(atomsOf("scope-ceiling", client(["routing:readonly"], ["routing:queue:view"]))).toEqual([]);
  });

  it("names the smallest scope that is missing, in the line to write", () => {
    const [finding] = findingsOf("scope-ceiling", client(["routing:readonly"], ["outbound:campaign:view"]));
    expect(finding?.atom).toBe("reader/outbound:campaign:view");
    expect(finding?.fix).toContain("Add `outbound:readonly`");
  });

  it("has nothing to say about a client that declares no scopes", () => {
    expect(atomsOf("scope-ceiling", client([], ["outbound:campaign:view", "oauth:client:add"]))).toEqual([]);
  });

  it("takes a write scope for both", () => {
    expect(atomsOf("scope-ceiling", client(["routing"], ["routing:queue:view", "routing:queue:edit"]))).toEqual([]);
  });

  it("asks for the write scope of a permission that only opens writing operations", () => {
    const [finding] = findingsOf("scope-ceiling", client(["oauth:readonly"], ["oauth:client:delete"]));
    expect(finding?.message).toContain('ask for the scope "oauth",');
  });

  it("counts an operation only if everything that it needs is held", () => {
    // POST /authorization/divisions needs both; oauth:client:view opens the usage query only with usage:client:view.
    expect(atomsOf("scope-ceiling", client(["usage:readonly"], ["usage:client:view"]))).toEqual([
      "reader/usage:client:view",
    ]);
    expect(
      atomsOf("scope-ceiling", client(["authorization"], ["authorization:division:add", "authorization:grant:add"])),
    ).toEqual([]);
  });

  it("does not judge a permission that opens only operations of unknown scope", () => {
    expect(atomsOf("scope-ceiling", client(["routing:readonly"], ["agentic:virtualAgent:view"]))).toEqual([]);
  });

  it("does not judge a permission that no operation names", () => {
    expect(atomsOf("scope-ceiling", client(["routing:readonly"], ["recording:recording:viewSensitiveData"]))).toEqual(
      [],
    );
  });

  it("reports a pattern once", () => {
    expect(atomsOf("scope-ceiling", client(["routing:readonly"], ["analytics:*:view"]))).toEqual([
      "reader/analytics:*:view",
    ]);
  });
});

describe("the smallest scope", () => {
  const operation = (leastScope: string | undefined) => ({ leastScope }) as Operation;

  it.each([
    [["outbound", "outbound:readonly"], "outbound:readonly"],
    [["users:readonly", "routing:readonly", "routing:readonly"], "routing:readonly"],
    [["b:readonly", "a:readonly"], "a:readonly"],
    [[undefined], undefined],
  ])("of operations that ask for %j is %s", (scopes, expected) => {
    expect(smallestScope(scopes.map(operation))).toBe(expected);
  });
});

describe("unused-scope", () => {
  it("hints at a scope that no permission of the roles uses", () => {
    expect(atomsOf("unused-scope", client(["routing:readonly", "outbound:readonly"], ["routing:queue:view"]))).toEqual([
      "outbound:readonly",
    ]);
  });

  it("accepts scopes whose operations ask for no permission", () => {
    expect(
      atomsOf(
        "unused-scope",
        client(["routing:readonly", "users:readonly", "user-basic-info"], ["routing:queue:view"]),
      ),
    ).toEqual([]);
  });

  it("leaves user-context clients alone: they act with the roles of their users", () => {
    expect(
      atomsOf("unused-scope", goodClient({ grantType: "CODE", scopes: ["outbound:readonly"], grants: [] })),
    ).toEqual([]);
  });

  it("leaves unknown scopes and `all` to the rules that refuse them", () => {
    expect(atomsOf("unused-scope", client(["all", "analytics:read"], ["routing:queue:view"]))).toEqual([]);
  });

  it("is silent where a permission opens operations of unknown scope", () => {
    expect(atomsOf("unused-scope", client(["outbound:readonly"], ["agentic:virtualAgent:view"]))).toEqual([]);
  });
});
