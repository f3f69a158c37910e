import { describe, expect, it } from "vitest";
import { unusedPermissions } from "../../../access/plan/unusedPermissions.ts";
import { loadJudgedSpec } from "../../../policies/loadJudgedSpec.ts";

const ORGANIZATION = "7c1d3c52-6f0e-4d53-9a3c-0d7be1f6a101";
const SPEC = `organization: { id: ${ORGANIZATION} }
divisions: { EMEA: {} }
roles:
  reader:
    name: Integration - Reader
    keep: [{ permission: "routing:wrapupCode:view", reason: Needed for the year-end closing }]
    permissions:
      - routing:queue:view
      - { permission: "routing:skill:view", unused: { since: 2026-01-05, remove: 2026-01-12 } }
      - routing:language:view
      - routing:wrapupCode:view
clients:
  app:
    name: App
    grantType: client-credentials
    grants: [{ role: reader, divisions: [EMEA] }]
`;
const ANNOUNCED = { kind: "announced", permission: "routing:skill:view", remove: "2026-01-12" };

const unused = (permission: string) => ({ permission, use: "unused" });
const evidence = (permissions: readonly object[], more: object = {}) =>
  JSON.stringify({
    organization: { id: ORGANIZATION, name: "Contoso" },
    window: { from: "2025-10-01", to: "2025-12-31", days: 92 },
    roles: [{ role: "reader", permissions }],
    ...more,
  });

function found(beside: string | Error | undefined) {
  const loaded = loadJudgedSpec("stacks/prod.yaml", (file) => {
    if (file === "stacks/prod.yaml") return SPEC;
    expect(file).toBe("stacks/prod.rightsize.json");
    if (beside === undefined) throw Object.assign(new Error("there is no such file"), { code: "ENOENT" });
    if (typeof beside !== "string") throw beside;
    return beside;
  });
  if (!loaded.ok) throw new Error("The spec loads.");
  return unusedPermissions(loaded.spec);
}

describe("permissions that the files of a stack call unused", () => {
  it("are those that the spec announces, where nothing lies beside it", () => {
    expect(found(undefined)).toMatchObject([{ ...ANNOUNCED, path: ["roles", "reader", "permissions", 1] }]);
  });

  it("are those of the evidence as well, at their line", () => {
    expect(
      found(evidence([unused("routing:language:view"), { permission: "routing:queue:view", use: "used" }])),
    ).toEqual([
      expect.objectContaining(ANNOUNCED),
      {
        kind: "evidence",
        role: "reader",
        permission: "routing:language:view",
        path: ["roles", "reader", "permissions", 2],
        file: "stacks/prod.rightsize.json",
        from: "2025-10-01",
        to: "2025-12-31",
      },
    ]);
  });

  it("are told once where both say so, and never where the role keeps them", () => {
    const both = evidence([unused("routing:skill:view"), unused("routing:wrapupCode:view")]);
    expect(found(both)).toMatchObject([ANNOUNCED]);
  });

  it("are never fewer by evidence that calls them used, or names what the role does not hold", () => {
    const hostile = [{ permission: "routing:skill:view", use: "used" }, unused("\u001b[31mauthorization:role:add")];
    expect(found(evidence(hostile))).toMatchObject([ANNOUNCED]);
  });

  it.each([
    ["no JSON", "roles: {}", "it is not what `genesys-access rightsize` writes"],
    ["another file", "{}", "it is not what `genesys-access rightsize` writes"],
    [
      "days that are none",
      evidence([], { window: { from: "\u001b[2J", to: "never" } }),
      "it is not what `genesys-access rightsize` writes",
    ],
    ["another org's", evidence([], { organization: { id: "elsewhere" } }), "it is of another organization"],
    ["a link out of the folder", new Error("it is a link"), "it is a link"],
    ["a huge file", `"${"x".repeat(5 * 1024 * 1024)}"`, "it has 5242882 bytes, and a file of a spec at most 5242880"],
  ])("come with what is wrong with the evidence: %s", (_, beside, fault) => {
    expect(found(beside)).toMatchObject([{ kind: "unreadable", file: "stacks/prod.rightsize.json", fault }, ANNOUNCED]);
  });
});
