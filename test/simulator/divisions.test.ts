import { expect, test } from "vitest";
import { SEED } from "../../simulator/index.ts";
import { as, makeClient, makeRole, openOrg } from "./support.ts";

const DIVISIONS = "/api/v2/authorization/divisions";
const { EMEA_Operations: EMEA, NA_Operations: NA, BPO_Partner: BPO, Home } = SEED.divisions;

test("a division is made, read, renamed, deleted and restored", async () => {
  const deployer = await as(await openOrg(), SEED.deployer);
  const { id } = (await deployer.send("POST", DIVISIONS, { name: "LATAM", description: "" })).body;
  expect((await deployer.get(`${DIVISIONS}/${id}?objectCount=false`)).body).toEqual({
    id,
    name: "LATAM",
    description: "",
    homeDivision: false,
    selfUri: `${DIVISIONS}/${id}`,
  });
  await deployer.send("PUT", `${DIVISIONS}/${id}`, { name: "South", description: "moved", homeDivision: true });
  expect((await deployer.get(`${DIVISIONS}?name=sou`)).body.entities).toMatchObject([
    { name: "South", homeDivision: false },
  ]);
  expect((await deployer.send("DELETE", `${DIVISIONS}/${id}?force=false`)).status).toBe(204);
  expect((await deployer.get(`${DIVISIONS}/${id}`)).status).toBe(404);
  expect((await deployer.send("POST", `${DIVISIONS}/${id}/restore`, { name: "South" })).status).toBe(200);
  expect((await deployer.get(`${DIVISIONS}/${id}`)).status).toBe(200);
});

test("deleted divisions are listed for those who may see them", async () => {
  const simulator = await openOrg();
  const [deployer, admin] = [await as(simulator, SEED.deployer), await as(simulator, SEED.console)];
  const { id } = (await deployer.send("POST", DIVISIONS, { name: "Gone" })).body;
  await deployer.send("DELETE", `${DIVISIONS}/${id}`);
  expect((await deployer.get(`${DIVISIONS}/deleted`)).status).toBe(403);
  expect((await admin.get(`${DIVISIONS}/deleted`)).body.entities).toMatchObject([{ id, name: "Gone" }]);
});

test("making a division takes the right to add divisions and the right to add grants", async () => {
  const simulator = await openOrg();
  const admin = await as(simulator, SEED.console);
  const half = await as(simulator, await makeClient(admin, "Half", ["authorization:division:add"], ["*"]));
  const { status, body } = await half.send("POST", DIVISIONS, { name: "New" });
  expect([status, body.code]).toEqual([403, "missing.permissions"]);
  expect(body.message).toContain("[authorization:grant:add]");
});

test("the home division exists, cannot be deleted, and the limit is a bare number", async () => {
  const deployer = await as(await openOrg(), SEED.deployer);
  expect((await deployer.get(`${DIVISIONS}/home`)).body).toMatchObject({ id: Home, homeDivision: true });
  expect((await deployer.send("DELETE", `${DIVISIONS}/${Home}`)).status).toBe(400);
  expect((await deployer.get(`${DIVISIONS}/limit`)).body).toEqual(expect.any(Number));
});

test("the cursor listing walks forwards and backwards over every division once", async () => {
  const deployer = await as(await openOrg(), SEED.deployer);
  const seen: string[] = [];
  let uri: string | undefined = `${DIVISIONS}/query?pageSize=2`;
  let last = uri;
  while (uri) {
    const { body } = await deployer.get(uri);
    seen.push(...body.entities.map(({ id }) => id));
    last = uri;
    uri = body.nextUri;
  }
  expect(seen).toEqual(Object.values(SEED.divisions).sort());
  const end = (await deployer.get(last)).body;
  expect((await deployer.get(String(end["previousUri"]))).body.entities.map(({ id }) => id)).toEqual(seen.slice(2, 4));
  expect((await deployer.get(`${DIVISIONS}/query?pageSize=201`)).status).toBe(400);
});

