/** What states keep of outputs: enough for each step of a resource's life, whichever release wrote the state. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { keptOutputs } from "../../access/resources/kept.ts";
import { ROLE } from "../../access/resources/role.ts";
import { wireRole } from "../../providers/genesys/wire.ts";
import { clientProps, handlersOver, roleProps } from "./support/examples.ts";
import { type OrgUnderTest, orgUnderTest } from "./support/orgUnderTest.ts";

let org: OrgUnderTest;
beforeEach(async () => {
  org = await orgUnderTest();
});
afterEach(() => org.close());

const handlers = () => handlersOver(org.newRun());
const inputsOf = ({ __provider, ...inputs }: Record<string, unknown>) => inputs;

describe("a role", () => {
  it.each([
    ["of a few permissions", {}],
    ["with a star beside what the star covers", { permissions: ["analytics:*:view", "routing:queue:*,view"] }],
    ["that may write", { access: "read-write", permissions: ["routing:queue:edit"] }],
  ])("%s is read as it was declared, from what this release keeps and from all of it", async (_, changes) => {
    const props = roleProps(changes);
    const { id, outs } = await handlers().role.create(props);
    for (const before of [outs, inputsOf(props)]) {
      const read = await handlers().role.read(id, before);
      expect(read.inputs).toEqual(inputsOf(props));
      // A refresh makes the state of an older release as small as one of today.
      expect(read.props).toEqual(outs);
    }
  });

  it("shows what the console changed", async () => {
    const { id, outs } = await handlers().role.create(roleProps());
    const path = `/api/v2/authorization/roles/${id}`;
    const role = await org.console.get(path, wireRole);
    const permissionPolicies = [{ domain: "routing", entityName: "queue", actionSet: ["delete"] }];
    await org.console.put(path, { ...role, description: "By hand", permissionPolicies }, wireRole);
    const { inputs, props } = await handlers().role.read(id, outs);
    expect(inputs).toMatchObject({ description: "By hand", permissions: ["routing:queue:delete"] });
    // The engine shows by the outputs what a refresh found.
    expect(props).toMatchObject({ description: "By hand", permissions: ["routing:queue:delete"] });
    const again = await handlers().role.read(id, props ?? {});
    expect(again.inputs).toEqual(inputs);
    expect(Object.keys(again.props ?? {}).sort()).toEqual(
      Object.keys(outs)
        .filter((key) => key !== "__provider")
        .sort(),
    );
    const { outs: updated } = await handlers().role.update(id, props ?? {}, roleProps());
    expect(updated).toEqual(outs);
    expect((await handlers().role.read(id, updated)).inputs).toEqual(inputsOf(roleProps()));
  });

  it("that was taken over stays whole: an update that has nothing to say to the org sends nothing", async () => {
    const { id } = await handlers().role.create(roleProps());
    const adopted = roleProps({ adopted: id });
    const { props } = await handlers().role.read(id, adopted);
    expect(Object.keys(props ?? {})).toEqual(expect.arrayContaining(["description", "permissions", "access"]));
    expect(keptOutputs(adopted, ROLE.leftOut)).toEqual(adopted);
  });
});

describe("a client", () => {
  it.each([
    ["as usual", { accessTokenValiditySeconds: 86_400, scope: [] }],
    ["with a lifetime, a scope and a level of its own", { accessTokenValiditySeconds: 3600, access: "read-write" }],
  ])("%s is read as it was declared, and keeps its secret through an update", async (_, changes) => {
    const role = await handlers().role.create(roleProps());
    const props = clientProps(role.id, changes);
    const { id, outs } = await handlers().oauthClient.create(props);
    const { clientId, clientSecret, dateCreated } = outs;
    for (const before of [outs, { ...inputsOf(props), clientId, clientSecret, dateCreated }]) {
      const read = await handlers().oauthClient.read(id, before);
      expect(read.inputs).toEqual(inputsOf(props));
      expect(read.props).toEqual(outs);
      expect((await handlers().oauthClient.update(id, before, props)).outs).toEqual(outs);
    }
  });
});
