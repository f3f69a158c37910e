import { describe, expect, it } from "vitest";
import { diffAccess } from "../../../access/diff/diffAccess.ts";
import type { AccessDiff, DiffContext } from "../../../access/diff/model.ts";
import type { EffectiveAccess } from "../../../access/effective/model.ts";
import { settingsTerms } from "../../../access/terms/projectTerms.ts";
import { oneClient, sideOf } from "./sides.ts";

function causes(diff: AccessDiff): string[] {
  return diff.subjects.flatMap(({ gained, lost, unknown }) =>
    [...gained, ...lost, ...unknown].map(({ cause }) => cause.kind),
  );
}

/** As if read from an org: there is no YAML. */
function withoutSpec({ source: _, ...access }: EffectiveAccess): EffectiveAccess {
  return access;
}

/** The same YAML, read with a catalogue in which the role's permissions are others. */
function expandedTo(access: EffectiveAccess, other: EffectiveAccess): EffectiveAccess {
  return { ...other, ...(access.source && { source: access.source }) };
}

describe("the cause of a change", () => {
  const base = oneClient();
  const more = oneClient({ permissions: '["routing:queue:view", "routing:queue:edit"]' });

  it("is an edit where the YAML is another, with the line that gives it", () => {
    const [change] = diffAccess(base, more).subjects[0]?.gained ?? [];
    expect(change?.cause).toEqual({
      kind: "edited",
      path: ["roles", "reader", "permissions", 1],
      position: { file: "prod.yaml", line: 5, column: 63 },
    });
  });

  it.each([
    [{ between: "catalogue" }, "catalogue-changed"],
    [{ between: "profiles" }, "profile-changed"],
    [{}, "unknown"],
  ] satisfies [DiffContext, string][])("is what lies between two readings of the same YAML: %j", (context, kind) => {
    expect(causes(diffAccess(base, expandedTo(base, more), context))).toEqual([kind]);
  });

  it("is drift or back-fill between the spec and the org", () => {
    const live = withoutSpec(oneClient({ permissions: '["routing:queue:view,edit,delete"]' }));
    const backFilled = new Set(["routing:queue:delete"]);
    const [subject] = diffAccess(base, live, { between: "drift", backFilled }).subjects;
    expect(subject?.gained.map(({ item, cause }) => [item, cause.kind])).toEqual([
      ["permission:routing:queue:delete", "back-fill"],
      ["permission:routing:queue:edit", "drift"],
    ]);
  });

  it("is not guessed where one side has no YAML", () => {
    expect(causes(diffAccess(withoutSpec(base), more))).toEqual(["unknown"]);
  });

  it("is told apart for divisions of one gain", () => {
    const selector = (divisions: string, permissions: string) =>
      sideOf(`
divisions: { ${divisions} }
roles: { reader: { name: Reader, permissions: ${permissions} }, second: { name: Second, permissions: ["routing:queue:edit"] } }
users:
  jane@contoso.example:
    grants:
      - { role: reader, divisions: { match: "EMEA_*" } }
      - { role: second, divisions: [NA] }
`);
    const before = selector("NA: {}", '["routing:queue:view"]');
    const after = selector("NA: {}, EMEA_New: { manage: true }", '["routing:queue:view", "routing:queue:edit"]');
    const gained = diffAccess(before, after).subjects[0]?.gained ?? [];
    expect(gained.map(({ item, divisions, cause }) => [item, divisions, cause.kind])).toEqual([
      ["permission:routing:queue:edit", ["division:EMEA_New", 'selector:{"match":["EMEA_*"],"exclude":[]}'], "edited"],
      ["permission:routing:queue:view", ["division:EMEA_New"], "division-joined"],
    ]);
  });
});

