import { describe, expect, it } from "vitest";
import { atomsOf } from "../../../access/effective/atoms.ts";
import { effectiveAccess } from "../../../access/effective/effectiveAccess.ts";
import { plan } from "../../../access/plan/plan.ts";
import { sideOf } from "../diff/sides.ts";
import { loadFixture, specOf } from "../fixtures/load.ts";
import { LEGACY, org } from "../fixtures/org.ts";

const spec = specOf(loadFixture("contoso.yaml"));

function contoso() {
  const planned = plan(spec, org);
  if (!planned.ok) throw new Error(JSON.stringify(planned.problems));
  return effectiveAccess(planned.desired, spec);
}

function atomTexts(text: string, kind = ""): string[] {
  return [...atomsOf(sideOf(text))]
    .filter(({ item }) => item.startsWith(kind))
    .map(({ subject, item, division }) => `${subject} ${item} ${division}`);
}

describe("effective access", () => {
  it("knows every subject: clients of the stack, existing clients, groups and users", () => {
    expect(contoso().subjects.map(({ kind, key, id }) => [kind, key, id])).toEqual([
      ["client", "portal", undefined],
      ["client", "powerbi-emea", undefined],
      ["client", "wallboard", undefined],
      ["existing-client", "legacy-reporting", LEGACY],
      ["group", "Quality Team", undefined],
      ["user", "jane@contoso.example", undefined],
    ]);
  });

  it("names the role and the grant that give it, and the condition", () => {
    const conditional = [...atomsOf(contoso())].find(({ condition }) => condition !== "");
    expect(conditional).toMatchObject({
      subject: "client:powerbi-emea",
      item: "permission:conversation:communication:view",
      division: "division:EMEA_Operations",
      product: { role: "bi-analytics-reader", path: ["clients", "powerbi-emea", "grants", 0] },
    });
  });

  it("shares the permissions of a role between those who hold it", () => {
    const lists = contoso().subjects.flatMap(({ products }) =>
      products.filter(({ role, condition }) => role === "adherence-reader" && condition === ""),
    );
    expect(lists.length).toBeGreaterThan(1);
    expect(new Set(lists.map(({ items }) => items)).size).toBe(1);
  });

  it("expands wildcards, and keeps what they stand for besides", () => {
    const held = atomTexts(`
divisions: { EMEA: {} }
roles: { all: { name: All, permissions: ["quality:*:view"] } }
users: { jane@contoso.example: { grants: [{ role: all, divisions: [EMEA] }] } }
`);
    expect(held).toContain("user:jane@contoso.example permission:quality:evaluation:view division:EMEA");
    expect(held).toContain("user:jane@contoso.example pattern:quality:*:view division:EMEA");
  });

  it("never takes an existing role for nothing", () => {
    expect(
      atomTexts(`
roles: { communicate: { existing: "Communicate - User" } }
users: { jane@contoso.example: { grants: [{ role: communicate, divisions: all, justification: Everybody phones }] } }
`),
    ).toEqual(["user:jane@contoso.example role:Communicate - User all"]);
  });

  it("holds a user-context client to its user and its scopes, and a client-credentials client to its roles alone", () => {
    const text = (grantType: string) => `
divisions: { EMEA: {} }
roles: { reader: { name: Reader, permissions: ["routing:queue:view"] } }
clients:
  app:
    name: App
    grantType: ${grantType}
    scopes: ["routing:readonly"]
    ${grantType === "code" ? 'redirectUris: ["https://app.contoso.example"]' : "grants: [{ role: reader, divisions: [EMEA] }]"}
`;
    expect(atomTexts(text("code"))).toEqual([
      "client:app scope:routing:readonly as-user",
      "client:app user-context:CODE as-user",
    ]);
    expect(atomTexts(text("client-credentials"))).toEqual(["client:app permission:routing:queue:view division:EMEA"]);
  });

  it("calls divisions by their names in Genesys Cloud, and tells a selector from them", () => {
    expect(
      atomTexts(`
divisions: { emea: { name: EMEA_Operations } }
roles: { reader: { name: Reader, permissions: ["routing:queue:view"] } }
users: { jane@contoso.example: { grants: [{ role: reader, divisions: { match: ["EMEA_*"], exclude: "*_Test" } }] } }
`),
    ).toEqual([
      "user:jane@contoso.example permission:routing:queue:view division:EMEA_Operations",
      'user:jane@contoso.example permission:routing:queue:view selector:{"match":["EMEA_*"],"exclude":["*_Test"]}',
    ]);
  });
});
