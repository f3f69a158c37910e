import { afterEach, beforeEach, expect, it } from "vitest";
import { wireDivision } from "../../../providers/genesys/wire.ts";
import { SEED } from "../../../simulator/index.ts";
import { divisionProps, handlersOver } from "../support/examples.ts";
import { type OrgUnderTest, orgUnderTest } from "../support/orgUnderTest.ts";

const DIVISIONS = "/api/v2/authorization/divisions";
let org: OrgUnderTest;

beforeEach(async () => {
  org = await orgUnderTest();
});
afterEach(() => org.close());

const handler = () => handlersOver(org.newRun()).division;
const silos = () => org.simulator.export().divisions.filter(({ name, deleted }) => name === "Partner Silo" && !deleted);

it("creates a division with the stack's marker, and reads it back without a difference", async () => {
  const { __provider, ...inputs } = divisionProps();
  const { id, outs } = await handler().create(divisionProps());
  expect(silos()).toMatchObject([{ id, description: "Outsourced work [genesys-access/test/divisions/silo]" }]);
  expect(await handler().read(id, outs)).toEqual({ id, props: inputs, inputs });
});

it("makes one division when the answer to the create is lost", async () => {
  org.simulator.switches.faults = [{ method: "POST", path: `^${DIVISIONS}$`, kind: "drop-after", times: 1 }];
  const { id } = await handler().create(divisionProps());
  expect(silos()).toMatchObject([{ id }]);
});

it("takes over the division of a create whose state was lost", async () => {
  const { id } = await handler().create(divisionProps());
  expect((await handler().create(divisionProps())).id).toBe(id);
  expect(silos()).toHaveLength(1);
});

it("refuses a division with its marker that is not what was sent", async () => {
  const { id } = await handler().create(divisionProps());
  await expect(handler().create(divisionProps({ description: "New text" }))).rejects.toThrow(
    `a division "Partner Silo" (id ${id}) that bears the marker [genesys-access/test/divisions/silo] of this stack and is not what`,
  );
  expect(silos()).toMatchObject([{ description: "Outsourced work [genesys-access/test/divisions/silo]" }]);
});

it("refuses the name of a division that nobody's stack manages", async () => {
  await expect(handler().create(divisionProps({ name: "EMEA_Operations" }))).rejects.toThrow(
    `already has a division "EMEA_Operations" (id ${SEED.divisions.EMEA_Operations}), and this stack does not manage it`,
  );
});

it("updates name and description, and reads console changes as drift", async () => {
  const { id, outs } = await handler().create(divisionProps());
  await handler().update(id, outs, divisionProps({ description: "Second text" }));
  await org.console.put(`${DIVISIONS}/${id}`, { name: "Clicked", description: "Clicked text" }, wireDivision);
  expect((await handler().read(id, outs)).inputs).toMatchObject({ name: "Clicked", description: "Clicked text" });
});

it("says to refresh when the division to update is gone", async () => {
  const { id, outs } = await handler().create(divisionProps());
  await org.console.delete(`${DIVISIONS}/${id}`);
  await expect(handler().update(id, outs, divisionProps())).rejects.toThrow("pulumi refresh");
  expect(await handler().read(id, outs)).toEqual({});
});

it("keeps the division when the same run replaced it by itself", async () => {
  const { outs } = await handler().create(divisionProps());
  const run = handler();
  const { id } = await run.create(divisionProps());
  await run.delete(id, outs);
  expect(silos()).toMatchObject([{ id }]);
});

it("deletes an empty division, waits while the org still sees objects inside, and is content when it is gone", async () => {
  const { id, outs } = await handler().create(divisionProps());
  org.simulator.switches.faults = [{ method: "DELETE", path: `^${DIVISIONS}/`, kind: "status", status: 400, times: 3 }];
  await handler().delete(id, outs);
  expect(silos()).toEqual([]);
  expect(org.waits).toEqual([500, 1000, 2000]);
  await handler().delete(id, outs);
});

it("gives up on a division with objects inside, and says what they are", async () => {
  const { EMEA_Operations: id } = SEED.divisions;
  const error = await handler()
    .delete(id, divisionProps({ name: "EMEA_Operations" }))
    .catch((caught: Error) => caught.message);
  expect(error).toContain(`The division "EMEA_Operations" (id ${id}) was not deleted`);
  expect(error).toMatch(/It holds .*\d x QUEUE/);
});
