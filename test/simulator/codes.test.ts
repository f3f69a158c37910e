import { expect, test } from "vitest";
import { errorCodes } from "../../access/catalogue/errors.ts";
import { SEED } from "../../simulator/index.ts";
import { as, makeClient, openOrg } from "./support.ts";

const AUTH = "/api/v2/authorization";
const { EMEA_Operations: EMEA, NA_Operations: NA } = SEED.divisions;
const NORA = SEED.users["nora.na@contoso.example"];
const ids = (count: number) => Array.from({ length: count }, (_, index) => `id-${index}`).join(",");

/** What the vendor's OpenAPI definition says of each operation, besides the codes that the other tests of its family have. */
const CODES = [
  [400, "max.role.ids", "GET", `${AUTH}/roles?id=${ids(101)}`],
  [400, "max.subject.ids", "GET", `${AUTH}/subjects/rolecounts?id=${ids(101)}`],
  [400, "missing.permission.param", "GET", `${AUTH}/divisionspermitted/me`],
  [400, "missing.permission.param", "GET", `${AUTH}/divisionspermitted/paged/${NORA}`],
  [400, "both.after.and.before.provided", "GET", `${AUTH}/divisions/query?after=a&before=b`],
  [400, "division.name.invalid", "POST", `${AUTH}/divisions`, { name: "  " }],
  [400, "division.name.invalid", "PUT", `${AUTH}/divisions/${EMEA}`, { name: "" }],
  [400, "too.many.bulk.division.updates", "POST", `${AUTH}/divisions/${EMEA}/objects/USER`, ids(101).split(",")],
  [
    400,
    "invalid.subject.type",
    "POST",
    `${AUTH}/roles/${SEED.roles.user}?subjectType=CLIENT`,
    { subjectIds: [NORA], divisionIds: [EMEA] },
  ],
] as const;

test.each(CODES)("%i %s of a %s", async (status, code, method, path, body?: unknown) => {
  const simulator = await openOrg();
  const before = simulator.export();
  const admin = await as(simulator, SEED.console);
  expect(await admin.send(method, path, body)).toMatchObject({ status, body: { status, code } });
  expect(simulator.export()).toEqual(before);
  expect(errorCodes("api")).toContain(code);
});

test("a hundred ids are no more than may be asked for", async () => {
  const admin = await as(await openOrg(), SEED.console);
  expect((await admin.get(`${AUTH}/roles?id=${ids(100)}`)).status).toBe(200);
  expect((await admin.get(`${AUTH}/subjects/rolecounts?id=${ids(100)}`)).status).toBe(200);
});

test("objects move to no division in which the caller may not edit them", async () => {
  const simulator = await openOrg();
  const admin = await as(simulator, SEED.console);
  const mover = await as(simulator, await makeClient(admin, "Mover", ["routing:queue:edit"], [NA]));
  const move = await mover.send("POST", `${AUTH}/divisions/${EMEA}/objects/QUEUE`, [SEED.queues["NA Sales"]]);
  expect(move).toMatchObject({ status: 403, body: { code: "bulk.move.no.permission.division" } });
});