describe("subjects", () => {
  it("are the same client under another key when nothing else differs", () => {
    const { verdict, renames, subjects } = diffAccess(oneClient(), oneClient({ key: "bi-2" }));
    expect({ verdict, subjects }).toEqual({ verdict: "unchanged", subjects: [] });
    expect(renames).toMatchObject([{ kind: "client", from: { key: "bi" }, to: { key: "bi-2" } }]);
  });

  it.each([
    ["the name", oneClient({ key: "bi-2", name: "BI 2" })],
    ["the access", oneClient({ key: "bi-2", divisions: "[NA_Operations]" })],
  ])("are two clients when %s differs, too", (_, head) => {
    const { verdict, renames, subjects } = diffAccess(oneClient(), head);
    expect({ verdict, renames }).toEqual({ verdict: "mixed", renames: [] });
    expect(subjects.map(({ standing }) => standing).sort()).toEqual(["added", "removed"]);
  });

  it("of another organization are nobody of this one", () => {
    const head = oneClient();
    const other = { ...head, organization: { id: "00000000-0000-4000-8000-000000000000", name: "" } };
    const diff = diffAccess(head, other);
    expect([diff.verdict, diff.counts]).toEqual(["mixed", { gained: 1, lost: 1, unknown: 0 }]);
    expect(diff.notCovered[0]).toMatch(/^What the base's organization keeps/);
  });

  it("with the riskiest gain come first", () => {
    const text = (permission: string) => `
divisions: { EMEA: {} }
roles: { low: { name: Low, permissions: ["routing:queue:view"] }, high: { name: High, permissions: ["${permission}"] } }
users:
  adam@contoso.example: { grants: [{ role: low, divisions: [EMEA] }] }
  zoe@contoso.example: { grants: [{ role: high, divisions: [EMEA] }] }
`;
    const { subjects } = diffAccess(
      { ...sideOf(text("routing:queue:view")), subjects: [] },
      sideOf(text("oauth:client:edit")),
    );
    expect(subjects.map(({ subject, gained }) => [subject.key, gained[0]?.risk.level])).toEqual([
      ["zoe@contoso.example", "critical"],
      ["adam@contoso.example", "low"],
    ]);
  });
});

describe("a managed division", () => {
  const side = (division: string) =>
    sideOf(`
divisions: { ${division} }
roles: { reader: { name: Reader, permissions: ["routing:queue:view"] } }
users: { jane@contoso.example: { grants: [{ role: reader, divisions: [silo] }] } }
`);

  it("keeps its grants under another name", () => {
    const diff = diffAccess(side("silo: { manage: true, name: Silo }"), side("silo: { manage: true, name: Silo 2 }"));
    expect(diff).toMatchObject({ verdict: "unchanged", renames: [{ kind: "division", from: "Silo", to: "Silo 2" }] });
  });

  it("is another division where the org's own is meant", () => {
    expect(diffAccess(side("silo: { name: Silo }"), side("silo: { name: Silo 2 }")).verdict).toBe("mixed");
  });
});

describe("a verdict", () => {
  it("is never unchanged or narrowed where a role may have changed unseen", () => {
    const [wide, narrow] = [oneClient({ divisions: "[EMEA_Operations, NA_Operations]" }), oneClient()];
    const doubtfulRoles = new Set(["reader"]);
    expect(diffAccess(narrow, narrow, { doubtfulRoles }).verdict).toBe("unknown");
    expect(diffAccess(wide, narrow, { doubtfulRoles }).verdict).toBe("unknown");
    expect(diffAccess(narrow, wide, { doubtfulRoles }).verdict).toBe("widened");
    expect(diffAccess(narrow, narrow, { doubtfulRoles: new Set(["other"]) }).verdict).toBe("unchanged");
  });

  it("calls redirect URIs and lifetimes of tokens not covered only where terms were not compared", () => {
    const user = {
      ...oneClient(),
      subjects: oneClient().subjects.map((one) => ({ ...one, grantType: "CODE" as const })),
    };
    const textOf = (context: object) => diffAccess(user, user, context).notCovered.join(" ");
    expect(textOf({})).toContain("how long tokens live");
    expect(textOf({ terms: { base: [], head: [] } })).not.toContain("how long tokens live");
    expect(textOf({ terms: { base: [], head: [] } })).toContain("Who signs in to clients that act for users.");
  });

  it("always says what it does not cover", () => {
    const text = diffAccess(oneClient(), oneClient(), { notCovered: ["What the caller knows."] }).notCovered;
    expect(text[0]).toBe("What the caller knows.");
    expect(text.join(" ")).toContain("Access policies of the org");
  });

  it("does not cover what environments of Pulumi's service hold, where the stack's file names some", () => {
    const told = (text: string) => {
      const { terms } = settingsTerms("stacks/Pulumi.prod.yaml", text);
      return diffAccess(oneClient(), oneClient(), { terms: { base: terms, head: terms } }).notCovered.join(" ");
    };
    expect(told("environment: [prod]\n")).toContain("change there without a change here");
    expect(told("config: { access:region: mypurecloud.de }\n")).not.toContain("change there without a change here");
  });
});
