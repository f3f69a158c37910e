/** What a message tells people to write: only what is nearly the same, and never more than they wrote. */
import { describe, expect, it } from "vitest";
import { parseEndpoint } from "../../access/intent/endpoint.ts";
import { plan } from "../../access/plan/plan.ts";
import { orgOf, planOffline } from "../../access/plan/planOffline.ts";
import { loadJudgedSpec } from "../../policies/loadJudgedSpec.ts";
import { judgeSpecs } from "../../toolkit/judge/judgeSpecs.ts";

const ORG = "58f5d08e-c7f5-4f60-b254-92c700bbecf8";

function specOf({ permission = "routing:queue:view", scope = "routing:readonly", access = "read-only", more = "" }) {
  return `organization: { id: ${ORG} }
divisions: { EMEA_Operations: {} }
roles:
  bi-reader: { name: Integration - Reader, purpose: Names of queues, access: ${access}, permissions: ["${permission}"] }
clients:
  export:
    name: Export
    owner: bi@contoso.example
    purpose: Names of queues
    grantType: client-credentials
    access: ${access}
    scopes: ["${scope}"]
    grants: [{ role: bi-reader, divisions: [EMEA_Operations] }]
${more}`;
}

function told(text: string): string[] {
  const { stacks } = judgeSpecs({
    files: [{ name: "prod", file: "prod.yaml" }],
    readText: () => text,
    strict: false,
    today: "2026-11-29",
  });
  return stacks.flatMap(({ results }) => results.map(({ rule, message, fix }) => `${rule}: ${message} ${fix}`));
}
const toldOf = (rule: string, text: string) => told(text).filter((line) => line.startsWith(`${rule}:`));

describe("an unknown permission", () => {
  it.each([
    ["routing:agent:offqueue", "routing:assessment"],
    ["reporting:acdlist:view", "recording:recording:view"],
    ["analytics:conversation:view", "conversationDetail:view`"],
    ["routing:queue:approve", "routing:queue:edit"],
  ])("%s is not corrected to another one", (permission, other) => {
    const [line] = toldOf("unknown-permission", specOf({ permission }));
    expect(line).not.toContain("Nearest");
    expect(line).not.toContain("Write `");
    expect(line).not.toContain(other);
  });

  it("comes with what the catalogue has in its place, cut where that is long", () => {
    expect(toldOf("unknown-permission", specOf({ permission: "routing:queue:approve" }))[0]).toContain(
      "Of routing:queue it has ",
    );
    const [line = ""] = toldOf("unknown-permission", specOf({ permission: "analytics:nothing:view" }));
    expect(line).toMatch(/Of analytics it has .* and \d+ more\./);
    expect(line.length).toBeLessThan(500);
  });

  it("with a slip of the pen is corrected", () => {
    expect(toldOf("unknown-permission", specOf({ permission: "routing:queues:veiw" }))[0]).toContain(
      "Nearest: routing:queue:view. Write `routing:queue:view`",
    );
  });

  it("is corrected to none that shows data about people", () => {
    const [line] = toldOf("unknown-permission", specOf({ permission: "recording:recording:veiw" }));
    expect(line).not.toContain("Nearest");
  });
});

describe("an unknown scope", () => {
  it("in three parts that is no permission either is told as unknown, and to move it is no advice", () => {
    const text = specOf({ scope: "analytics:conversation:read" });
    expect(toldOf("permission-as-scope", text)).toEqual([]);
    const [line] = toldOf("unknown-scope", text);
    expect(line).toContain("is not among the OAuth scopes of the catalogue");
    expect(line).toContain("Of analytics it has analytics:readonly.");
    expect(line).not.toContain("Move it");
  });

  it.each(["analytics:write", "analytics:manage", "analitycs", "routing:edit"])(
    "%s of a client that only reads is corrected to none that the next rule refuses",
    (scope) => {
      const [line = ""] = toldOf("unknown-scope", specOf({ scope }));
      for (const [, written] of line.matchAll(/Write `([^`]+)`/g)) expect(written).toMatch(/:readonly$/);
      for (const [, near = ""] of line.matchAll(/Nearest: ([^.]+)\./g))
        for (const one of near.split(", ")) expect(one).toMatch(/:readonly$/);
    },
  );

  it("that is a permission is moved to a role", () => {
    expect(toldOf("permission-as-scope", specOf({ scope: "routing:queue:view" }))[0]).toContain(
      "Move it to the permissions of a role",
    );
  });
});

describe("a name", () => {
  it("of a division that the org renamed is corrected to no other division", () => {
    const loaded = loadJudgedSpec("prod.yaml", () => specOf({}).replaceAll("EMEA_Operations", "NA_Operations"));
    if (!loaded.ok) throw new Error("The spec is valid.");
    const names = ["EMEA_Operations", "APAC_Operations", "SA_Operations", "Home"];
    const divisions = names.map((name, index) => ({ id: `d${index}`, name, homeDivision: name === "Home" }));
    const planned = plan(loaded.spec, { ...orgOf(loaded.spec), divisions });
    expect(planned.ok ? [] : planned.problems.map(({ code, nearest }) => ({ code, nearest }))).toEqual([
      { code: "division-not-found", nearest: [] },
    ]);
    expect(planOffline(loaded.spec).ok).toBe(true);
  });

  it.each([
    ["a division", "divisions: [EMEA_Operations]", "divisions: [APAC_Operations]", undefined],
    ["a division", "divisions: [EMEA_Operations]", "divisions: [EMEA_Operatons]", "EMEA_Operations"],
    ["a role", "role: bi-reader", "role: bi-writer", undefined],
    ["a role", "role: bi-reader", "role: bi-raeder", "bi-reader"],
    ["a key", "owner:", "owners:", "owner"],
    ["a key", "purpose: Names of queues\n    grantType", "reason: Names of queues\n    grantType", undefined],
  ])("of %s: %s as %s is corrected to %s", (_, from, to, nearest) => {
    const text = specOf({});
    expect(text).toContain(from);
    const lines = told(text.replace(from, to)).join("\n");
    if (nearest === undefined) expect(lines).not.toContain("Nearest");
    else expect(lines).toContain(`Nearest: ${nearest}.`);
    expect(lines).not.toBe("");
  });
});

describe("an operation", () => {
  it.each([
    ["GET /api/v2/user", ["GET /api/v2/users"]],
    ["GET /api/v2/analytics/conversations/details/query", ["POST /api/v2/analytics/conversations/details/query"]],
    // What exists only to write is no correction of what reads.
    ["GET /api/v2/oauth/client", ["GET /api/v2/oauth/clients"]],
    ["DELETE /api/v2/routing/queue", []],
    ["GET /api/v2/nothing/like/that", []],
  ])("%s is corrected to %j", (text, nearest) => {
    const parsed = parseEndpoint(text);
    expect(parsed.ok ? "an operation" : parsed.flaw.nearest).toEqual(nearest);
  });
});
