import { afterEach, beforeEach, expect, it } from "vitest";
import { readOrgFacts } from "../../../providers/genesys/orgFacts.ts";
import { ignored } from "../../../providers/genesys/wire.ts";
import { SEED } from "../../../simulator/index.ts";
import { type OrgUnderTest, orgUnderTest } from "../support/orgUnderTest.ts";

let org: OrgUnderTest;

beforeEach(async () => {
  org = await orgUnderTest();
});
afterEach(() => org.close());

const NOTHING = { users: [], groups: [], roles: [], clients: [] };

it("reads org, divisions and deployer, and no listing that the spec does not need", async () => {
  const facts = await readOrgFacts(org.session.client, NOTHING);
  expect(facts).toMatchObject({
    organization: { id: SEED.organizationId, name: SEED.organizationName },
    deployerClientId: SEED.deployer.clientId,
    roles: [],
    clients: [],
  });
  const ids = Object.fromEntries(facts.divisions.map(({ name, id }) => [name, id]));
  expect(ids).toEqual(SEED.divisions);
  expect(facts.divisions.filter(({ homeDivision }) => homeDivision).map(({ name }) => name)).toEqual(["Home"]);
  expect(org.calls().sort()).toEqual([
    "GET /api/v2/authorization/divisions",
    "GET /api/v2/organizations/me",
    "GET /api/v2/tokens/me",
  ]);
});

it("finds what the spec names, and leaves out what the org does not have", async () => {
  const facts = await readOrgFacts(org.session.client, {
    users: ["Erik.EMEA@contoso.example", "nobody@contoso.example"],
    groups: ["EMEA Supervisors", "Unknown Group"],
    roles: ["supervisor", SEED.roles.employee, "no such role"],
    clients: [SEED.legacy.clientId, "00000000-0000-4000-8000-000000000000"],
  });
  expect([...facts.users]).toEqual([["erik.emea@contoso.example", SEED.users["erik.emea@contoso.example"]]]);
  expect([...facts.groups]).toEqual([["EMEA Supervisors", [SEED.groups["EMEA Supervisors"]]]]);
  expect(facts.roles.map(({ name }) => name).sort()).toEqual(["employee", "supervisor"]);
  const { clientId: id, name } = SEED.legacy;
  expect(facts.clients).toEqual([{ id, name, grantType: "CLIENT-CREDENTIALS" }]);
});

it("tells what the named roles permit, old general permissions apart, from the one listing that finds them", async () => {
  org.calls();
  const { roles } = await readOrgFacts(org.session.client, { ...NOTHING, roles: [SEED.roles.user, "admin"] });
  const permits = new Map(roles.map((role) => [role.name, role.permits]));
  expect(permits.get("user")).toEqual({
    name: "user",
    permissions: [
      "analytics:agentConversationDetail:view",
      "directory:user:view",
      "directory:userProfile:view",
      "routing:queue:view",
    ],
  });
  expect(permits.get("admin")?.general).toEqual(["admin"]);
  expect(org.calls().filter((call) => call.includes("/authorization/roles"))).toEqual([
    "GET /api/v2/authorization/roles",
  ]);
});

it("does not take a group with another spelling for the one that is named", async () => {
  const facts = await readOrgFacts(org.session.client, { ...NOTHING, groups: ["emea supervisors"] });
  expect([...facts.groups]).toEqual([]);
});

it("reads an org with more divisions than one page", async () => {
  for (let index = 1; index <= 120; index++) {
    await org.console.post("/api/v2/authorization/divisions", { name: `Division ${index}`, description: "" }, ignored);
  }
  const facts = await readOrgFacts(org.session.client, NOTHING);
  expect(new Set(facts.divisions.map(({ id }) => id)).size).toBe(120 + Object.keys(SEED.divisions).length);
});

it("reads the org's permissions only when the spec names some that the catalogue does not know", async () => {
  expect((await readOrgFacts(org.session.client, NOTHING)).permissions).toBeUndefined();
  const { permissions } = await readOrgFacts(org.session.client, {
    ...NOTHING,
    permissions: ["newProduct:newEntity:view"],
  });
  expect(permissions?.has("routing:queue:view")).toBe(true);
  expect(permissions?.has("newProduct:newEntity:view")).toBe(false);
  expect(org.calls().filter((call) => call.endsWith("/authorization/permissions")).length).toBeGreaterThan(0);
});
