import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { clientProps, divisionProps, handlersOver, roleProps } from "./support/examples.ts";
import { type OrgUnderTest, orgUnderTest } from "./support/orgUnderTest.ts";

let org: OrgUnderTest;

beforeEach(async () => {
  org = await orgUnderTest();
});
afterEach(() => org.close());

const handlers = () => handlersOver(org.newRun());
const writes = () => org.calls().filter((call) => !call.startsWith("GET "));
const descriptionOf = (kind: "roles" | "clients" | "divisions", id: string) =>
  (org.simulator.export()[kind] as readonly { id: string; description: string }[]).find((one) => one.id === id)
    ?.description;

/** Makes an object as somebody else would, without a marker, and gives its id. */
async function foreign(kind: "role" | "oauthClient" | "division", path: string, props: { readonly name: string }) {
  const made = await handlers()[kind].create(props);
  const found = await org.console.get(`${path}/${made.id}`, z.looseObject({}));
  await org.console.put(`${path}/${made.id}`, { ...found, description: "Ours" }, z.unknown());
  return made.id;
}

describe("an adopted object", () => {
  const KINDS = [
    ["role", "roles", "/api/v2/authorization/roles", (change: object) => roleProps(change)],
    ["division", "divisions", "/api/v2/authorization/divisions", (change: object) => divisionProps(change)],
  ] as const;

  it.each(KINDS)(
    "gets no marker by an update, until nobody calls it adopted any more: %s",
    async (kind, section, path, props) => {
      const id = await foreign(kind, path, props({}));
      const olds = props({ adopted: id, description: "Ours" });
      const changed = props({ adopted: id, description: "Ours, and more" });
      await handlers()[kind].update(id, olds, changed);
      expect(descriptionOf(section, id)).toBe("Ours, and more");
      await handlers()[kind].update(id, changed, props({ description: "Ours, and more" }));
      expect(descriptionOf(section, id)).toMatch(/^Ours, and more \[genesys-access\/test\//);
    },
  );

  it.each(KINDS)("is sent nothing by an update that says nothing new: %s", async (kind, _section, path, props) => {
    const id = await foreign(kind, path, props({}));
    const before = org.simulator.export();
    org.calls();
    const olds = props({ adopted: id, description: "Ours" });
    const { outs } = await handlers()[kind].update(id, olds, { ...olds, purpose: "Known now" });
    expect(writes()).toEqual([]);
    expect(org.simulator.export()).toEqual(before);
    expect(outs).toMatchObject({ adopted: id });
  });

  it.each(KINDS)("is read without a difference, although it has no marker: %s", async (kind, _section, path, props) => {
    const id = await foreign(kind, path, props({}));
    const olds = props({ adopted: id, description: "Ours" });
    const { inputs = {} } = await handlers()[kind].read(id, olds);
    expect({ ...olds, ...inputs }).toEqual(olds);
    expect(inputs).toMatchObject({ adopted: id, description: "Ours" });
  });

  it.each(KINDS)("that the state has lost is not made a second time: %s", async (kind, _section, path, props) => {
    const id = await foreign(kind, path, props({}));
    const before = org.simulator.export();
    await expect(handlers()[kind].create(props({ adopted: id, name: "Another name" }))).rejects.toThrow(
      /was adopted, and the state of this stack does not have it\. Nothing was made or changed\./,
    );
    expect(org.simulator.export()).toEqual(before);
  });

  it.each(KINDS)("that the org has deleted is made anew, with a marker: %s", async (kind, section, path, props) => {
    const id = await foreign(kind, path, props({}));
    await org.console.delete(`${path}/${id}`);
    const made = await handlers()[kind].create(props({ adopted: id }));
    expect(descriptionOf(section, made.id)).toMatch(/\[genesys-access\/test\//);
    const news = props({ adopted: id, description: "Other words" });
    await handlers()[kind].update(made.id, made.outs, news);
    expect(descriptionOf(section, made.id)).toMatch(/^Other words \[genesys-access\/test\//);
  });
});

describe("an adopted client", () => {
  const PATH = "/api/v2/oauth/clients";

  it("is never made a second time beside itself: names of clients are not unique", async () => {
    const { id: role } = await handlers().role.create(roleProps());
    const id = await foreign("oauthClient", PATH, clientProps(role));
    const before = org.simulator.export();
    await expect(handlers().oauthClient.create(clientProps(role, { adopted: id }))).rejects.toThrow(
      /The spec says that the OAuth client ".*" \(id .*\) was adopted/,
    );
    expect(org.simulator.export()).toEqual(before);
  });

  it("keeps its description, its secret and its grants by an update that says nothing new", async () => {
    const { id: role } = await handlers().role.create(roleProps());
    const id = await foreign("oauthClient", PATH, clientProps(role));
    const before = org.simulator.export();
    const olds = { ...clientProps(role, { adopted: id, description: "Ours" }), clientId: id, clientSecret: null };
    const { outs } = await handlers().oauthClient.update(
      id,
      olds,
      clientProps(role, { adopted: id, description: "Ours", owner: "bi@contoso.example" }),
    );
    expect(outs).toMatchObject({ clientId: id, clientSecret: null, owner: "bi@contoso.example" });
    expect(org.simulator.export()).toEqual(before);
  });
});
