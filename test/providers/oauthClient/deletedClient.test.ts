import { afterEach, describe, expect, it } from "vitest";
import { wireClient } from "../../../providers/genesys/wire.ts";
import { clientProps, handlersOver, roleProps } from "../support/examples.ts";
import { type OrgUnderTest, orgUnderTest } from "../support/orgUnderTest.ts";

const CLIENTS = "/api/v2/oauth/clients";
const DAY = 24 * 3600 * 1000;
let org: OrgUnderTest;
let roleId: string;
afterEach(() => org.close());

const handler = () => handlersOver(org.newRun()).oauthClient;
const ours = () => org.simulator.export().clients.filter(({ name }) => name === "Power BI");

/** A client of the stack that is older than 30 days by the org's own clock. */
async function oldClient(deletedClientStays: "no" | "inactive" | "deleted") {
  org = await orgUnderTest({ switches: { deletedClientStays } });
  roleId = (await handlersOver(org.session).role.create(roleProps())).id;
  const { id, outs } = await handler().create(clientProps(roleId));
  const seed = org.simulator.export();
  for (const client of seed.clients) client.dateCreated = new Date(Date.now() - 31 * DAY).toISOString();
  await org.close();
  org = await orgUnderTest({ seed, switches: { deletedClientStays } });
  return { id, outs };
}

describe.each(["inactive", "deleted"] as const)(
  "an older client that the org keeps as %s after its deletion",
  (stays) => {
    it("is told in one sentence when it is deleted, and once more when the deletion is run again", async () => {
      const { id, outs } = await oldClient(stays);
      await handler().delete(id, outs);
      await handler().delete(id, outs);
      expect(ours()).toMatchObject([{ id, state: stays }]);
      expect(org.told).toHaveLength(2);
      for (const text of org.told)
        expect(text).toMatch(
          /^The OAuth client "Power BI" \(id [0-9a-f-]+\) is deleted; .* keep it until \d{4}-.* it can be restored in Genesys Cloud\.$/,
        );
    });

    it("is gone for a read, and a new one is made beside it, which is told", async () => {
      const { id, outs } = await oldClient(stays);
      await handler().delete(id, outs);
      expect((await handler().read(id, outs)).id).toBeUndefined();
      const made = await handler().create(clientProps(roleId));
      expect(made.id).not.toBe(id);
      expect(made.outs["clientSecret"]).not.toBe(outs["clientSecret"]);
      expect(org.told.at(-1)).toMatch(/A new one is made in its place.*do not restore the old one\.$/);
      org.pass(8 * DAY);
      await org.newRun().organization();
      expect(ours()).toMatchObject([{ id: made.id, state: "active" }]);
    });

    it("is refused as somebody's own once a person restored it", async () => {
      const { id, outs } = await oldClient(stays);
      await handler().delete(id, outs);
      const body = { name: "Power BI", authorizedGrantType: "CLIENT-CREDENTIALS", state: "active" };
      await org.console.put(`${CLIENTS}/${id}`, { ...body, description: ours()[0]?.description }, wireClient);
      await expect(handler().create(clientProps(roleId))).rejects.toThrow("It was left as it is.");
      expect(ours()).toMatchObject([{ id, state: "active" }]);
    });
  },
);

it("a younger client, and an older one of an org that keeps none, go without a word", async () => {
  const { id, outs } = await oldClient("no");
  await handler().delete(id, outs);
  org.simulator.switches.deletedClientStays = "inactive";
  const young = await handler().create(clientProps(roleId));
  await handler().delete(young.id, young.outs);
  expect([ours(), org.told]).toEqual([[], []]);
});

it("a day of deletion that somebody planned for later leaves the client in use", async () => {
  const { id, outs } = await oldClient("no");
  const dateToDelete = new Date(Date.now() + 60 * DAY).toISOString();
  const body = { name: "Power BI", authorizedGrantType: "CLIENT-CREDENTIALS", state: "inactive", dateToDelete };
  await org.console.put(`${CLIENTS}/${id}`, body, wireClient);
  expect((await handler().read(id, outs)).inputs).toMatchObject({ state: "inactive" });
  await handler().delete(id, outs);
  expect(ours()).toEqual([]);
});
