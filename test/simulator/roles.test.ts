import { expect, test } from "vitest";
import { SEED, seedOrg } from "../../simulator/index.ts";
import { as, makeClient, makeRole, openOrg } from "./support.ts";

const ROLES = "/api/v2/authorization/roles";

test("a role is made, read, replaced and deleted; afterwards it is a 404", async () => {
  const deployer = await as(await openOrg(), SEED.deployer);
  const { id } = await makeRole(deployer, "Reader", "routing:queue:view");
  expect((await deployer.get(`${ROLES}/${id}?userCount=false`)).body).toEqual({
    id,
    name: "Reader",
    description: "",
    permissions: [],
    permissionPolicies: [{ domain: "routing", entityName: "queue", actionSet: ["view"] }],
    roleNeedsUpdate: false,
    default: false,
    base: false,
    selfUri: `${ROLES}/${id}`,
  });
  const put = await deployer.send("PUT", `${ROLES}/${id}`, {
    name: "Reader",
    description: "new",
    permissionPolicies: null,
  });
  expect(put.body).toMatchObject({ description: "new", permissionPolicies: [] });
  expect((await deployer.send("PATCH", `${ROLES}/${id}`, { roleNeedsUpdate: true })).body).toMatchObject({
    roleNeedsUpdate: true,
  });
  expect((await deployer.send("DELETE", `${ROLES}/${id}`)).status).toBe(204);
  expect(await deployer.get(`${ROLES}/${id}`)).toMatchObject({ status: 404, body: { code: "not.found" } });
});

test("the list filters by name with a trailing star, by id, by default key and by permission", async () => {
  const deployer = await as(await openOrg(), SEED.deployer);
  const one = await makeRole(deployer, "Integration - One", "routing:queue:view");
  await makeRole(deployer, "Integration - Two");
  const names = async (query: string) =>
    (await deployer.get(`${ROLES}?userCount=false&${query}`)).body.entities.map((it) => it["name"]);
  expect(await names("name=integration+-*")).toEqual(["Integration - One", "Integration - Two"]);
  expect(await names(`id=${one.id},${SEED.roles.admin}`)).toEqual(["Integration - One", "admin"]);
  expect(await names(`id=${one.id}&id=${SEED.roles.admin}`)).toEqual(["Integration - One", "admin"]);
  expect(await names("defaultRoleId=communicateUser")).toEqual(["communicate user"]);
  expect(await names("name=Integration*&permission=routing:queue:view")).toEqual(["Integration - One"]);
});

test("pages link to their neighbours, and the last one has no nextUri", async () => {
  const deployer = await as(await openOrg(), SEED.deployer);
  const first = await deployer.get(`${ROLES}?pageSize=4&userCount=false`);
  expect(first.body).toMatchObject({ pageSize: 4, pageNumber: 1, total: 8, pageCount: 2 });
  const second = await deployer.get(first.body.nextUri);
  expect(second.body.entities).toHaveLength(4);
  expect(second.body.nextUri).toBeUndefined();
  expect(await deployer.get(`${ROLES}?pageSize=0`)).toMatchObject({
    status: 400,
    body: { code: "invalid.query.param.value" },
  });
});

test("stars are stored as what they expand to, unless the switch says otherwise", async () => {
  const simulator = await openOrg();
  const deployer = await as(simulator, SEED.deployer);
  const actions = await makeRole(deployer, "All of grants", "authorization:grant:*");
  expect(actions["permissionPolicies"]).toEqual([
    { domain: "authorization", entityName: "grant", actionSet: ["add", "delete", "view"] },
  ]);
  const entities = await makeRole(deployer, "All of oauth", "oauth:*:delete");
  expect(entities["permissionPolicies"]).toEqual([
    { domain: "oauth", entityName: "client", actionSet: ["delete"] },
    { domain: "oauth", entityName: "token", actionSet: ["delete"] },
  ]);
  simulator.switches.expandWildcards = false;
  const kept = await makeRole(deployer, "Old", "oauth:*:*");
  expect(kept["permissionPolicies"]).toEqual([{ domain: "oauth", entityName: "*", actionSet: ["*"] }]);
});

test("policies that name nothing real are stored as they are", async () => {
  const deployer = await as(await openOrg(), SEED.deployer);
  const role = await makeRole(deployer, "Typo", "nosuchdomain:thing:view", "nosuchdomain:other:*");
  expect(role["permissionPolicies"]).toMatchObject([
    { domain: "nosuchdomain", actionSet: ["view"] },
    { actionSet: ["*"] },
  ]);
});