test("a division with objects inside cannot be deleted until they have moved out", async () => {
  const simulator = await openOrg();
  const admin = await as(simulator, SEED.console);
  expect((await admin.get(`${DIVISIONS}/${BPO}?objectCount=true`)).body).toMatchObject({
    objectCounts: { USER: 2, QUEUE: 1, BUSINESSUNIT: 1, MANAGEMENTUNIT: 1 },
  });
  expect(await admin.send("DELETE", `${DIVISIONS}/${BPO}`)).toMatchObject({
    status: 400,
    body: { code: "precondition.failure" },
  });
  const org = simulator.export();
  const idsIn = (rows: readonly { id: string; divisionId: string }[]) =>
    rows.filter((it) => it.divisionId === BPO).map(({ id }) => id);
  const kinds = {
    USER: org.users,
    QUEUE: org.queues,
    BUSINESSUNIT: org.businessUnits,
    MANAGEMENTUNIT: org.managementUnits,
  };
  for (const [kind, rows] of Object.entries(kinds)) {
    expect((await admin.send("POST", `${DIVISIONS}/${NA}/objects/${kind}`, idsIn(rows))).status).toBe(204);
  }
  expect((await admin.send("DELETE", `${DIVISIONS}/${BPO}`)).status).toBe(204);
  expect((await admin.send("POST", `${DIVISIONS}/${NA}/objects/SPACESHIP`, [])).body.message).toContain(
    "[USER, QUEUE, BUSINESSUNIT, MANAGEMENTUNIT]",
  );
});

test("moving a queue takes the edit right in both divisions", async () => {
  const simulator = await openOrg();
  const admin = await as(simulator, SEED.console);
  const mover = await as(simulator, await makeClient(admin, "Mover", ["routing:queue:edit"], [NA]));
  const move = await mover.send("POST", `${DIVISIONS}/${NA}/objects/QUEUE`, [SEED.queues["EMEA Sales"]]);
  expect(move).toMatchObject({ status: 403, body: { code: "missing.division.permission" } });
  expect((await mover.send("POST", `${DIVISIONS}/${NA}/objects/QUEUE`, [SEED.queues["NA Sales"]])).status).toBe(204);
});

test("the grants of a division and of all divisions are listed with their roles", async () => {
  const deployer = await as(await openOrg(), SEED.deployer);
  const role = await makeRole(deployer, "Reader", "routing:queue:view");
  const subject = SEED.users["nora.na@contoso.example"];
  await deployer.send("POST", `/api/v2/authorization/subjects/${subject}/divisions/${NA}/roles/${role.id}`);
  expect((await deployer.get(`${DIVISIONS}/${NA}/grants`)).body).toMatchObject({
    total: 1,
    pageCount: 1,
    entities: [
      { subjectId: subject, division: { id: NA, name: "NA_Operations" }, role: { policies: [{ actions: ["view"] }] } },
    ],
  });
  const everywhere = (await deployer.get(`${DIVISIONS}/%2A/grants`)).body;
  expect(everywhere.entities[0]?.["division"]).toEqual({ id: "*", homeDivision: false, selfUri: `${DIVISIONS}/*` });
  expect((await deployer.get(`${DIVISIONS}/${NA}/grants?pageSize=501`)).status).toBe(400);
});

test("a caller can ask in which divisions it holds a permission", async () => {
  const simulator = await openOrg();
  const admin = await as(simulator, SEED.console);
  const reader = await as(simulator, await makeClient(admin, "Reader", ["routing:queue:view"], [EMEA]));
  const path = "/api/v2/authorization/divisionspermitted/paged/me?permission=routing:queue:view";
  expect((await reader.get(path)).body).toMatchObject({ allDivsPermitted: false, total: 1, entities: [{ id: EMEA }] });
  expect((await admin.get(path)).body).toMatchObject({ allDivsPermitted: true, total: 5 });
  expect((await reader.get("/api/v2/authorization/divisionspermitted/paged/me")).status).toBe(400);
});
