/** A marker that stands in the description of something that the stack did not make so: it is never taken over in silence. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CLIENT } from "../../access/resources/client.ts";
import { withMarker } from "../../access/resources/marker.ts";
import { ROLE } from "../../access/resources/role.ts";
import { foreseen } from "../../providers/foreseen.ts";
import { GenesysApiError } from "../../providers/genesys/apiError.ts";
import { ignored, wireClient, wireRole } from "../../providers/genesys/wire.ts";
import { SEED } from "../../simulator/index.ts";
import { clientProps, divisionProps, grantProps, handlersOver, roleProps } from "../providers/support/examples.ts";
import { type OrgUnderTest, orgUnderTest } from "../providers/support/orgUnderTest.ts";

const ROLES = "/api/v2/authorization/roles";
const CLIENTS = "/api/v2/oauth/clients";
let org: OrgUnderTest;

beforeEach(async () => {
  org = await orgUnderTest();
});
afterEach(() => org.close());

const look = (type: string, inputs: Record<string, unknown>) => foreseen(org.newRun(), type, inputs);
const handlers = () => handlersOver(org.newRun());
const HELD_BY = SEED.users["erik.emea@contoso.example"];

/** A role of somebody else, held by a user, in whose description somebody wrote the stack's marker. */
async function foreignRole(changes: object = {}): Promise<string> {
  const props = roleProps();
  const body = {
    name: "Payroll",
    description: withMarker("", props.managedBy),
    permissionPolicies: [{ domain: "quality", entityName: "evaluation", actionSet: ["add", "view"] }],
    ...changes,
  };
  const { id } = await org.console.post(ROLES, body, wireRole);
  const grants = [{ roleId: id, divisionId: SEED.divisions.NA_Operations }];
  const query = { subjectType: "PC_USER" };
  await org.console.post(`/api/v2/authorization/subjects/${HELD_BY}/bulkadd`, { grants }, ignored, { query });
  return id;
}

describe("a role of somebody else that bears the marker of a role of the stack", () => {
  it("is refused with what it would lose and who holds it, and stays as it is", async () => {
    const id = await foreignRole();
    const before = org.simulator.export();
    const refused = await handlers()
      .role.create(roleProps())
      .catch((error: Error) => error.message);
    expect(refused).toContain(`The org has a role "Payroll" (id ${id}) that bears the marker`);
    expect(refused).toContain('it is called "Payroll"');
    expect(refused).toContain("it also permits quality:evaluation:add, quality:evaluation:view");
    expect(refused).toMatch(/It is held by PC_USER "[^"]+" \(id [\w-]+\) in NA_Operations\./);
    expect(refused).toContain("If the marker was copied, remove it");
    expect(org.simulator.export()).toEqual(before);
  });

  it("is refused as well in a preview, which writes nothing", async () => {
    await foreignRole();
    org.calls();
    await expect(look(ROLE.token, roleProps())).rejects.toThrow("is not what an interrupted run would have left");
    expect(org.calls().filter((call) => !call.startsWith("GET"))).toEqual([]);
  });

  it("is another thing in a preview than an org that lets nobody look", async () => {
    org.simulator.switches.faults = [{ method: "GET", path: "/roles$", kind: "status", status: 403, times: 1 }];
    await expect(look(ROLE.token, roleProps())).rejects.toBeInstanceOf(GenesysApiError);
  });

  it("does not stop the stack from finding its own beside it", async () => {
    const { id } = await handlers().role.create(roleProps());
    await foreignRole();
    expect((await handlers().role.create(roleProps())).id).toBe(id);
  });
});

describe("what an interrupted run left", () => {
  it("is taken over as it is, and told with its holders", async () => {
    const { id } = await handlers().role.create(roleProps());
    await handlers().roleGrant.create(grantProps(id));
    org.told.length = 0;
    const before = org.simulator.export();
    expect((await handlers().role.create(roleProps())).id).toBe(id);
    expect(org.told).toEqual([
      expect.stringMatching(
        /^Takes over the role "Integration - BI Reader" \(id .*It is held by PC_USER .* in EMEA_Operations\.$/,
      ),
    ]);
    expect(org.simulator.export()).toEqual(before);
    expect(await look(ROLE.token, roleProps())).toEqual(org.told);
  });

  it("is a division too", async () => {
    const { id } = await handlers().division.create(divisionProps());
    expect((await handlers().division.create(divisionProps())).id).toBe(id);
    expect(org.told).toEqual([expect.stringMatching(/^Takes over the division "Partner Silo"/)]);
  });

  it("is a client that is deleted and made anew, and told so before in a preview", async () => {
    const { id: roleId } = await handlers().role.create(roleProps());
    const { id } = await handlers().oauthClient.create(clientProps(roleId));
    expect(await look(CLIENT.token, clientProps(roleId))).toEqual([
      expect.stringContaining(`Deletes the OAuth client "Power BI" (id ${id}`),
    ]);
    await handlers().oauthClient.create(clientProps(roleId));
    expect(org.told).toEqual([expect.stringContaining("its secret, which nobody should have, stops working")]);
  });
});

describe("a young client of somebody else that bears the marker of a client of the stack", () => {
  it.each([
    ["name", { name: "Payroll Export" }],
    ["scope", { scope: ["users"] }],
    ["accessTokenValiditySeconds", { accessTokenValiditySeconds: 7200 }],
    ["roles and divisions", { roleDivisions: [{ roleId: SEED.roles.supervisor, divisionId: "*" }] }],
  ])("is not deleted where its %s is another", async (what, changes) => {
    const { id: roleId } = await handlers().role.create(roleProps());
    const props = clientProps(roleId);
    const body = {
      name: props.name,
      description: withMarker(props.description, props.managedBy),
      authorizedGrantType: props.authorizedGrantType,
      accessTokenValiditySeconds: props.accessTokenValiditySeconds,
      scope: props.scope,
      roleDivisions: [{ roleId, divisionId: SEED.divisions.EMEA_Operations }],
      ...changes,
    };
    const { id } = await org.console.post(CLIENTS, body, wireClient);
    const before = org.simulator.export();
    const refused = await handlers()
      .oauthClient.create(props)
      .catch((error: Error) => error.message);
    expect(refused).toContain(`(id ${id})`);
    expect(refused).toMatch(new RegExp(`may be in use: its ${what} (is|are) not what the spec says`));
    expect(org.simulator.export()).toEqual(before);
  });
});