test("a name that is taken is refused, for roles only while names must be unique", async () => {
  const simulator = await openOrg();
  const deployer = await as(simulator, SEED.deployer);
  await makeRole(deployer, "Reader");
  expect((await deployer.send("POST", ROLES, { name: "Reader" })).status).toBe(409);
  simulator.switches.uniqueNames = false;
  expect((await deployer.send("POST", ROLES, { name: "Reader" })).status).toBe(200);
  expect((await deployer.send("POST", ROLES, { name: "" })).body).toMatchObject({
    code: "invalid.property",
    status: 400,
  });
});

test("deleting a role takes its grants along, or is refused when the switch says so", async () => {
  const simulator = await openOrg({ switches: { refuseDeleteOfHeldRole: true } });
  const deployer = await as(simulator, SEED.deployer);
  const { roleId, clientId } = await makeClient(deployer, "Holder", ["routing:queue:view"], ["*"]);
  expect((await deployer.send("DELETE", `${ROLES}/${roleId}`)).status).toBe(409);
  simulator.switches.refuseDeleteOfHeldRole = false;
  expect((await deployer.send("DELETE", `${ROLES}/${roleId}`)).status).toBe(204);
  expect((await deployer.get(`/api/v2/authorization/subjects/${clientId}`)).body.grants).toEqual([]);
});

test("a default role keeps its name, cannot be deleted and can be reset", async () => {
  const deployer = await as(await openOrg(), SEED.deployer);
  const path = `${ROLES}/${SEED.roles.supervisor}`;
  const before = (await deployer.get(path)).body;
  expect(before).toMatchObject({ default: true, defaultRoleId: "supervisor" });
  expect((await deployer.send("PUT", path, { name: "Boss" })).status).toBe(400);
  expect((await deployer.send("DELETE", path)).status).toBe(400);
  await deployer.send("PUT", path, { name: "supervisor", permissionPolicies: [] });
  const compared = await deployer.get(`${ROLES}/${SEED.roles.supervisor}/comparedefault/user`);
  expect(compared.body).toMatchObject({ addedPermissionPolicies: [], samePermissionPolicies: [] });
  const reset = await deployer.send("PUT", `${ROLES}/default`, [{ id: SEED.roles.supervisor }]);
  expect(reset.body.entities).toEqual([before]);
  const custom = [{ id: SEED.roles["Legacy Reporting - all"] }];
  expect((await deployer.send("PUT", `${ROLES}/default`, custom)).status).toBe(400);
});

test("missing default roles come back, and force resets the others but no custom role", async () => {
  const seed = seedOrg();
  const roles = seed.roles.filter(({ name }) => name !== "user");
  const simulator = await openOrg({ seed: { ...seed, roles } });
  const deployer = await as(simulator, SEED.deployer);
  const restored = await deployer.send("POST", `${ROLES}/default`);
  expect(restored.body.entities).toMatchObject([{ name: "user" }]);
  expect(simulator.export().roles).toHaveLength(8);
  expect((await deployer.send("POST", `${ROLES}/default?force=true`)).body.entities).toHaveLength(6);
});

test("an unsaved role can be compared with a stored one", async () => {
  const deployer = await as(await openOrg(), SEED.deployer);
  const { id } = await makeRole(deployer, "Reader", "routing:queue:view", "routing:skill:view");
  const { body } = await deployer.send("POST", `${ROLES}/${id}/comparedefault/${id}`, {
    name: "x",
    permissionPolicies: [
      { domain: "routing", entityName: "queue", actionSet: ["view"] },
      { domain: "routing", entityName: "language", actionSet: ["assign"] },
    ],
  });
  expect(body).toMatchObject({
    samePermissionPolicies: [{ entityName: "queue" }],
    addedPermissionPolicies: [{ entityName: "language" }],
    removedPermissionPolicies: [{ entityName: "skill" }],
  });
});

test("role settings are read by those who may and changed by administrators", async () => {
  const simulator = await openOrg();
  const [deployer, admin] = [await as(simulator, SEED.deployer), await as(simulator, SEED.console)];
  expect((await deployer.get(`${ROLES}/settings`)).status).toBe(403);
  const put = await admin.send("PUT", `${ROLES}/settings`, { backfillEnabled: false });
  expect(put.body).toMatchObject({ backfillEnabled: false, authorizationGrantDivisionAware: false });
  expect((await admin.send("PATCH", "/api/v2/authorization/settings", { analysisDays: 30 })).body).toMatchObject({
    analysisDays: 30,
  });
});
