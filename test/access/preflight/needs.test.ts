import { describe, expect, it } from "vitest";
import { leastPermissions, needsOf } from "../../../access/preflight/needs.ts";
import { compactPermissions } from "../../../access/values/permission.ts";
import { loadTexts, ORGANIZATION, specOf } from "../fixtures/load.ts";

const ROLE = 'roles: { reader: { name: Reader, permissions: ["routing:queue:view"] } }';
const EXISTING = "roles: { reader: { existing: employee } }";
const GRANTS = "{ grants: [{ role: reader, divisions: all }] }";

function needs(yaml: string) {
  return needsOf(specOf(loadTexts({ "stacks/x.yaml": `organization: { id: ${ORGANIZATION} }\n${yaml}` })).value);
}
const least = (yaml: string) => compactPermissions(leastPermissions(needs(yaml)));

describe("what a deployer needs", () => {
  it("is nothing for a spec that manages nothing", () => {
    expect(least("divisions: { Home: {} }")).toEqual([]);
  });

  it.each([
    [
      "managed divisions",
      "divisions: { Silo: { manage: true } }",
      ["authorization:division:add,delete,edit", "authorization:grant:add"],
    ],
    ["managed roles", ROLE, ["authorization:role:add,delete,edit,view"]],
    [
      "a client that acts for users",
      "clients: { app: { name: App, grantType: code, redirectUris: ['https://x.example/cb'] } }",
      ["authorization:role:view", "oauth:client:add,delete,edit,view"],
    ],
    [
      "a client with a role",
      `${ROLE}\nclients: { bi: { name: BI, grantType: client-credentials, grants: [{ role: reader, divisions: all }] } }`,
      [
        "authorization:grant:add,delete",
        "authorization:role:add,delete,edit,view",
        "oauth:client:add,delete,edit,view",
      ],
    ],
    [
      "grants to users",
      `${EXISTING}\nusers: { jane@contoso.example: ${GRANTS} }`,
      ["authorization:grant:add,delete,view", "authorization:role:view", "directory:user:view"],
    ],
    [
      "grants to groups, whose search asks for no permission",
      `${EXISTING}\ngroups: { Team: ${GRANTS} }`,
      ["authorization:grant:add,delete,view", "authorization:role:view"],
    ],
    [
      "grants to existing clients",
      `${ROLE}\nclients: { legacy: { existing: 6f1a2c3d-0000-4000-8000-000000000001, grants: [{ role: reader, divisions: all }] } }`,
      ["authorization:grant:add,delete,view", "authorization:role:add,delete,edit,view", "oauth:client:view"],
    ],
    ["existing roles alone", EXISTING, ["authorization:role:view"]],
  ])("for %s", (_what, yaml, permissions) => {
    expect(least(yaml)).toEqual(permissions);
  });

  it("names the operations and the places, and does not count what only removes as needed to deploy", () => {
    const all = needs(`${EXISTING}\nusers: { jane@contoso.example: ${GRANTS}, joe@contoso.example: ${GRANTS} }`);
    const need = (permission: string) => all.find(({ anyOf }) => anyOf.includes(permission));
    expect(need("authorization:grant:add")?.uses).toEqual([
      {
        operation: "POST /api/v2/authorization/subjects/{subjectId}/bulkadd",
        phase: "write",
        verb: "give",
        things: "grants",
        paths: [
          ["users", "jane@contoso.example", "grants", 0],
          ["users", "joe@contoso.example", "grants", 0],
        ],
      },
    ]);
    expect(need("authorization:grant:delete")?.uses.map(({ phase }) => phase)).toEqual(["remove", "remove"]);
    expect(need("directory:user:view")?.uses.map(({ phase }) => phase)).toEqual(["plan"]);
  });
});
