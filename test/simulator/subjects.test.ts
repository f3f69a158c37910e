import { expect, test } from "vitest";
import { SEED } from "../../simulator/index.ts";
import { as, makeClient, makeRole, openOrg } from "./support.ts";

const SUBJECTS = "/api/v2/authorization/subjects";
const { EMEA_Operations: EMEA, NA_Operations: NA, Home } = SEED.divisions;
const NORA = SEED.users["nora.na@contoso.example"];
const EMMA = SEED.users["emma.emea@contoso.example"];

test("one grant is added and removed; all divisions may be written * or %2A", async () => {
  const deployer = await as(await openOrg(), SEED.deployer);
  const role = await makeRole(deployer, "Reader", "routing:queue:view");
  const path = (division: string) => `${SUBJECTS}/${NORA}/divisions/${division}/roles/${role.id}`;
  expect((await deployer.send("POST", `${path("*")}?subjectType=PC_USER`)).status).toBe(204);
  const { body } = await deployer.get(`${SUBJECTS}/${NORA}`);
  expect(body.grants).toMatchObject([
    { subjectId: NORA, role: { name: "employee" }, division: { id: Home } },
    {
      subjectId: NORA,
      role: { id: role.id, policies: [{ domain: "routing", entityName: "queue", actions: ["view"] }] },
      division: { id: "*" },
    },
  ]);
  expect((await deployer.send("DELETE", path("%2A"))).status).toBe(204);
  expect((await deployer.send("DELETE", path("%2A"))).status).toBe(404);
});

test("subjectType defaults to a user, so a client without it is not found, and an unknown value is a 400", async () => {
  const deployer = await as(await openOrg(), SEED.deployer);
  const grants = [{ roleId: SEED.roles.user, divisionId: EMEA }];
  const add = (type: string) => deployer.send("POST", `${SUBJECTS}/${SEED.legacy.clientId}/bulkadd${type}`, { grants });
  expect((await add("")).status).toBe(404);
  expect((await add("?subjectType=PC_OAUTH_CLIENT")).status).toBe(204);
  expect(await add("?subjectType=CLIENT")).toMatchObject({ status: 400, body: { code: "invalid.query.param.value" } });
});

test("bulkremove fails as a whole when one role is gone", async () => {
  const simulator = await openOrg();
  const deployer = await as(simulator, SEED.deployer);
  const grants = [
    { roleId: SEED.roles.employee, divisionId: Home },
    { roleId: "gone", divisionId: Home },
  ];
  const before = simulator.export();
  expect((await deployer.send("POST", `${SUBJECTS}/${NORA}/bulkremove`, { grants })).status).toBe(404);
  expect(simulator.export()).toEqual(before);
  expect((await deployer.send("POST", `${SUBJECTS}/${NORA}/bulkremove`, { grants: grants.slice(0, 1) })).status).toBe(
    204,
  );
  expect((await deployer.get(`${SUBJECTS}/${NORA}`)).body.grants).toEqual([]);
});

test("bulkreplace makes the own grants exactly these and leaves those of groups", async () => {
  const deployer = await as(await openOrg(), SEED.deployer);
  const grants = [{ roleId: SEED.roles.user, divisionId: NA }];
  expect((await deployer.send("POST", `${SUBJECTS}/${EMMA}/bulkreplace?subjectType=PC_USER`, { grants })).status).toBe(
    204,
  );
  const { body } = await deployer.get(`${SUBJECTS}/${EMMA}`);
  expect(body.grants.map((it) => it["subjectId"])).toEqual([EMMA, ...Array(2).fill(SEED.groups["EMEA Supervisors"])]);
});

test("the same role and division through a group shows twice only on request", async () => {
  const deployer = await as(await openOrg(), SEED.deployer);
  await deployer.send("POST", `${SUBJECTS}/${EMMA}/divisions/${EMEA}/roles/${SEED.roles.supervisor}`);
  expect((await deployer.get(`${SUBJECTS}/${EMMA}`)).body.grants).toHaveLength(3);
  expect((await deployer.get(`${SUBJECTS}/${EMMA}?includeDuplicates=true`)).body.grants).toHaveLength(4);
  expect((await deployer.get(`${SUBJECTS}/rolecounts?id=${EMMA},${NORA}`)).body).toEqual({ [EMMA]: 2, [NORA]: 1 });
});

test("everyone may read the own grants, and only holders of the permission those of others", async () => {
  const simulator = await openOrg();
  const admin = await as(simulator, SEED.console);
  const reader = await as(simulator, await makeClient(admin, "Reader", ["routing:queue:view"], [EMEA]));
  expect((await reader.get(`${SUBJECTS}/me`)).body.grants).toMatchObject([{ division: { name: "EMEA_Operations" } }]);
  expect((await reader.get(`${SUBJECTS}/${NORA}`)).status).toBe(403);
});

test("a role is granted to many subjects in many divisions at once", async () => {
  const deployer = await as(await openOrg(), SEED.deployer);
  const { id } = await makeRole(deployer, "Reader", "routing:queue:view");
  const role = `/api/v2/authorization/roles/${id}`;
  const body = { subjectIds: [NORA, EMMA], divisionIds: [EMEA, NA] };
  expect((await deployer.send("POST", `${role}?subjectType=PC_USER`, body)).status).toBe(204);
  expect((await deployer.get(`${role}/subjectgrants`)).body).toMatchObject({
    total: 2,
    entities: [{ type: "PC_USER", divisions: [{ id: EMEA }, { id: NA }] }, { type: "PC_USER" }],
  });
  expect((await deployer.get(`${role}/users`)).body.entities.map((it) => it.id).sort()).toEqual([EMMA, NORA].sort());
  expect((await deployer.send("PUT", `${role}/users/remove`, [NORA])).body).toEqual([NORA]);
  await deployer.send("PUT", `${role}/users/add`, [NORA]);
  const { grants } = (await deployer.get(`${SUBJECTS}/${NORA}`)).body;
  expect(grants.at(-1)).toMatchObject({ division: { id: Home }, role: { id } });
});

test("the roles of a user are read and replaced", async () => {
  const deployer = await as(await openOrg(), SEED.deployer);
  const path = `/api/v2/users/${NORA}/roles`;
  expect((await deployer.get(path)).body).toMatchObject({ roles: [{ name: "employee" }], unusedRoles: [] });
  const { body } = await deployer.send("PUT", path, [SEED.roles.user]);
  expect(body).toMatchObject({
    roles: [{ name: "user" }],
    permissionPolicies: expect.arrayContaining([expect.objectContaining({ domain: "routing" })]),
  });
});

test("once grants are division-aware, the grant permission is needed in the division itself", async () => {
  const simulator = await openOrg();
  const admin = await as(simulator, SEED.console);
  const local = await as(simulator, await makeClient(admin, "Local", ["authorization:grant:add,delete"], [EMEA]));
  const path = (division: string) => `${SUBJECTS}/${NORA}/divisions/${division}/roles/${SEED.roles.user}`;
  expect((await local.send("POST", path(NA))).status).toBe(204);
  await admin.send("PUT", "/api/v2/authorization/roles/settings", { authorizationGrantDivisionAware: true });
  expect((await local.send("DELETE", path(NA))).body).toMatchObject({
    status: 403,
    code: "missing.division.permissions",
  });
  expect((await local.send("POST", path("*"))).status).toBe(403);
  expect((await local.send("POST", path(EMEA))).status).toBe(204);
});
